"""Lesson 4: why deep learning took off, one change at a time."""
