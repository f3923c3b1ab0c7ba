"""Simulation: what becomes of a plan whose drivers are uncertain."""
