"""Lesson 1: how a net computes its gradient, one operation at a time."""

from mlcore.checks.modules import topic

topic(__name__)
