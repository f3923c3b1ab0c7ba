"""Designs side by side: what each costs, pays, and to whom."""
