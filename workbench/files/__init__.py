"""Reads and writes plan files without ever losing one."""
