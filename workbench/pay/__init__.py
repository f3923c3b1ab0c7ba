"""Turns results into payouts by one list of steps per scorecard."""
