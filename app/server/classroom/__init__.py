"""A server for a room: `python -m app --class`. Who comes in, how many at once, and what the teacher sees of it."""
