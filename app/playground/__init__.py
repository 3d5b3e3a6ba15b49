"""Lesson 6, the playground: any net on any of the data, live."""
