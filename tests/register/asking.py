"""The answers of the register, the engines and the review to every question, as plain values."""

from __future__ import annotations

from standto.coverage import cover, margin
from standto.ladder import review

BASES = ("none", "present", "confirmed", "offered")


def answers(situation, until):
    """Return every array that engines read, with declarations, claims and reasons."""
    found = [situation.declared(situation.period.start), situation.claims(situation.period.until)]
    for basis in BASES:
        windows = situation.windows(until=until, basis=basis)
        found.append((windows.classes, windows.criticalities, windows.forces))
        arrays = (windows.starts, windows.untils, windows.counts, windows.required, *situation.places(windows, basis))
        found += [array.tolist() for array in (*arrays, *situation.people_classes(windows, basis))]
        found.append(situation.not_counted(situation.period.start, range(len(windows.criticalities)), basis))
    return found


def results(situation, until, *, look=True):
    """Return the results of cover and margin, and those of a review if `look`, in the form of the contract."""
    said = [
        cover(situation, until=until, assignments=True).as_json(),
        margin(situation, until=until, runs=20).as_json(),
    ]
    if look and situation.at is not None:
        said.append(review(situation).as_json())
    return said
