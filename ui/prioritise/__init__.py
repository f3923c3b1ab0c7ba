"""Prioritise: who is paid for what, and what each receives."""
