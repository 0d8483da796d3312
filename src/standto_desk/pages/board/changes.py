"""What was entered since somebody last looked: counts about people, and the others one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from standto.model.event import CORRECTION, DECISION, LINES, REPORT, STATEMENT
from standto.wording import claimed, counted, decision
from standto_desk.acts.already import ABOUT_PEOPLE
from standto_desk.acts.one_hand import ONE_HAND, by_one_hand
from standto_desk.ledger import Entry
from standto_desk.look.small_numbers import coarse
from standto_desk.pages.told import told_count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from standto.model.time import Instant

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


@dataclass(frozen=True, slots=True)
class Changes:
    """What was entered, in words.

    Attributes
    ----------
    total
        How many entries.
    people
        What happened to people, as counts.
    others
        What else happened, latest first.
    more
        How many others there are that are not told one by one.
    """

    total: int
    people: tuple[str, ...]
    others: tuple[str, ...]
    more: int


def changes_between(since: int, head: int, pools: Collection[str]) -> Changes:
    """Return what was entered after one entry up to another.

    Parameters
    ----------
    since, head
        Numbers of entries.
    pools
        Ids of pools: they too step back and return, and are nobody.
    """
    if since >= head:
        return Changes(0, (), (), 0)
    new = Entry.objects.filter(sequence__gt=since, sequence__lte=head)
    about_people = new.filter(sort="event", kind__in=ABOUT_PEOPLE).exclude(subject__in=pools)
    counts = dict(about_people.values_list("kind").annotate(Count("pk")).order_by())
    quiet = dict(new.exclude(sort="event").values_list("sort").annotate(Count("pk")).order_by())
    corrected = new.filter(sort="event", kind=CORRECTION).count()
    named = new.filter(sort="event").exclude(kind=CORRECTION)
    named = named.exclude(pk__in=about_people.values("pk")).order_by("-sequence")
    latest = list(named[:MOST])
    one_hand = by_one_hand(latest)
    told = tuple(f"{_words(one)}, {ONE_HAND}" if one.sequence in one_hand else _words(one) for one in latest)
    return Changes(
        total=new.count(),
        people=tuple(counted(counts[kind], *words) for kind, words in OF_PEOPLE.items() if kind in counts),
        others=(*told, *_counted(quiet, corrected)),
        more=max(named.count() - MOST, 0),
    )


def told_between(after: Instant, until: Instant, pools: Collection[str], least: int) -> Changes:
    """Return what those who only look are told of what became known between two whole hours.

    Parameters
    ----------
    after, until
        The hours; what became known at the first is not told any more.
    pools
        Ids of pools of other forces: what happens to them is told one by one.
    least
        Of people, smaller numbers are not told. So are no corrections, which may be of what somebody did.
    """
    new = Entry.objects.filter(sort="event", known__gt=after, known__lte=until)
    about_people = new.filter(kind__in=ABOUT_PEOPLE).exclude(subject__in=pools)
    counts = dict(about_people.values_list("kind").annotate(Count("pk")).order_by())
    named = new.filter(Q(subject__in=pools) | Q(kind__in=OF_NOBODY)).order_by("-known", "-sequence")
    people = tuple(
        f"{coarse(counts[kind], least)} {many}" for kind, (_, many) in OF_PEOPLE.items() if counts.get(kind, 0) >= least
    )
    others = tuple(_outline(entry) for entry in named[:MOST])
    more = max(named.count() - MOST, 0)
    return Changes(len(people) + len(others) + more, people, others, more)


def _counted(sorts: dict[str, int], corrected: int) -> Iterator[str]:
    """Yield what is told by its number alone."""
    if corrected:
        yield counted(corrected, "entry was corrected", "entries were corrected")
    for sort, number in sorted(sorts.items()):
        yield counted(number, sort.replace("-", " "))


def _outline(entry: Entry) -> str:
    """Return an event that is about nobody in words, without a number of people."""
    if entry.kind == REPORT:
        return f"Report about {entry.subject}"
    if entry.kind == DECISION:
        return f"Decided: {decision(entry.step, entry.subject, told_count(entry))}"
    return _words(entry)


def _words(entry: Entry) -> str:
    """Return an event that is about nobody in words."""
    if entry.kind == DECISION:
        return f"Decided: {decision(entry.step, entry.subject, entry.count)}"
    if entry.kind == REPORT:
        return f"Report about {entry.subject}: {claimed(entry.count, entry.low, entry.high)} stepped back"
    if entry.kind == STATEMENT:
        return f"Statement about {entry.subject}"
    said = f"{entry.kind.replace('-', ' ').capitalize()}: {entry.subject}"
    return said if entry.count is None else f"{said}, {entry.count:,}"
