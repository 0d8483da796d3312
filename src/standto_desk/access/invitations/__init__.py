"""Invitations: accounts for many volunteers at once, each with a one-time code."""
