"""A density that a net gives for each input: as an image over the data, as a slice at one input, and its loss."""
