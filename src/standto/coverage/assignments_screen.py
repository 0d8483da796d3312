"""A witness for reading: people who could fill each duty, by window, by their ciphers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from standto.coverage.cover_facts import CoverFacts
from standto.coverage.crew_screen import names_in
from standto.coverage.witness import Witness
from standto.wording import counted, joined, span, wrapped
from standto.wording.sentences import SEE_ALL, room, with_name

_PERIODS = 3
"""The most periods whose people are listed."""


def assignments_text(cover: CoverFacts) -> list[str]:
    """Return people who could fill the duties; nothing if they were not asked for."""
    if cover.assignments is None:
        return []
    told = [_lines(cover, witness) for witness in cover.assignments]
    runs = [[row for row, _ in same] for _, same in groupby(enumerate(told), key=lambda one: one[1])]
    people = cover.scenario.words.people
    lines = [f"{people[0].upper()}{people[1:]} who could fill each duty, in one of many ways: a proof, not a rota"]
    starts, untils = cover.windows.starts.tolist(), cover.windows.untils.tolist()
    for rows in runs[: room(_PERIODS)]:
        lines.append(span(cover.scenario.zone, starts[rows[0]], untils[rows[-1]]))
        lines += [text for line in told[rows[0]] for text in wrapped(line, indent=2, hanging=2)] or ["  nobody"]
    if len(runs) > room(_PERIODS):
        lines.append(f"and {counted(len(runs) - room(_PERIODS), 'more period')}: {SEE_ALL}")
    return [*lines, ""]


def _lines(cover: CoverFacts, witness: Witness) -> list[str]:
    """Return a line for each duty and seat that somebody fills."""
    names, demands = names_in(cover), cover.scenario.demands
    found: dict[int, list[tuple[int, ...]]] = {}
    columns = (column.tolist() for column in witness[:5])
    for duty, *rest in zip(*columns, strict=True):
        found.setdefault(duty, []).append(tuple(rest))
    return [
        f"{with_name(demands[duty].id, names.get(demands[duty].id, demands[duty].name))}: "
        f"{joined(list(_fillers(cover, witness, duty, lines)))}"
        for duty, lines in found.items()
    ]


def _fillers(cover: CoverFacts, witness: Witness, duty: int, lines: Sequence[tuple[int, ...]]) -> Iterator[str]:
    """Yield the people who fill a duty, by cipher, and the places of pools, each with the power that permits it."""
    scenario = cover.scenario
    for force, person, pool, places in lines:
        who = scenario.people[person].id if person >= 0 else f"{counted(places, 'place')} of {scenario.pools[pool].id}"
        power = witness.powers.get((force, duty)) if force else None
        yield f"{who} (by {power})" if power else who
