"""Candidates as text, on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.ladder.candidates_facts import ORDER
from standto.ladder.lines import candidate_lines
from standto.presenting.candidates import others_words
from standto.presenting.scope import UNCHECKED
from standto.wording import counted, moment, names_of, span, wrapped
from standto.wording.sentences import SEE_ALL, room, with_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.ladder.candidates_facts import CandidatesFacts

SHOWN = 20
"""The number of candidates shown; the rest are counted."""


def candidates_text(facts: CandidatesFacts) -> str:
    """Return candidates as text: first who could come, then why others could not."""
    zone = facts.scenario.zone
    names = names_of((*facts.scenario.duties_in_order, *facts.scenario.crews))
    asked = (
        f"Who could come for {with_name(facts.duty, names.get(facts.duty, facts.duty))}, {span(zone, *facts.period)}"
    )
    if facts.known_at is not None:
        asked += f", as known {moment(zone, facts.known_at)}"
    need = f"{counted(facts.short, 'place')} unfilled" if facts.short else "No place is unfilled"
    lines = [*wrapped(facts.scenario.title), *wrapped(asked, hanging=2), need, "", *_candidates(facts)]
    if others := others_words(facts.others, facts.scenario.words):
        lines += ["", *wrapped(others)]
    return "\n".join(lines if facts.rest_checked else [*lines, "", UNCHECKED])


def _candidates(facts: CandidatesFacts) -> Iterator[str]:
    lines = candidate_lines(facts)
    if not lines:
        yield "NOBODY could come."
        return
    words = facts.scenario.words
    yield f"{counted(len(lines), words.person.upper(), words.people.upper())} could come, {ORDER}"
    for line in lines[: room(SHOWN)]:
        yield from wrapped(f"{line.person}: {line.words}", 2, 2)
    if len(lines) > room(SHOWN):
        yield f"  and {len(lines) - room(SHOWN):,} more: {SEE_ALL}"
