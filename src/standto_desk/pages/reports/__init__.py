"""Situation reports: drafted, contributed to, approved, published and superseded."""
