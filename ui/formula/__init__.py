"""Typing a formula: what is offered, what it says, what it would give, and what is wrong."""
