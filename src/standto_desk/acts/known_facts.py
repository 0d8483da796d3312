"""Known facts, which new entries leave out so that the ledger records nothing twice."""

from __future__ import annotations

from collections.abc import Sequence

from standto.errors import Fault
from standto.model.event import LINES, PERSON_KINDS
from standto.model.time import Instant
from standto.register import Situation
from standto.scenario.event_rules import RULES
from standto_desk.acts.occurrences import Occurrence, events_of
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries
from standto_desk.ledger.refusals import Refused
from standto_desk.picture.spells import unchanged_people

RETURNED, STEPPED_BACK = LINES["willing"]
ABOUT_PEOPLE = PERSON_KINDS | frozenset(LINES["willing"])
"""Kinds whose subject is a person."""


class AlreadyKnown(Refused):
    """Nothing was entered, because all of it is already known.

    Parameters
    ----------
    people
        The people whom it is about.
    entry
        The account's own entry that says so; None without one.
    """

    def __init__(self, people: Sequence[str], entry: Entry | None = None) -> None:
        self.people, self.entry = tuple(people), entry
        super().__init__([Fault("people", f"{one}: this is already recorded") for one in people])


def already_known(occurrence: Occurrence, situation: Situation, at: Instant) -> frozenset[str]:
    """Return the people about whom an occurrence, if entered now, would say nothing new.

    Parameters
    ----------
    situation, at
        The current situation and the present. Occurrences that the ledger refuses are not examined.
    """
    begins = at if occurrence.occurred is None else occurrence.occurred
    known = {"", *(one.id for one in situation.scenario.capabilities)}
    if occurrence.kind not in ABOUT_PEOPLE or occurrence.until <= begins or occurrence.capability not in known:
        return frozenset()
    if occurrence.capability and "capability" in RULES[occurrence.kind].refuses:
        return frozenset()
    return unchanged_people(situation, events_of(occurrence, at))


def known_now(occurrence: Occurrence) -> frozenset[str]:
    """Return the people about whom an occurrence would say nothing new now."""
    at = now()
    return already_known(occurrence, situation_at(at), at)


def own_step_back(account: str, person: str, capability: str) -> Entry | None:
    """Return the entry by which a volunteer stepped back themselves; None without one.

    Others can correct what somebody else entered about the volunteer, but not the volunteer's own entry.
    """
    mine = known_entries().by(account).events(STEPPED_BACK).about(person).without_end().for_capabilities("", capability)
    last = mine.not_numbered(_corrected(person)).latest_first().first()
    if last is None:
        return None
    since = known_entries().events(RETURNED).about(person).after(last.sequence)
    return None if since.not_numbered(_corrected(person)).exists() else last


def _corrected(person: str) -> list[int]:
    """Return the sequences of a person's step-backs and returns that have been corrected."""
    about = known_entries().events(*LINES["willing"]).about(person)
    named = {one.reference: one.sequence for one in about}
    undone = known_entries().corrections_of(named).values_list("subject", flat=True)
    return [named[reference] for reference in undone]
