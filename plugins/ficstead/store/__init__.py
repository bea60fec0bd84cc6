"""What is kept between builds, so that nothing is made twice; deleting it is safe."""
