"""Lesson 5: mixture density networks, for questions that have more than one answer."""

from mlcore.checks.modules import topic

topic(__name__)
