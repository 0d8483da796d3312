"""Small made-up windows for tests, drawn by hypothesis or written by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from standto.model.windows import SupplyClass, Windows


def windows_of(classes, counts, required, criticalities, forces=None):
    """Return windows of an hour each.

    `classes` holds a force and a bit mask of duties each; `counts` and `required` have a row for each window.
    """
    size = len(required)
    starts = np.arange(size, dtype=np.int64) * 3_600_000_000
    return Windows(
        starts=starts,
        untils=starts + 3_600_000_000,
        classes=tuple(SupplyClass(*each) for each in classes),
        counts=np.array(counts, dtype=np.int64).reshape(size, len(classes)),
        required=np.array(required, dtype=np.int64).reshape(size, len(criticalities)),
        criticalities=tuple(criticalities),
        forces=forces or 1 + max((force for force, _ in classes), default=0),
    )


@st.composite
def worlds(draw, *, duties=4, forces=3, classes=5, people=3, strength=3, windows=2):
    """Draw windows with few people: at most `people` of each class, at most `strength` for each duty."""
    size = draw(st.integers(1, duties))
    steps = draw(st.lists(st.integers(0, 1), min_size=size, max_size=size))
    kinds = draw(
        st.lists(st.tuples(st.integers(0, forces - 1), st.integers(1, 2**size - 1)), max_size=classes, unique=True)
    )
    rows = draw(st.integers(1, windows))
    counts = st.lists(st.integers(0, people), min_size=len(kinds), max_size=len(kinds))
    required = st.lists(st.integers(-1, strength), min_size=size, max_size=size)
    return windows_of(
        kinds,
        [draw(counts) for _ in range(rows)],
        [draw(required) for _ in range(rows)],
        np.cumsum(steps).tolist(),
        forces,
    )


def random_windows(seed, *, duties, classes, forces, windows, people, strength, spread=0.5, help_in=1):
    """Return windows of any size, from a seed; with one in `help_in` of the people from outside."""
    chance = np.random.default_rng(seed)
    kinds = set()
    while len(kinds) < classes:
        mask = int.from_bytes(np.packbits(chance.random(duties) < spread, bitorder="little").tobytes(), "little")
        kinds.add((int(chance.integers(forces)), mask or 1))
    counts = chance.integers(0, people + 1, size=(windows, classes))
    counts[:, [force > 0 for force, _ in sorted(kinds)]] //= help_in
    return windows_of(
        sorted(kinds),
        counts,
        chance.integers(-1, strength + 1, size=(windows, duties)),
        np.sort(chance.integers(1, 4, size=duties)).tolist(),
        forces,
    )


FOR_FLOWS = [
    {"seed": seed, "duties": 10, "classes": 40, "forces": 4, "windows": 12, "people": 9, "strength": 22, "spread": 0.3}
    for seed in range(6)
]
FOR_SHARES = [
    {"seed": seed, "duties": 6, "classes": 14, "forces": 3, "windows": 1, "people": 7, "strength": 14, "spread": 0.35}
    for seed in range(8)
]
FOR_WORST_CASES = [
    {"seed": seed, "duties": 12, "classes": 30, "forces": 3, "windows": 3, "people": 12, "strength": 12}
    | {"spread": 0.25, "help_in": 4}
    for seed in range(4)
]
FOR_CREWS = [
    {"seed": seed, "crews": 8, "duties": 3, "windows": 4, "people": people, "bound": bound}
    for seed, people, bound in ((0, 4, 0), (1, 8, 0), (2, 3, 20), (3, 2, 40))
]
"""Windows that solvers answer too."""
