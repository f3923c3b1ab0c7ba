"""What can be wrong with a plan, one file per part of it; asked for by :mod:`models.problems`."""
