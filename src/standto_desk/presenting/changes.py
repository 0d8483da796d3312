"""What became known or took effect since somebody last looked: counts about people, and the others one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count

from standto.model.event import CORRECTION, DECISION, LINES, REPORT, STATEMENT
from standto.wording import claimed, counted, decision
from standto_desk.acts.known_facts import ABOUT_PEOPLE
from standto_desk.acts.self_approval import SELF_APPROVED, self_approved_entries
from standto_desk.components.small_numbers import coarse
from standto_desk.ledger.drafts import EVENT
from standto_desk.ledger.reading import known_entries
from standto_desk.presenting.decision_numbers import visible_count
from standto_desk.presenting.figures import differences
from standto_desk.presenting.subjects import names_in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from standto.model.time import Instant
    from standto_desk.ledger.models import Entry
    from standto_desk.presenting.figures import Number


MOST = 12
"""Entries that are told one by one; the rest is counted."""

OF_NOBODY = (*LINES["declared"], *LINES["standing"], DECISION, REPORT, STATEMENT)
"""Kinds of events that are never about a person."""

OF_PEOPLE = {
    "stepped-back": ("person stepped back", "people stepped back"),
    "returned": ("person returned", "people returned"),
    "unavailable": ("person became unavailable", "people became unavailable"),
    "available": ("person became available", "people became available"),
    "called-in": ("person was called in", "people were called in"),
    "stood-off": ("person was stood off", "people were stood off"),
    "authority-withdrawn": ("authority was withdrawn", "authorities were withdrawn"),
    "authority-restored": ("authority was restored", "authorities were restored"),
    "authorised": ("authorisation was given", "authorisations were given"),
    "authorisation-ended": ("authorisation was ended", "authorisations were ended"),
}


ENDED = {
    "unavailable": ("absence ended", "absences ended"),
    "stepped-back": ("stepping back ended by itself", "steppings back ended by themselves"),
    "called-in": ("call-in ended", "call-ins ended"),
    "stood-off": ("standing off ended", "standings off ended"),
    "authority-withdrawn": ("withdrawal of an authority ended", "withdrawals of authorities ended"),
    "authorised": ("authorisation ran out", "authorisations ran out"),
}
AT_ONCE = 500


class Visit(NamedTuple):
    """A look at the desk: the last entry that there was, the moment that was shown, and the numbers shown then.

    No numbers are told where none are given.
    """

    sequence: int
    at: Instant
    numbers: Mapping[str, Number] | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What became known or took effect, in words.

    Attributes
    ----------
    total
        How many entries became known.
    people
        What became known about people, as counts.
    others
        What else became known, latest first.
    more
        How many others there are that are not told one by one.
    effects
        What was known before and took effect, or ended by itself.
    numbers
        What the board shows otherwise than it did.
    """

    total: int
    people: tuple[str, ...]
    others: tuple[str, ...]
    more: int
    effects: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.total or self.effects or self.numbers)


def changes_between(before: Visit, after: Visit, pools: Collection[str]) -> Changes:
    """Return what became known, took effect or is shown otherwise from one look to another.

    Parameters
    ----------
    before, after
        The looks. Where the clock was set back between them, it is told what was entered since, and no more.
    pools
        Ids of pools: they too step back and return, and are nobody.
    """
    set_back = before.at > after.at
    known = known_entries(after.at)
    new = known.after(before.sequence) if set_back else known.after(before.sequence) | known.known_after(before.at)
    about_people = new.events(*ABOUT_PEOPLE).not_about(pools)
    counts = dict(about_people.order_by().values_list("kind").annotate(Count("subject", distinct=True)))
    quiet = dict(new.not_of_sort(EVENT).order_by().values_list("sort").annotate(Count("pk")))
    corrected = new.events(CORRECTION).count()
    named = new.other_events(CORRECTION).without(about_people).latest_first()
    told = tuple(_told(list(named[:MOST])))
    return Changes(
        total=new.count(),
        people=tuple(counted(counts[kind], *words) for kind, words in OF_PEOPLE.items() if kind in counts),
        others=(*told, *_counted(quiet, corrected)),
        more=max(named.count() - MOST, 0),
        effects=() if set_back else tuple(_effects(before.at, after.at, pools)),
        numbers=() if set_back else tuple(_numbers(before, after)),
    )


def outline_changes(before: Visit, after: Visit, pools: Collection[str], least: int) -> Changes:
    """Return what those who only look are told of what became known between two whole hours.

    Parameters
    ----------
    before, after
        The looks, on the hour; what became known at the first is not told any more.
    pools
        Ids of pools of other forces: what happens to them is told one by one.
    least
        Of people, smaller numbers are not told. So are no corrections, which may be of what somebody did.
    """
    new = known_entries(after.at).events().known_after(before.at)
    about_people = new.events(*ABOUT_PEOPLE).not_about(pools)
    counts = dict(about_people.order_by().values_list("kind").annotate(Count("subject", distinct=True)))
    named = (new.about_any(pools) | new.events(*OF_NOBODY)).order_by("-known", "-sequence")
    people = tuple(
        f"{coarse(counts[kind], least)} {many}" for kind, (_, many) in OF_PEOPLE.items() if counts.get(kind, 0) >= least
    )
    names = names_in_force()
    others = tuple(_outline(entry, names.get(entry.subject, entry.subject)) for entry in named[:MOST])
    more = max(named.count() - MOST, 0)
    numbers = () if before.at > after.at else tuple(_numbers(before, after))
    return Changes(len(people) + len(others) + more, people, others, more, numbers=numbers)


def _told(entries: list[Entry]) -> Iterator[str]:
    """Yield entries that are about nobody in words, and which of them one account proposed and approved."""
    made_alone = self_approved_entries(entries)
    names = names_in_force() if entries else {}
    for one in entries:
        words = _words(one, names.get(one.subject, one.subject))
        yield f"{words}, {SELF_APPROVED}" if one.sequence in made_alone else words


def _effects(since: Instant, until: Instant, pools: Collection[str]) -> Iterator[str]:
    """Yield what was known before and took effect after a moment up to another, then what ended by itself."""
    known = known_entries(since).other_events(CORRECTION)
    began = _standing(known.occurred_after(since).occurred_by(until), until)
    ended = _standing(known.occurred_by(since).ended_after(since).ended_by(until), until)
    people, others = _of_people(began, pools)
    yield from (counted(people[kind], *words) for kind, words in OF_PEOPLE.items() if kind in people)
    yield from _told(others[:MOST])
    if len(others) > MOST:
        yield f"and {counted(len(others) - MOST, 'other')}"
    people, _ = _of_people(ended, pools)
    yield from (counted(people[kind], *words) for kind, words in ENDED.items() if kind in people)


def _standing(found: Any, until: Instant) -> list[Entry]:
    """Return those of some entries that nothing known by a moment has corrected, the latest first."""
    entries = list(found.order_by("-occurred", "-sequence"))
    names = [entry.reference for entry in entries]
    parts = (names[start : start + AT_ONCE] for start in range(0, len(names), AT_ONCE))
    undone = {
        subject
        for part in parts
        for subject in known_entries(until).corrections_of(part).values_list("subject", flat=True)
    }
    return [entry for entry in entries if entry.reference not in undone]


def _of_people(entries: list[Entry], pools: Collection[str]) -> tuple[dict[str, int], list[Entry]]:
    """Return how many people each kind of some entries is about, and the entries that are about nobody."""
    about: dict[str, set[str]] = {}
    others = []
    for entry in entries:
        if entry.kind in ABOUT_PEOPLE and entry.subject not in pools:
            about.setdefault(entry.kind, set()).add(entry.subject)
        else:
            others.append(entry)
    return {kind: len(people) for kind, people in about.items()}, others


def _numbers(before: Visit, after: Visit) -> Iterator[str]:
    """Yield each number that the board shows otherwise, as it was and as it is."""
    if before.numbers is not None and after.numbers is not None:
        for one in differences(before.numbers, after.numbers):
            if one.differs:
                yield f"{one.label}: {_said(one.before)} then, {_said(one.after)} now"


def _said(number: Number) -> str:
    """Return a number of a board in words."""
    return f"{number:,}" if isinstance(number, int) else number


def _counted(sorts: dict[str, int], corrected: int) -> Iterator[str]:
    """Yield what is told by its number alone."""
    if corrected:
        yield counted(corrected, "entry was corrected", "entries were corrected")
    for sort, number in sorted(sorts.items()):
        yield counted(number, sort.replace("-", " "))


def _outline(entry: Entry, about: str) -> str:
    """Return an event that is about nobody in words, without a number of people."""
    if entry.kind == REPORT:
        return f"Report about {about}"
    if entry.kind == DECISION:
        return f"Decided: {decision(entry.step, about, visible_count(entry))}"
    return _words(entry, about)


def _words(entry: Entry, about: str) -> str:
    """Return an event that is about nobody in words, with what its subject is called."""
    if entry.kind == DECISION:
        return f"Decided: {decision(entry.step, about, entry.count)}"
    if entry.kind == REPORT:
        return f"Report about {about}: {claimed(entry.count, entry.low, entry.high)} stepped back"
    if entry.kind == STATEMENT:
        return f"Statement about {about}"
    said = f"{entry.kind.replace('-', ' ').capitalize()}: {about}"
    return said if entry.count is None else f"{said}, {entry.count:,}"
