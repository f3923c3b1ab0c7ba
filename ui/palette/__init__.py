"""The command palette: one field that finds KPIs, commands, scenarios, periods and plans."""
