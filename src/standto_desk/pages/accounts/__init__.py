"""Accounts: signing in, one's own account, and the accounts that an administrator keeps."""
