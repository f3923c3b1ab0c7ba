"""Cascades a target from the top down to the drivers, within their bounds and locks."""
