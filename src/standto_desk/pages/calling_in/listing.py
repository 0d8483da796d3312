"""The people asked to come in, and those who could still be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from standto.ladder import Candidates
from standto.ladder.lines import candidate_lines
from standto.model.time import Instant
from standto.presenting.candidates import CandidateLine
from standto_desk.acts.asks import Reply
from standto_desk.acts.models import Ask
from standto_desk.components.moments import clock_time

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


def asked_people(listed: Candidates, asks: Mapping[str, Ask]) -> list[AskedPerson]:
    """Return the people asked, in the order in which they were."""
    lines = {line.person: line for line in candidate_lines(listed)}
    return [
        AskedPerson(person, _words(ask), TONES[Reply(ask.answer)], lines.get(person), ask.entry)
        for person, ask in asks.items()
    ]


def not_asked(listed: Candidates, asks: Mapping[str, Ask]) -> list[CandidateLine]:
    """Return the candidates whom nobody has asked yet, in order."""
    return [line for line in candidate_lines(listed) if line.person not in asks]


def _words(ask: Ask) -> str:
    coming: Instant | None = ask.coming
    return WORDS[Reply(ask.answer)] if coming is None else f"coming at {clock_time(coming)}"
