"""What can be followed: which feeds there are, what they tell, in which format."""
