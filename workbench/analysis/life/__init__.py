"""The life of a plan: what hinders its next step, what a change touches, and who knows what."""
