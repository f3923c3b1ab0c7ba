"""Writes workbooks whose live formulas agree with the program to the cent."""
