"""Crews and readiness for reading at 3 a.m.: the state of each crew over time, and what is covered how soon."""

from __future__ import annotations

from standto.coverage.cover_facts import CoverFacts
from standto.coverage.crews_in_words import crew_line, crew_lines, stretch_below
from standto.coverage.how_soon import readiness_lines
from standto.presenting.crews import CrewLine
from standto.presenting.readiness import readiness_sentences
from standto.wording import counted, joined, names_of, span, wrapped
from standto.wording.sentences import SEE_ALL, room

_CREWS = 5
"""The most crews whose states are shown."""
_STATES = 4
"""The most states of a crew that are shown."""


def names_in(cover: CoverFacts) -> dict[str, str]:
    """Return the name of each duty, seat and crew, by id."""
    return names_of((*cover.scenario.duties_in_order, *cover.scenario.crews))


def crew_sentence(cover: CoverFacts, window: int, crew: int) -> str:
    """Return why a crew is below what it needs in a window, as a sentence."""
    names = names_in(cover)
    return crew_line(cover, crew, names).sentence(stretch_below(cover, window, crew, names))


def crew_states_text(cover: CoverFacts) -> list[str]:
    """Return the states of the crews over time: of those whose state changes, or is not their best."""
    lines = crew_lines(cover, names=names_in(cover))
    if not lines:
        return []
    shown = [line for line in lines if line.changes or line.level != "best"]
    text = [row for line in shown[: room(_CREWS)] for row in wrapped(f"{line.name}: {_states(line)}", hanging=2)]
    if len(shown) > room(_CREWS):
        text.append(f"and {counted(len(shown) - room(_CREWS), 'more crew')} whose states change: {SEE_ALL}")
    if len(shown) < len(lines):
        rest = [f"{line.name}: {line.now.words}" for line in lines if line not in shown]
        alike = f"{counted(len(rest), 'crew is', 'crews are')} in their best state all the time"
        text += wrapped(f"All the time: {joined(rest)}" if len(rest) <= _CREWS else alike, hanging=2)
    return [*text, ""]


def _states(line: CrewLine) -> str:
    told = [f"{one.words} {span(line.zone, one.start, one.until)}" for one in line.stretches[: room(_STATES)]]
    more = len(line.stretches) - room(_STATES)
    if more > 0:
        told.append(f"and {counted(more, 'more change')}: {SEE_ALL}")
    return "; ".join(told)


def readiness_text(cover: CoverFacts) -> list[str]:
    """Return what is covered how soon, where people need different times."""
    sentences = readiness_sentences(readiness_lines(cover, names=names_in(cover)))
    text = [row for sentence in sentences for row in wrapped(sentence, hanging=2)]
    return [*text, ""] if text else []
