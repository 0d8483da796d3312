"""Accounts: signing in, one's own account, and what an administrator does with those of others."""
