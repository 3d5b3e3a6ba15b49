"""Lesson 3: the size of the first weights, and what it does to signals and gradients."""
