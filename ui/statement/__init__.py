"""Statements on paper: the page, its file, and many of them at once."""
