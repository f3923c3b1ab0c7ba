"""What can be done with a plan: working it out, paying by it, storing it, exporting it. No Qt."""
