"""The changes of sentences about people, teams, duties, crews and declarations."""

from __future__ import annotations

import re
from collections.abc import Callable
from re import Match

from standto.model.event import (
    AUTHORISATION_ENDED,
    AUTHORISED,
    AUTHORITY_RESTORED,
    AUTHORITY_WITHDRAWN,
    AVAILABLE,
)
from standto.supposing.absences import Absence
from standto.supposing.changes import Change, LineChange, NotSupposable, StrengthChange
from standto.supposing.reading import NUMBER, Reading
from standto.supposing.subjects import CAPABILITY, CREW, DECLARATION, DUTY, FORCE, PERSON, POOL, TEAM, Subject

Build = Callable[[Reading, Match[str]], list[Change]]
"""Returns the changes of a sentence that matches a form."""


def people(kind: str, joint: str = "") -> Build:
    """Return how to build events of a kind about people or teams, with a skill after some words if there are any."""

    def build(reading: Reading, match: Match[str]) -> list[Change]:
        skill, rest = reading.skill_after(joint, match["rest"] or "") if joint else ("", match["rest"] or "")
        when = reading.moment(rest) if kind == AVAILABLE else reading.when(rest)
        number = match.groupdict().get("count")
        count = reading.number(number) if number else None
        found: list[Change] = []
        for subject in reading.several(match["who"], PERSON, TEAM):
            of_team = subject.sort == TEAM
            members = [one.id for one in reading.ground.scenario.people if of_team and one.team == subject.id]
            subjects = tuple(Subject(PERSON, one) for one in members) if of_team else (subject,)
            found.append(LineChange(kind, subjects, when, skill, count, f"everybody in {subject}" if of_team else ""))
        return found

    return build


def ticket(reading: Reading, match: Match[str]) -> list[Change]:
    """Return the changes of ``PERSON gains or loses SKILL``."""
    kind = AUTHORISATION_ENDED if match["verb"].casefold().startswith("lose") else AUTHORISED
    skill, rest = reading.leading(match["what"], CAPABILITY)
    when = reading.when(rest)
    return [LineChange(kind, (one,), when, skill.id) for one in reading.several(match["who"], PERSON)]


def authority(reading: Reading, match: Match[str]) -> list[Change]:
    """Return the changes of ``authority of PERSON withdrawn``."""
    kind = AUTHORITY_WITHDRAWN if match["verb"].casefold() == "withdrawn" else AUTHORITY_RESTORED
    skill, rest = reading.skill_after("for", match["rest"] or "")
    when = reading.when(rest)
    return [LineChange(kind, (one,), when, skill) for one in reading.several(match["who"] or match["whose"], PERSON)]


def away(reading: Reading, match: Match[str]) -> list[Change]:
    """Return the changes of ``PERSON, TEAM, FORCE or POOL away``."""
    if re.match(rf"(?:{NUMBER})\s", match["who"], re.IGNORECASE):
        raise NotSupposable(f"which people is not said, so they step back instead: write '{match['who']} step back'")
    when = reading.when(match["rest"] or "")
    return [Absence(one, when) for one in reading.several(match["who"], PERSON, TEAM, FORCE, POOL)]


def nobody(reading: Reading, match: Match[str]) -> list[Change]:
    """Return the changes of ``nobody from …``."""
    subjects, rest = reading.all_leading(match["who"], PERSON, TEAM, FORCE, POOL, DUTY, CREW)
    when = reading.when(rest)
    return [Absence(one, when) for one in subjects]


def standing(kind: str) -> Build:
    """Return how to build events of a kind about duties and crews that stand, or do not."""

    def build(reading: Reading, match: Match[str]) -> list[Change]:
        when = reading.when(match["rest"] or "")
        who = match["who"] or match.groupdict().get("crew") or ""
        return [LineChange(kind, (one,), when) for one in reading.several(who, DUTY, CREW)]

    return build


def strength(reading: Reading, match: Match[str]) -> list[Change]:
    """Return the change of ``DUTY needs N``."""
    duty, rest = reading.one(match["who"], DUTY), match["rest"] or ""
    if re.match(r"(?:more|fewer|less)\b", rest, re.IGNORECASE):
        number = reading.ground.scenario.duty[duty.id].strength
        raise NotSupposable(f"write how many {duty} needs in all: {number:,} by its row")
    return [StrengthChange(duty.id, reading.number(match["count"]), reading.when(rest))]


def declaration(kind: str) -> Build:
    """Return how to build an event of a kind about a declaration."""

    def build(reading: Reading, match: Match[str]) -> list[Change]:
        return [LineChange(kind, (reading.one(match["who"], DECLARATION),), reading.when(match["rest"] or ""))]

    return build
