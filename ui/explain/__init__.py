"""Explain: the panel that leads from a figure on screen to what is behind it."""
