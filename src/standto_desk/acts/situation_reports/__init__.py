"""Situation reports: drafted, worded, approved, published and superseded, each step an entry of the ledger."""
