"""Tables that others made: read from workbooks and text files, and understood as a KPI tree."""
