"""Serves the lessons as pages with Voilà: its settings, our page template, and the code that starts it."""
