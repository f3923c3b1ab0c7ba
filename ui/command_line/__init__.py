"""The sub-commands of the program: one job each, no window."""
