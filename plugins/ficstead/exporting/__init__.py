"""Works taken back to AO3: what its posting form takes, field by field."""
