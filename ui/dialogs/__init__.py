"""Dialogs: only where something could be lost, or where a job needs its settings."""
