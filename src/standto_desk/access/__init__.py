"""Accounts, roles, posts, and the one place that decides what somebody may do."""
