"""What is covered: each duty now and over the look-ahead, and each duty over time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from standto.model.event import PERSON_KINDS
from standto.model.ladder import STEPS
from standto.reporting.series import DutySeries, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from standto.coverage import Cover
    from standto.model.time import Instant
    from standto.reporting.evidence import Annex
    from standto.reporting.standpoint import Standpoint

PART_OF = {"home": "home", "military": "contingency"}
"""What each kind of force supplies; all others supply aid."""
SUPPLY = PERSON_KINDS | frozenset(STEPS)
"""Events about people and pools."""
Row: TypeAlias = tuple[int, int, int, int, int]
"""What one window says of a duty: required, home, aid, contingency, gap."""


@dataclass(frozen=True, slots=True)
class DutyLine:
    """How far a duty is covered.

    Attributes
    ----------
    duty, name, criticality
        Which duty.
    required
        How many it takes now; None: it does not stand.
    home, aid, contingency, gap
        Who fills it now, and how many are missing.
    most_short
        The largest gap in the look-ahead.
    first_short
        When it first has a gap in the look-ahead; None: never.
    gap_hours
        Place-hours of gap in the look-ahead, to two decimals.
    state, ahead
        Now and the look-ahead in words.
    trace
        What it requires, in the annex.
    """

    duty: str
    name: str
    criticality: int
    required: int | None
    home: int
    aid: int
    contingency: int
    gap: int
    most_short: int
    first_short: Instant | None
    gap_hours: float
    state: str
    ahead: str
    trace: tuple[str, ...]


def duty_lines(stand: Standpoint, annex: Annex) -> tuple[DutyLine, ...]:
    """Return how far each duty is covered, in the order in which they are met."""
    stretches = _stretches(stand.cover)
    hours = stand.cover.gap_hours
    return tuple(
        _line(stand, place, stretches[place], hours.get(duty.id, 0.0), annex)
        for place, duty in enumerate(stand.scenario.duties_in_order)
    )


def _line(stand: Standpoint, place: int, stretches: Sequence[Stretch], gap_hours: float, annex: Annex) -> DutyLine:
    """Return one duty's line."""
    duty, now = stand.scenario.duties_in_order[place], stretches[0]
    most = max(one.gap for one in stretches)
    first = next((one.start for one in stretches if one.gap), None)
    return DutyLine(
        duty=duty.id,
        name=stand.names.duty(duty.id),
        criticality=duty.criticality,
        required=now.required,
        home=now.home,
        aid=now.aid,
        contingency=now.contingency,
        gap=now.gap,
        most_short=most,
        first_short=first,
        gap_hours=gap_hours,
        state=_state(now),
        ahead="covered" if first is None else f"up to {most:,} short",
        trace=(requirement_trace(stand, duty.id, annex),),
    )


def _state(now: Stretch) -> str:
    """Return in words how a duty stands."""
    if now.required is None:
        return "does not stand"
    return f"{now.gap:,} short of {now.required:,}" if now.gap else f"covered, {now.required:,} required"


def cover_trace(stand: Standpoint, annex: Annex) -> str:
    """Return the evidence of what is covered over the look-ahead."""
    query = stand.query("cover", look_ahead=True)
    return annex.add("Cover now and over the look-ahead", query=query, within="windows, summary")


def duty_series(stand: Standpoint, over: Cover, annex: Annex) -> tuple[DutySeries, ...]:
    """Return each duty over another time, by the same knowledge."""
    query = stand.query("cover", at=over.situation.period.start, look_ahead=True)
    return tuple(
        DutySeries(
            duty=duty.id,
            name=stand.names.duty(duty.id),
            stretches=stretches,
            trace=(
                annex.add("Every duty over time", query=query, within="windows"),
                requirement_trace(stand, duty.id, annex),
                supply_trace(stand, annex),
            ),
        )
        for duty, stretches in zip(stand.scenario.duties_in_order, _stretches(over), strict=True)
    )


def requirement_trace(stand: Standpoint, duty: str, annex: Annex) -> str:
    """Return the evidence of what a duty requires: its row, and the events about it."""
    events = stand.situation.events("strength-changed", "duty-suspended", "duty-resumed", "declared", "ended")
    when = stand.scenario.duty[duty].when
    mine = (event for event in events if event.subject == (when if event.kind in ("declared", "ended") else duty))
    return annex.add(f"What {duty} requires", entries=(f"duties.csv: {duty}", *annex.steps(mine)))


def supply_trace(stand: Standpoint, annex: Annex) -> str:
    """Return the evidence of who counts: all that is known of people and pools until the look-ahead ends."""
    until = stand.review.until
    entries = annex.kinds(event for event in stand.situation.events(*SUPPLY) if event.occurred < until)
    tables = "people.csv, authorisations.csv, teams.csv, pools.csv, powers.csv: every row"
    return annex.add("Who counts, by the register", entries=(tables, *entries))


def _stretches(cover: Cover) -> list[tuple[Stretch, ...]]:
    """Return the stretches of each duty: windows in a row that say the same of it are one."""
    required = cover.windows.required.T.tolist()
    home, aid, contingency = (part.T.tolist() for part in _parts(cover))
    columns = zip(required, home, aid, contingency, cover.gap.T.tolist(), strict=True)
    starts, untils = cover.windows.starts.tolist(), cover.windows.untils.tolist()
    return [tuple(_joined(starts, untils, list(zip(*column, strict=True)))) for column in columns]


def _parts(cover: Cover) -> Iterator[NDArray[np.int64]]:
    """Yield how many places home, aid and contingency fill, each of shape (windows, duties)."""
    forces = cover.scenario.forces_in_order
    for part in ("home", "aid", "contingency"):
        mine = [place for place, force in enumerate(forces) if PART_OF.get(force.kind, "aid") == part]
        yield cover.filled[:, mine, :].sum(axis=1)


def _joined(starts: Sequence[Instant], untils: Sequence[Instant], rows: Sequence[Row]) -> Iterator[Stretch]:
    """Yield the longest stretches of equal rows."""
    for (required, home, aid, contingency, gap), same in groupby(range(len(rows)), key=rows.__getitem__):
        run = list(same)
        yield Stretch(starts[run[0]], untils[run[-1]], None if required < 0 else required, home, aid, contingency, gap)
