"""Compaction: of a long ledger, the few events that can still decide anything from some instant on.

Let M be an instant, *since* another that is not after it, and E the events known at M. `compacted_places` picks the
events of E that matter to any horizon that starts at or after *since*, as known at any instant K that is not before M.
For every such question, cover (with its bottlenecks and the numbers that do not count), margin and review equal those
of all events, if they are asked of ``Records(scenario, since=since)`` whose events are, in the order of the ledger,

1. the picked events,
2. the events that became known after M, up to K or later; `matters_before` says which of these may be left out,
3. the whole history (`history_of`), as far as 2 goes, of every subject in `corrected_subjects`: a correction known
   after M may bring back events that the corrected event had outranked.

Why the other events do not matter
----------------------------------
*Lines of which the latest live event decides.* Call e outranked by f if both are about one subject and line, f takes
precedence over e, f is about every capability that e is about (the same one, or all), ``f.occurred <= since`` and
``f.until >= e.until``. From *since* on, f is live whenever e is, and takes precedence over it, whatever other events
there are. Precedence is a strict order and the relation is transitive, so every outranked event is outranked by one
that is not, and that one is picked. An event with ``until <= since`` is never live. Later knowledge changes neither,
unless a correction removes f; if f is not picked itself, the event that outranks f outranks e as well.

*Leave.* An `unavailable` counts while it is live and no later `available` has ended it. An `available` that occurred by
*since* outranks every earlier `unavailable` (which it ended) and every earlier `available` (whatever that ended, this
one ended too, even if it becomes known later). An `unavailable` outranks an earlier one as above (whatever ends it ends
both), but never an `available`.

*Tickets* are all picked: the reasons why people do not count distinguish people who *ever* had a ticket, and any one
of their events may decide that. All events about *pools* are picked too: steps along the ladder build on one another,
and places remember since when they have been in their state.

*Reports, decisions, statements* that occurred from *since* on are all picked, and of each kind the latest before it
about each subject: a review asks how old the latest figure or decision is.

*Corrections* are picked only if the corrected event is not known at M. If it is known, neither is picked.

Questions that cannot be asked
------------------------------
- The register's number beside a report from before *since* depends on events that are gone. Records made with `since`
  do not claim such reports: a cover does not list them, and a review finds no conflict of figures in them. It still
  knows how old the latest figure is.
- A review looks back over `hold_hours`, as known at each whole hour then. M must not be after the first of these hours;
  or, if the horizon starts after that hour, not after the start of the horizon. For a replay M must not be after the
  start of the horizon, and all later knowledge must be present, because each time at which an event became known is a
  step.
- A declaration is unknown, and cannot be assumed, if only events that are gone name it.
- Lists of events (`Situation.events`, and so a situation report) hold the picked events.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from standto.model.event import AVAILABLE, CORRECTION, DECISION, LINE_OF, REPORT, STATEMENT, UNAVAILABLE, Event
from standto.model.time import BEGINNING, FOREVER, Instant

_WORDS = (REPORT, DECISION, STATEMENT)
_ENDLESS = (*_WORDS, AVAILABLE)
_LINE: dict[str, str] = {
    **{kind: line for kind, line in LINE_OF.items() if line != "ticket"},
    **dict.fromkeys((AVAILABLE, UNAVAILABLE), "leave"),
    **{kind: kind for kind in _WORDS},
}
"""The lines within which an event may outrank another about the same subject."""

_Entry = tuple[Instant, int, Instant, str, str]
"""``(occurred, place, until, scope, id)`` of an event; entries sort by precedence."""


def compacted_places(events: Sequence[Event], *, pools: Collection[str], since: Instant) -> list[int]:
    """Return the places of the events that can still matter.

    Parameters
    ----------
    events
        The events known at some instant M, in the order of the ledger.
    pools
        The ids of all pools; stepping back from a pool is counted in places.
    since
        The earliest start of a horizon; not after M.

    Returns
    -------
    list
        Indices into `events`, sorted. The module says which questions these events answer.
    """
    compaction = EventCompaction(pools)
    for place, event in enumerate(events):
        compaction.add(place, event)
    return compaction.places(since)


class EventCompaction:
    """The same for events that become known one after another; adding one takes almost no time.

    Parameters
    ----------
    pools
        The ids of all pools.

    Notes
    -----
    Before `places` is called for M, add every event known at M and no other, in any order. `places` forgets the events
    that it leaves out, but not the ids of corrected events. Only one thread at a time may use it.
    """

    def __init__(self, pools: Collection[str]) -> None:
        self._pools = frozenset(pools)
        self._always: dict[int, str] = {}
        """The ids of the events that are always picked, by place."""
        self._lines: dict[str, dict[str, list[_Entry]]] = {line: {} for line in dict.fromkeys(_LINE.values())}
        """The other events by line and subject."""
        self._thinned: set[tuple[str, str]] = set()
        """The lines of subjects in which an outranked event has been forgotten."""
        self._outranking: dict[str, str] = {}
        """The subjects of the events left in these lines, by id."""
        self._corrections: dict[str, set[int]] = {}
        """The places of corrections, by the id of the corrected event, until that event is removed."""
        self._corrected: set[str] = set()
        self._since: Instant = BEGINNING

    def add(self, place: int, event: Event) -> str | None:
        """Add an event; it may have been added before.

        Parameters
        ----------
        place
            The place of the event in the ledger.

        Returns
        -------
        str or None
            A subject whose whole history (`history_of`) must be added again before the next call of `places`, because
            this event corrects one that had outranked events that are forgotten; None if there is no such subject.
        """
        kind, subject = event.kind, event.subject
        if kind == CORRECTION:
            self._corrections.setdefault(subject, set()).add(place)
            return self._outranking.pop(subject, None)
        line = _LINE.get(kind)
        if line is None or (line == "willing" and subject in self._pools):
            self._always[place] = event.id
        else:
            # An `available` outranks like an event that means all capabilities; only another `available` outranks it.
            scope = kind if kind == UNAVAILABLE else event.capability
            until = FOREVER if kind in _ENDLESS else event.until
            self._lines[line].setdefault(subject, []).append((event.occurred, place, until, scope, event.id))
        return None

    def places(self, since: Instant) -> list[int]:
        """Return the sorted places of the events that can still matter, and forget the others.

        These are the events of `compacted_places`, and corrections of events that had been forgotten before they were
        corrected.

        Parameters
        ----------
        since
            The earliest start of a horizon; not after M, and not before the `since` of the last call.
        """
        if since < self._since:
            raise ValueError(f"since: {since} is before {self._since}, and older events are forgotten")
        self._since = since
        self._corrected.update(self._corrections)
        gone = self._corrected.intersection(self._always.values())
        self._always = {place: name for place, name in self._always.items() if name not in gone}
        found = list(self._always)
        for line, subjects in self._lines.items():
            # A report, decision or statement from that very instant does not count as earlier.
            then = since - 1 if line in _WORDS else since
            for subject, entries in list(subjects.items()):
                kept, outranked = _outlasting(entries, then, self._corrected, gone)
                if outranked:
                    self._thinned.add((line, subject))
                if kept:
                    subjects[subject] = kept
                    found += [entry[1] for entry in kept]
                else:
                    del subjects[subject]
        left = ((subject, self._lines[line].get(subject, ())) for line, subject in self._thinned)
        self._outranking = {entry[4]: subject for subject, entries in left for entry in entries if entry[4]}
        for name in gone:
            self._corrections.pop(name, None)
        return sorted([*found, *(place for places in self._corrections.values() for place in places)])


def _outlasting(
    entries: list[_Entry], since: Instant, corrected: set[str], gone: set[str]
) -> tuple[list[_Entry], bool]:
    """Return the sorted entries that are neither over nor outranked, and whether any was outranked.

    Add the ids of corrected entries to `gone`.
    """
    entries.sort()
    last: dict[str, Instant] = {}
    kept: list[_Entry] = []
    outranked, above = False, None
    for entry in reversed(entries):
        occurred, place, until, scope, name = entry
        if name in corrected:
            gone.add(name)
        elif until <= since or place == above:
            # Over, or added twice.
            continue
        elif until <= last.get("", BEGINNING) or until <= last.get(scope, BEGINNING):
            outranked = True
        else:
            kept.append(entry)
            above = place
            if occurred <= since:
                last[scope] = until
    kept.reverse()
    return kept, outranked


def matters_before(event: Event, until: Instant) -> bool:
    """Return whether an event may matter to a horizon that ends at an instant, by its kind and time alone.

    Of later events two kinds may: corrections, because their time does not matter, and tickets, because they decide
    whether somebody ever had one.
    """
    return event.occurred < until or event.kind == CORRECTION or LINE_OF.get(event.kind) == "ticket"


def corrected_subjects(picked: Iterable[Event], later: Iterable[Event]) -> frozenset[str]:
    """Return the subjects of the picked events that may have outranked others and are corrected later."""
    corrected = {event.subject for event in later if event.kind == CORRECTION}
    return frozenset(event.subject for event in picked if event.id in corrected and event.kind in _LINE)


def history_of(events: Sequence[Event], subjects: Collection[str]) -> list[int]:
    """Return the places of all events about some subjects, and of the corrections of these events.

    In a database two look-ups find the same: the events by `subject`, except corrections; then the corrections whose
    `subject` is the id of one of these.
    """
    about = {place for place, event in enumerate(events) if event.subject in subjects and event.kind != CORRECTION}
    names = {events[place].id for place in about} - {""}
    corrections = {place for place, event in enumerate(events) if event.kind == CORRECTION and event.subject in names}
    return sorted(about | corrections)
