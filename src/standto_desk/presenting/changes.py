"""Changes between two visits to the board: entries about people as counts, the others one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from django.db.models import Count

from standto.model.event import (
    AUTHORISATION_ENDED,
    AUTHORISED,
    AUTHORITY_RESTORED,
    AUTHORITY_WITHDRAWN,
    AVAILABLE,
    CALLED_IN,
    CORRECTION,
    DECISION,
    LINES,
    ON_CALL,
    REPORT,
    RETURNED,
    STATEMENT,
    STEPPED_BACK,
    STOOD_OFF,
    UNAVAILABLE,
)
from standto.model.time import Instant
from standto.presenting.crews import CrewLine
from standto.wording import claimed, counted, moment
from standto_desk.acts.known_facts import ABOUT_PEOPLE
from standto_desk.acts.self_approval import SELF_APPROVED, self_approved_entries
from standto_desk.caching.compiled_queries import CompiledQuery
from standto_desk.components.small_numbers import coarse
from standto_desk.components.spoken import id_words, said
from standto_desk.ledger.drafts import EVENT
from standto_desk.ledger.entry_queries import Entries
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries, known_entries
from standto_desk.presenting.figures import Difference, Number, differences, state_label
from standto_desk.presenting.proposal_words import decided_words, visible_count
from standto_desk.presenting.sorts_of_entries import counted_sort
from standto_desk.presenting.subjects import names_in_force

MOST = 12
"""The number of entries that are listed one by one; the others are counted."""

IMPERSONAL = (*LINES["declared"], *LINES["standing"], DECISION, REPORT, STATEMENT)
"""Kinds of events that are never about a person."""

OF_PEOPLE = {
    STEPPED_BACK: ("person stepped back", "people stepped back"),
    RETURNED: ("person returned", "people returned"),
    UNAVAILABLE: ("person became unavailable", "people became unavailable"),
    AVAILABLE: ("person became available", "people became available"),
    CALLED_IN: ("person was called in", "people were called in"),
    STOOD_OFF: ("person was stood off", "people were stood off"),
    ON_CALL: ("person went on call", "people went on call"),
    AUTHORITY_WITHDRAWN: ("authority was withdrawn", "authorities were withdrawn"),
    AUTHORITY_RESTORED: ("authority was restored", "authorities were restored"),
    AUTHORISED: ("authorisation was given", "authorisations were given"),
    AUTHORISATION_ENDED: ("authorisation was ended", "authorisations were ended"),
}
"""The words for a number of people with a new entry of each kind."""

ENDED_BY_THEMSELVES = {
    UNAVAILABLE: ("absence ended", "absences ended"),
    STEPPED_BACK: ("person returned as planned", "people returned as planned"),
    CALLED_IN: ("call-in ended", "call-ins ended"),
    STOOD_OFF: ("person is no longer stood off", "people are no longer stood off"),
    ON_CALL: ("person is no longer on call", "people are no longer on call"),
    AUTHORITY_WITHDRAWN: ("withdrawal of an authority ended", "withdrawals of authorities ended"),
    AUTHORISED: ("authorisation ran out", "authorisations ran out"),
}
"""The words for a number of people whose entry of each kind has ended by itself."""

AT_ONCE = 500

Event = TypeVar("Event", Entry, "_NewEntry")


class Visit(NamedTuple):
    """A visit to the board: the last entry at the time, the moment shown, and its numbers if they were kept."""

    sequence: int
    at: Instant
    numbers: Mapping[str, Number] | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes in words.

    Attributes
    ----------
    total
        The number of entries that became known.
    people
        Entries about people that became known, as counts.
    others
        Other entries that became known, latest first.
    more
        The number of other entries that are not listed.
    effects
        Events that were known before and took effect, or ended by themselves.
    numbers
        Numbers of the board that differ, before and after.
    """

    total: int
    people: tuple[str, ...]
    others: tuple[str, ...]
    more: int
    effects: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.total or self.effects or self.numbers)


def changes_between(before: Visit, after: Visit, pools: Collection[str], crews: Sequence[CrewLine] = ()) -> Changes:
    """Return what became known, took effect or is shown differently between two visits.

    Parameters
    ----------
    before, after
        The visits. If the clock was set back between them, only entries made since are shown.
    pools
        Ids of pools, whose places step back and return as people do.
    crews
        The line of each crew at the second visit, with the time since which it is in its state.
    """
    set_back = before.at > after.at
    new = _new_entries(before, after)
    events = {sequence: one for sequence, one in new.items() if one.sort == EVENT}
    people, others = _of_people(list(events.values()), pools)
    corrected = sum(one.kind == CORRECTION for one in others)
    named = sorted((one.sequence for one in others if one.kind != CORRECTION), reverse=True)
    listed = tuple(_listed(list(entries().numbered(named[:MOST]).latest_first()))) if named else ()
    quiet = Counter(one.sort for one in new.values() if one.sort != EVENT)
    return Changes(
        total=len(new),
        people=tuple(counted(people[kind], *map(said, words)) for kind, words in OF_PEOPLE.items() if kind in people),
        others=(*listed, *_counted(quiet, corrected)),
        more=max(len(named) - MOST, 0),
        effects=() if set_back else tuple(_effects(before.at, after.at, pools)),
        numbers=() if set_back else tuple(_numbers(before, after, crews)),
    )


class _NewEntry(NamedTuple):
    """An entry that became known between two visits, without its details."""

    sequence: int
    known: Instant
    sort: str
    kind: str
    subject: str


# Two questions, each answered by an index: together in one, a database reads the whole ledger.
_MADE = CompiledQuery(
    Entry, lambda after: entries(after=after).order_by().values_list(*_NewEntry._fields), after="sequence"
)
_BECAME_KNOWN = CompiledQuery(
    Entry,
    lambda since, until: entries().known_after(since).known_by(until).order_by().values_list(*_NewEntry._fields),
    since="known",
    until="known",
)
_BEGAN = CompiledQuery(
    Entry,
    lambda since, until: _known_then(since).occurred_after(since).occurred_by(until),
    since="known",
    until="occurred",
)
_ENDED = CompiledQuery(
    Entry,
    lambda since, until: _known_then(since).occurred_by(since).ended_after(since).ending_by(until),
    since="known",
    until="until",
)


def _known_then(since: Instant) -> Entries:
    """Return the events known at an instant, except corrections, in the order in which they are listed."""
    return entries().known_by(since).other_events(CORRECTION).order_by("-occurred", "-sequence")


def _new_entries(before: Visit, after: Visit) -> dict[int, _NewEntry]:
    """Return the entries that became known between two visits, by number."""
    made = (one for one in map(_NewEntry._make, _MADE(after=before.sequence)) if one.known <= after.at)
    # If the clock was set back between them, only entries made since are new.
    later = () if before.at > after.at else _BECAME_KNOWN(since=before.at, until=after.at)
    return {one.sequence: one for one in (*made, *map(_NewEntry._make, later))}


def outline_changes(before: Visit, after: Visit, pools: Collection[str], least: int) -> Changes:
    """Return the changes between two whole hours that viewers see.

    Parameters
    ----------
    before, after
        The visits, on the hour; entries that became known at the first are left out.
    pools
        Ids of pools of other forces, whose entries are listed one by one.
    least
        The smallest number of people that is shown. Corrections are left out, because they may concern a person.
    """
    new = known_entries(after.at).events().known_after(before.at)
    about_people = new.events(*ABOUT_PEOPLE).not_about(pools)
    counts = dict(about_people.order_by().values_list("kind").annotate(Count("subject", distinct=True)))
    named = (new.about_any(pools) | new.events(*IMPERSONAL)).order_by("-known", "-sequence")
    people = tuple(
        f"{coarse(counts[kind], least)} {said(many)}"
        for kind, (_, many) in OF_PEOPLE.items()
        if counts.get(kind, 0) >= least
    )
    names = names_in_force()
    others = tuple(_words(one, names.get(one.subject, one.subject), exact=False) for one in named[:MOST])
    more = max(named.count() - MOST, 0)
    numbers = () if before.at > after.at else tuple(_numbers(before, after))
    return Changes(len(people) + len(others) + more, people, others, more, numbers=numbers)


def _listed(entries: list[Entry]) -> Iterator[str]:
    """Yield impersonal entries in words, and mark those that one account proposed and approved."""
    made_alone = self_approved_entries(entries)
    names = names_in_force() if entries else {}
    for one in entries:
        words = _words(one, names.get(one.subject, one.subject))
        yield f"{words}, {SELF_APPROVED}" if one.sequence in made_alone else words


def _effects(since: Instant, until: Instant, pools: Collection[str]) -> Iterator[str]:
    """Yield events known at the first moment that took effect by the second, then those that ended by themselves."""
    began = _standing(_BEGAN(since=since, until=until), until)
    ended = _standing(_ENDED(since=since, until=until), until)
    people, others = _of_people(began, pools)
    yield from (counted(people[kind], *map(said, words)) for kind, words in OF_PEOPLE.items() if kind in people)
    yield from _listed(others[:MOST])
    if len(others) > MOST:
        yield f"and {counted(len(others) - MOST, 'other')}"
    people, _ = _of_people(ended, pools)
    yield from (
        counted(people[kind], *map(said, words)) for kind, words in ENDED_BY_THEMSELVES.items() if kind in people
    )


def _standing(found: list[Entry], until: Instant) -> list[Entry]:
    """Return those of some entries that no correction known by a moment undoes."""
    names = [entry.reference for entry in found]
    parts = (names[start : start + AT_ONCE] for start in range(0, len(names), AT_ONCE))
    undone = {
        subject
        for part in parts
        for subject in known_entries(until).corrections_of(part).values_list("subject", flat=True)
    }
    return [entry for entry in found if entry.reference not in undone]


def _of_people(events: list[Event], pools: Collection[str]) -> tuple[dict[str, int], list[Event]]:
    """Return the number of people that each kind of event is about, and the impersonal events."""
    about: dict[str, set[str]] = {}
    others: list[Event] = []
    for entry in events:
        if entry.kind in ABOUT_PEOPLE and entry.subject not in pools:
            about.setdefault(entry.kind, set()).add(entry.subject)
        else:
            others.append(entry)
    return {kind: len(people) for kind, people in about.items()}, others


def _numbers(before: Visit, after: Visit, crews: Sequence[CrewLine] = ()) -> Iterator[str]:
    """Yield each number of the board that differs, before and after; of a crew, also when its state changed."""
    if before.numbers is None or after.numbers is None:
        return
    states = {state_label(crew.name): crew for crew in crews}
    for one in differences(before.numbers, after.numbers):
        if one.differs and one.label in states and one.label in before.numbers:
            yield _changed_state(one, states[one.label], before.at)
        elif one.differs:
            yield f"{one.label}: {_in_words(one.before)} then, {_in_words(one.after)} now"


def _changed_state(change: Difference, crew: CrewLine, seen: Instant) -> str:
    """Return the change of a crew's state in words, with its time if that came after an instant."""
    words = f"{crew.name} went from {change.before} to {change.after}"
    if crew.since is None or crew.since <= seen:
        return words
    return f"{words} at {moment(crew.zone, crew.since, named=True)}"


def _in_words(number: Number) -> str:
    return f"{number:,}" if isinstance(number, int) else number


def _counted(sorts: dict[str, int], corrected: int) -> Iterator[str]:
    if corrected:
        yield counted(corrected, "entry was corrected", "entries were corrected")
    for sort, number in sorted(sorts.items()):
        yield counted_sort(sort, number)


def _words(entry: Entry, about: str, *, exact: bool = True) -> str:
    """Return an impersonal event in words, with its subject's name; unless ``exact``, without a number of people."""
    if entry.kind == DECISION:
        return decided_words(entry, about, entry.count if exact else visible_count(entry))
    if entry.kind == REPORT:
        claim = f": {claimed(entry.count, entry.low, entry.high)} stepped back" if exact else ""
        return f"Report about {about}{claim}"
    if entry.kind == STATEMENT:
        return f"Statement about {about}"
    words = f"{id_words(entry.kind).capitalize()}: {about}"
    return words if entry.count is None else f"{words}, {entry.count:,}"
