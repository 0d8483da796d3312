"""Chance in whole numbers: random words by number of the future, and tables that turn them into events.

A random word depends on its key and counter alone, never on the words drawn before it: a future is a number, not the
k-th draw. Chances are 64-bit thresholds made once by exact arithmetic, so that no result depends on how a processor
rounds.
"""
