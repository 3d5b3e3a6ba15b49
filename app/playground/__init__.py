"""Lesson 6, the playground: any net on any of the data, live."""

from mlcore.checks.modules import topic

topic(__name__)
