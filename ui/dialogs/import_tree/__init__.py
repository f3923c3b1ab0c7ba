"""Importing a tree of KPIs: which file, what its columns are, what becomes of each row."""
