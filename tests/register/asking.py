"""Every question that the register, the engines and the review are asked, answered as plain values."""

from __future__ import annotations

from standto.coverage import cover, margin
from standto.ladder import review

BASES = ("none", "present", "confirmed", "offered")


def answers(situation, until):
    """Every array that engines read, and what stands beside them."""
    found = [situation.declared(situation.period.start), situation.claims(situation.period.until)]
    for basis in BASES:
        windows = situation.windows(until=until, basis=basis)
        found.append((windows.classes, windows.criticalities, windows.forces))
        arrays = (windows.starts, windows.untils, windows.counts, windows.required, *situation.places(windows, basis))
        found += [array.tolist() for array in (*arrays, *situation.roll(windows, basis))]
        found.append(situation.not_counted(situation.period.start, range(len(windows.criticalities)), basis))
    return found


def results(situation, until, *, look=True):
    """What cover, margin and, unless somebody does not look, review say, as the contract lays it down."""
    said = [
        cover(situation, until=until, assignments=True).as_json(),
        margin(situation, until=until, runs=20).as_json(),
    ]
    if look and situation.at is not None:
        said.append(review(situation).as_json())
    return said
