"""Rules EF313 to EF315: figures and words that are read, though they are not written as they should be."""
