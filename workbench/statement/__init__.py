"""The statement of one person on one page: what they will receive, in words and figures."""
