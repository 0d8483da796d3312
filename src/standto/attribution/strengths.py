"""Requirement, establishment, authorised, deployable and on duty, side by side, by duty and row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.attribution.causes import CAUSES
from standto.attribution.lifting import Lifted
from standto.model.event import AUTHORITY_WITHDRAWN, STEPPED_BACK, UNAVAILABLE
from standto.model.time import Instant, Period
from standto.model.windows import Windows
from standto.register import Situation
from standto.register.reason_names import NOT_CURRENT

Ints = NDArray[np.int64]


class StrengthMeasure(NamedTuple):
    """A number of people beside the requirement, and the reasons that it does not look at.

    Attributes
    ----------
    id, name
        Its name in files, and in words.
    meaning
        Its definition.
    looks_at
        The causes whose reasons keep people out of it; None for all causes.
    """

    id: str
    name: str
    meaning: str
    looks_at: frozenset[str] | None

    @property
    def column(self) -> str:
        """Its name as a column, and as a key of JSON."""
        return self.id.replace("-", "_")


REQUIRED = StrengthMeasure("required", "required", "The places that the duty requires while it stands.", None)
MEASURES = (
    StrengthMeasure(
        "establishment",
        "establishment",
        "People and places of the home force on the books: all that ever hold the tickets, on duty or not.",
        frozenset(),
    ),
    StrengthMeasure(
        "authorised",
        "authorised",
        "Those of them whose tickets are current and whose authority is not withdrawn.",
        frozenset({NOT_CURRENT, AUTHORITY_WITHDRAWN}),
    ),
    StrengthMeasure(
        "deployable",
        "deployable",
        "Those of them who have not stepped back and are not unavailable, on duty or not.",
        frozenset({NOT_CURRENT, AUTHORITY_WITHDRAWN, STEPPED_BACK, UNAVAILABLE}),
    ),
    StrengthMeasure(
        "on-duty",
        "on duty",
        "Those of them who count for the duty: on duty, rested and ready in time, and permitted by law.",
        None,
    ),
    StrengthMeasure("help", "help", "Lent people and places of other forces that count for the duty.", None),
)
"""The measures beside the requirement, each a part of the one before, except help."""
SIDE_BY_SIDE = (REQUIRED, *MEASURES)
"""The requirement and the measures, in the order of a duty's levels."""
ON_DUTY_PLACE = 4
"""The place of the people on duty among a duty's levels: the requirement, then the measures."""


@dataclass(frozen=True)
class Level:
    """A number over the time of a row in which a duty stands.

    Attributes
    ----------
    total
        The number times microseconds, added up.
    least, most
        The least and the most at any time.
    last
        The number at the as-of time.
    """

    total: int
    least: int
    most: int
    last: int


@dataclass(frozen=True)
class DutyStrength:
    """The numbers of one duty in one row.

    Attributes
    ----------
    stood
        Microseconds for which the duty stands; without any, there are no levels.
    as_of
        The end of the last time in the row at which it stands.
    levels
        The requirement, then the `MEASURES`.
    """

    stood: Instant
    as_of: Instant
    levels: tuple[Level, ...]


def strengths_of(situation: Situation, basis: str, rows: Sequence[Period]) -> tuple[tuple[DutyStrength, ...], ...]:
    """Return the numbers of each row and duty; after the duties come all of them together.

    Of all together, the establishment and the numbers after it are people and places that could fill any of the duties
    that stand at the time.
    """
    period = Period(rows[0].start, rows[-1].until)
    cuts = np.array([row.start for row in rows], dtype=np.int64)
    was = Lifted(situation, basis, frozenset())
    there = was.windows(period)
    every = frozenset(cause.id for cause in CAUSES[:-1])
    required = np.maximum(there.required, 0)
    series = [TimeSeries(there.starts, np.column_stack([required, required.sum(axis=1)]))]
    for measure in MEASURES:
        if measure.looks_at is None:
            home = measure.id == "on-duty"
            series.append(TimeSeries(there.starts, _eligible(there, home)))
        else:
            lifted = Lifted(situation, basis, every - measure.looks_at).home_windows(period)
            series.append(TimeSeries(lifted.starts, _eligible(lifted, home=True)))
    stood = there.required >= 0
    stands = TimeSeries(there.starts, np.column_stack([stood, stood.any(axis=1)]).astype(np.int64))
    return by_row(cuts, period.until, stands, series)


class TimeSeries(NamedTuple):
    """A number for each duty over time: from each start until the next, shape (windows, duties)."""

    starts: Ints
    values: Ints

    def at(self, starts: Ints) -> Ints:
        """Return the numbers at some instants."""
        found: Ints = self.values[np.searchsorted(self.starts, starts, side="right") - 1]
        return found


def _eligible(windows: Windows, home: bool) -> Ints:
    """Return the number of people and places of the home force, or of others, that count for each duty, and for any.

    Windows are cut where who counts for a duty that stands changes; so only those duties are looked at for any.
    """
    duties = range(windows.required.shape[1])
    # able[c, d] = 1 if class c can do duty d and is of the force asked for
    able = np.zeros((len(windows.classes), len(duties)), dtype=np.int64)
    for row, kind in enumerate(windows.classes):
        if (kind.force == 0) == home:
            able[row] = [kind.duties >> duty & 1 for duty in duties]
    stand, which = np.unique(windows.required >= 0, axis=0, return_inverse=True)
    # for_any[c, s] = 1 if class c can do a duty of the set s of duties that stand together
    for_any = (able @ stand.T.astype(np.int64) > 0).astype(np.int64)
    any_of_each: Ints = windows.counts @ for_any
    together = any_of_each[np.arange(len(windows)), which.reshape(-1)]
    return np.column_stack([windows.counts @ able, together])


def by_row(
    cuts: Ints, until: Instant, stands: TimeSeries, series: Sequence[TimeSeries]
) -> tuple[tuple[DutyStrength, ...], ...]:
    """Return the numbers of each row and duty, from series that change at times of their own."""
    starts = np.unique(np.concatenate([cuts, *(one.starts for one in series)]))
    lengths = np.diff(np.append(starts, until))
    up = stands.at(starts) > 0
    values = np.stack([one.at(starts) for one in series])
    bounds = [*np.searchsorted(starts, cuts).tolist(), len(starts)]
    found = []
    for first, last in pairwise(bounds):
        here, length, then = values[:, first:last], lengths[first:last], starts[first:last] + lengths[first:last]
        found.append(
            tuple(
                _strength(here[:, up[first:last, duty], duty], length[up[first:last, duty]], then[up[first:last, duty]])
                for duty in range(up.shape[1])
            )
        )
    return tuple(found)


def _strength(values: Ints, lengths: Ints, untils: Ints) -> DutyStrength:
    """Return the numbers of a duty from its values, shape (series, windows), while it stands."""
    if not len(lengths):
        return DutyStrength(0, 0, ())
    levels = zip(
        (values @ lengths).tolist(),
        values.min(axis=1).tolist(),
        values.max(axis=1).tolist(),
        values[:, -1].tolist(),
        strict=True,
    )
    return DutyStrength(int(lengths.sum()), int(untils[-1]), tuple(Level(*one) for one in levels))


def over_rows(strengths: Sequence[DutyStrength]) -> DutyStrength:
    """Return the numbers of a duty over several rows that follow one another."""
    stood = [one for one in strengths if one.stood]
    if not stood:
        return DutyStrength(0, 0, ())
    levels = (
        Level(
            sum(one.total for one in ours), min(one.least for one in ours), max(one.most for one in ours), ours[-1].last
        )
        for ours in zip(*(one.levels for one in stood), strict=True)
    )
    return DutyStrength(sum(one.stood for one in stood), stood[-1].as_of, tuple(levels))
