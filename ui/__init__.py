"""What is seen, and what is typed. Nothing is worked out here."""
