"""Lesson 2: what equal weights can never learn, and what makes units differ."""

from mlcore.checks.modules import topic

topic(__name__)
