"""Edits: pure functions from a plan to another plan and what differs between the two."""
