"""Random calls on people off duty; the same seed gives the same calls."""

from __future__ import annotations

import random

import numpy as np

from standto.ladder.call_in_matching import Calls

FOR_SOLVERS = [
    {"seed": seed, "kinds": kinds, "people": people, "shifts": shifts, "windows": windows, "duties": duties}
    for seed, (kinds, people, shifts, windows, duties) in enumerate(
        [(4, 3, 2, 2, 2), (6, 2, 3, 2, 3), (8, 2, 2, 4, 2), (5, 4, 4, 1, 3), (9, 1, 3, 3, 2), (12, 1, 4, 2, 3)] * 3
    )
]
"""Calls small enough for a constraint program and too large to try everything."""


def random_calls(seed, *, kinds, people, shifts, windows, duties):
    """Kinds of people, and windows in each shift that want more people than there are."""
    chance = random.Random(seed)
    number = [chance.randint(1, people) for _ in range(kinds)]
    of_shift = [shift for shift in range(shifts) for _ in range(windows)]
    could = [[chance.getrandbits(duties) & chance.getrandbits(duties) for _ in of_shift] for _ in range(kinds)]
    most = max(2, sum(number) // shifts)
    wanted = [[chance.randint(0, most) if chance.random() < 0.7 else 0 for _ in range(duties)] for _ in of_shift]
    return Calls(np.array(wanted, dtype=np.int64), of_shift, could, number)
