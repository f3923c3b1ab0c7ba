"""Compiles the formulas of a plan and evaluates them over scenarios and periods."""
