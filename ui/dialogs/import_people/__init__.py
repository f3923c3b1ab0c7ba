"""Importing people: which file, what its columns are, what becomes of everybody."""
