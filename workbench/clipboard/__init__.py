"""What goes to the clipboard and what comes from it: tables, and branches of a plan."""
