"""Lesson 3: the size of the first weights, and what it does to signals and gradients."""

from mlcore.checks.modules import topic

topic(__name__)
