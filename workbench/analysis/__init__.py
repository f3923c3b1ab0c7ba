"""What figures mean: questions asked of a plan and its results, answered as frozen values."""
