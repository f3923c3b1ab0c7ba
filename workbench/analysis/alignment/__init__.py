"""Whether functions are paid for the same thing, and what each is tempted to do instead."""
