"""Tables of the plan that are typed into: what each cell shows, and what typing in it means."""
