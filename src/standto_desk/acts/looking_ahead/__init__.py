"""Asking for outlooks, and keeping them and assumptions under a name; none of this touches the ledger."""
