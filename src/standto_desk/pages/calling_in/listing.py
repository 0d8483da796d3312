"""The people asked to come in, and those who could still be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from standto.ladder import Candidates
from standto.ladder.lines import candidate_lines
from standto.model.time import Instant
from standto.presenting.candidates import CandidateLine
from standto.register import Situation
from standto_desk.acts.asks import Reply
from standto_desk.acts.models import Ask
from standto_desk.components.moments import clock_time
from standto_desk.picture.people import person_state

WORDS = {Reply.ASKED: "asked", Reply.NO_ANSWER: "no answer", Reply.CANNOT: "cannot"}
TONES = {Reply.ASKED: "open", Reply.COMING: "good", Reply.NO_ANSWER: "watch", Reply.CANNOT: "quiet"}


@dataclass(frozen=True, slots=True)
class AskedPerson:
    """Somebody who was asked.

    Attributes
    ----------
    line
        What holds if they came; None if they could not any more, such as somebody who is called in.
    entry
        The number of the entry that calls them in; None unless they are coming.
    """

    person: str
    words: str
    tone: str
    line: CandidateLine | None
    entry: int | None


def asked_people(listed: Candidates, asks: Mapping[str, Ask], situation: Situation) -> list[AskedPerson]:
    """Return the people asked, in the order in which they were."""
    lines = {line.person: line for line in candidate_lines(listed)}
    return [_asked(person, ask, lines.get(person), listed, situation) for person, ask in asks.items()]


def _asked(person: str, ask: Ask, line: CandidateLine | None, listed: Candidates, situation: Situation) -> AskedPerson:
    if ask.coming is None or _counts(person, max(ask.coming, situation.at or ask.coming), listed, situation):
        return AskedPerson(person, _words(ask), TONES[Reply(ask.answer)], line, ask.entry)
    return AskedPerson(person, f"{_words(ask)}, but does not count any more", "watch", line, ask.entry)


def _counts(person: str, at: Instant, listed: Candidates, situation: Situation) -> bool:
    """Whether somebody who is called in counts then: they may have stepped back, or be unavailable, since."""
    state = person_state(situation, at, person)
    if state is None or state.unavailable or state.called != "in":
        return False
    able = set(state.current).difference(state.withdrawn, state.stepped_back_from)
    return any(able.issuperset(one) for duty in listed.duties for one in situation.scenario.duty[duty].alternatives)


def not_asked(listed: Candidates, asks: Mapping[str, Ask]) -> list[CandidateLine]:
    """Return the candidates whom nobody has asked yet, in order."""
    return [line for line in candidate_lines(listed) if line.person not in asks]


def _words(ask: Ask) -> str:
    coming: Instant | None = ask.coming
    return WORDS[Reply(ask.answer)] if coming is None else f"coming at {clock_time(coming)}"
