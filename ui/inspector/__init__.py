"""The inspector: what is selected, editable in place."""
