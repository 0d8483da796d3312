"""Futures: drawn from assumptions by number, judged in every step by the exact kernel, tallied in whole numbers.

The order of work: a situation gives a `Muster` (everybody who could count, without names); assumptions give processes;
each process draws its events in a future; the events and the muster give the number of each kind in each step; the
kernel judges every step; a `FutureTally` counts the results. Tallies of other futures add up to the tally of all.
"""
