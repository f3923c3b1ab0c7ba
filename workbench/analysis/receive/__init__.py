"""What somebody will receive: the range of it, how it comes about, and what would change it."""
