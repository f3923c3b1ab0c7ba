"""Why a figure is what it is: the figures it comes from, and how they combine."""
