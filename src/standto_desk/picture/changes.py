"""What was entered between two moments of looking: people as numbers, everything else one by one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.model.event import CORRECTION, PERSON_KINDS
from standto.model.ladder import HOME_STEPS
from standto_desk.ledger import entries

if TYPE_CHECKING:
    from standto.model.scenario import Scenario
    from standto.model.time import Instant

_PEOPLE_TABLES = ("people", "authorisations")


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was entered, or the same thing of several people.

    Attributes
    ----------
    sort, kind
        As in the ledger: of a row, `kind` is its table.
    subject
        What it is about; blank where that is a person, or an entry that was corrected.
    force
        Of the people it is about; blank where it is about none, or nobody knows of which force.
    number
        How many entries there are; of people, how many people.
    count
        As in the entry, such as the places that a step names; None where it names none, or it is about people.
    step, post
        As in the entry; blank where it is about people.
    first, last
        When the first and the last of them became known.
    sequence
        The last of them in the ledger.
    """

    sort: str
    kind: str
    subject: str
    force: str
    number: int
    count: int | None
    step: str
    post: str
    first: Instant
    last: Instant
    sequence: int


_COLUMNS = ("sequence", "sort", "kind", "subject", "count", "step", "post", "known")


def changes_between(after: int, until: int, scenario: Scenario) -> tuple[Change, ...]:
    """Return what was entered after one entry of the ledger up to another, the latest first.

    Parameters
    ----------
    scenario
        Its tables say who is of which force, and tell pools from people.
    """
    forces = {person.id: person.force for person in scenario.people}
    alone: list[Change] = []
    people: defaultdict[tuple[str, str, str], list[tuple[int, str, Instant]]] = defaultdict(list)
    for sequence, sort, kind, subject, count, step, post, known in entries(after=after, until=until).values_list(
        *_COLUMNS
    ):
        if _about_person(sort, kind, subject, scenario):
            people[sort, kind, forces.get(subject, "")].append((sequence, subject, known))
        else:
            said = "" if kind == CORRECTION else subject
            alone.append(Change(sort, kind, said, "", 1, count, step, post, known, known, sequence))
    together = [_together(*key, entered) for key, entered in people.items()]
    return tuple(sorted([*alone, *together], key=lambda change: -change.sequence))


def _about_person(sort: str, kind: str, subject: str, scenario: Scenario) -> bool:
    """Whether an entry is about a person."""
    if sort == "row":
        return kind in _PEOPLE_TABLES
    return sort == "event" and (kind in PERSON_KINDS or (kind in HOME_STEPS and subject not in scenario.pool))


def _together(sort: str, kind: str, force: str, entered: list[tuple[int, str, Instant]]) -> Change:
    """Return entries of one kind about people of one force as one change."""
    known = [moment for _, _, moment in entered]
    people = len({subject for _, subject, _ in entered})
    return Change(sort, kind, "", force, people, None, "", "", min(known), max(known), entered[-1][0])
