"""What is worth a look in how people are paid: it warns, and never blocks."""
