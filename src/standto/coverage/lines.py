"""Cover and margin as the lines that people read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from standto.coverage.cover_facts import CoverFacts
from standto.coverage.margin_facts import Least, MarginFacts
from standto.kernel.bottlenecks import Bottleneck
from standto.presenting.duties import DutyGap, DutyLine, Stretch
from standto.presenting.margins import MarginLine
from standto.presenting.rest_words import RestLine
from standto.wording import names_of, shortage

PART_OF = {"home": "home", "military": "contingency"}
"""What each kind of force supplies; all others supply aid."""


def duty_lines(
    cover: CoverFacts, *, names: Mapping[str, str] | None = None, reasons: int | None = 0
) -> tuple[DutyLine, ...]:
    """Return a line for each duty, in order of precedence; crews have lines of their own.

    Parameters
    ----------
    names
        The name of each duty, by id; by default from its scenario.
    reasons
        The number of gaps of each duty, the first ones, whose reasons are given; None: of all.
    """
    duties = cover.scenario.duties_in_order
    by_id = names_of(duties) if names is None else names
    in_order = [by_id[duty.id] for duty in duties]
    hours = cover.gap_hours
    return tuple(
        DutyLine(
            duty=duty.id,
            name=in_order[place],
            criticality=duty.criticality,
            stretches=stretches,
            gaps=tuple(_gaps(cover, place, in_order, reasons)),
            gap_hours=hours.get(duty.id, 0.0),
        )
        for place, (duty, stretches) in enumerate(zip(duties, duty_stretches(cover), strict=True))
        if not duty.crew
    )


def duty_stretches(cover: CoverFacts) -> list[tuple[Stretch, ...]]:
    """Return the stretches of each duty: neighbouring windows with the same numbers for it are one."""
    forces = cover.scenario.forces_in_order
    places = cover.places
    columns = [places.row.tolist(), places.required.tolist()]
    for part in ("home", "aid", "contingency"):
        mine = [place for place, force in enumerate(forces) if PART_OF.get(force.kind, "aid") == part]
        # part[l] = sum of filled[l, f] over the forces f of the part
        columns.append(places.filled[:, mine].sum(axis=1).tolist())
    lines = list(zip(*columns, places.gap.tolist(), strict=True))
    return [tuple(_stretches(cover, [lines[place] for place in ours])) for ours in cover.lines_by_duty]


def _stretches(cover: CoverFacts, lines: Sequence[tuple[int, ...]]) -> Iterator[Stretch]:
    """Yield the stretches of a duty from its lines in the windows in which it stands: window, then numbers."""
    starts, untils = cover.windows.starts.tolist(), cover.windows.untils.tolist()
    told = 0
    for _, same in groupby(enumerate(lines), key=lambda line: (line[1][0] - line[0], line[1][1:])):
        run = [line for _, line in same]
        first, last = run[0][0], run[-1][0]
        if told < first:
            yield Stretch(starts[told], untils[first - 1], None, 0, 0, 0, 0)
        yield Stretch(starts[first], untils[last], *run[0][1:])
        told = last + 1
    if told < len(starts):
        yield Stretch(starts[told], untils[-1], None, 0, 0, 0, 0)


def _gaps(cover: CoverFacts, place: int, names: Sequence[str], reasons: int | None) -> Iterator[DutyGap]:
    """Yield the gaps of a duty, with neighbouring windows of the same gap as one; the first few with reasons."""
    starts, untils = cover.windows.starts.tolist(), cover.windows.untils.tolist()
    places, ours = cover.places, cover.lines_by_duty[place]
    lines = enumerate(
        zip(*(column[ours].tolist() for column in (places.row, places.gap, places.required)), strict=True)
    )
    told = 0
    for (_, missing, needed), same in groupby(lines, key=lambda line: (line[1][0] - line[0], *line[1][1:])):
        run = [row for _, (row, _, _) in same]
        if missing:
            why = _why(cover, place, run[0], names) if reasons is None or told < reasons else ""
            told += 1
            yield DutyGap(starts[run[0]], untils[run[-1]], missing, needed, why)


def _why(cover: CoverFacts, place: int, window: int, names: Sequence[str]) -> str:
    """Return the bottleneck of a window that a duty with a gap belongs to, as a sentence."""
    first = next(one for one in cover.bottlenecks[window] if place in one.duties)
    return f"{shortage_words(cover, window, first, names)}."


def shortage_words(cover: CoverFacts, window: int, proof: Bottleneck, names: Sequence[str]) -> str:
    """Return a bottleneck of a window in words; `names` are those of the duties in order."""
    duties = [names[duty] for duty in proof.duties]
    return shortage(proof.required, duties, proof.eligible, cover.not_counted(window, proof), cover.scenario.words)


def rest_line(cover: CoverFacts) -> RestLine | None:
    """Return the numbers of people in stints that break a rule; None if the scenario has no rules on rest."""
    numbers = cover.in_broken_stints
    return None if numbers is None else RestLine(*numbers[0].tolist(), *numbers.max(axis=0).tolist())


def margin_lines(
    margin: MarginFacts, *, names: Mapping[str, str] | None = None, named: bool = False
) -> tuple[MarginLine, ...]:
    """Return a line for each criticality.

    Parameters
    ----------
    names
        The name of each duty, by id; by default from its scenario.
    named
        Whether to add the zone to times.
    """
    names = names_of(margin.scenario.duties_in_order) if names is None else names
    return tuple(_margin_line(margin, least, names, named) for least in margin.least)


def _margin_line(margin: MarginFacts, least: Least, names: Mapping[str, str], named: bool) -> MarginLine:
    scenario, windows = margin.scenario, margin.windows
    critical, window, random = least.critical, least.window, least.random
    duties = () if critical is None else tuple(scenario.duties_in_order[duty].id for duty in critical.duties)
    return MarginLine(
        criticality=least.criticality,
        worst_case=None if critical is None else critical.worst_case,
        at_most=least.at_most,
        start=None if window is None else int(windows.starts[window]),
        until=None if window is None else int(windows.untils[window]),
        duties=duties,
        names=tuple(names[duty] for duty in duties),
        eligible=None if critical is None else critical.eligible,
        required=None if critical is None else critical.required,
        register=least.register,
        p05=None if random is None else random.p05,
        p50=None if random is None else random.p50,
        p95=None if random is None else random.p95,
        begins=int(windows.starts[0]),
        reserve=scenario.policy.reserve,
        zone=scenario.zone,
        named=named,
        vocabulary=scenario.words,
    )
