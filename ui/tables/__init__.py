"""Calm tables: frozen cells, typed into as in a spreadsheet."""
