"""Lesson 4: why deep learning took off, one change at a time."""

from mlcore.checks.modules import topic

topic(__name__)
