"""Hints about the shape of the tree: nothing of it is forbidden."""
