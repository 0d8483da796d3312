"""Frozen records of what exists: scenarios, events, time, windows, and the one shape of results."""
