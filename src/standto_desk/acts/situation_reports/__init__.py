"""Situation reports and public cover statements, from draft to published: each step is an entry of the ledger."""
