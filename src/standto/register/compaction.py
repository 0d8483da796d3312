"""Events that still matter: of a long ledger the few that can decide anything from some instant on.

Let M be an instant, *since* another that is not after it, and E the events known at M. `compacted_places` picks those
of E that matter to this: a horizon that starts at or after *since*, as known at an instant K that is not before M. For
every such question, cover (with its bottlenecks and who is not counted), margin and review are those of all events,
if they are asked of ``Records(scenario, since=since)`` whose events are, in the order of the ledger,

1. those picked,
2. those that became known after M, up to K or later; `matters_before` says which of these may be left out,
3. the whole history (`history_of`), as far as 2 goes, of every subject of `retold_subjects`: a correction known after M
   may bring back what the corrected event had outranked.

Why what is left out does not matter
------------------------------------
*Lines of which the latest live event decides.* Call e outranked by f if both are about one subject and line, f comes
later in the order in which later ones decide, f is about every capability that e is about (the same one, or all),
``f.occurred <= since`` and ``f.until >= e.until``. From *since* on f is live whenever e is, and decides before it,
whatever else there is. The order is a strict one and the relation is transitive, so that whatever is outranked is
outranked by one that is not, which is picked. An event with ``until <= since`` is never live. Both stay so whatever
becomes known later, unless a correction takes f away; if f is not itself picked, the one that outranks it outranks
e as well.

*Leave.* An `unavailable` counts while it is live and no later `available` has ended it. An `available` that occurred by
*since* outranks every earlier `unavailable` (which it ended) and every earlier `available` (what that ended, this one
ended too, also what becomes known later); an `unavailable` outranks an earlier one as above (what ends it ends both),
but never an `available`.

*Tickets* are all picked: who *ever* had one is told from others when it is said who does not count, and whether
somebody ever had one can hang on every one of their events. So are all events about *pools*: steps along the ladder
build on one another, and places know since when they are in their state.

*Reports, decisions, statements* that occurred from *since* on are all picked, and of each kind the latest before it
about each subject: a review asks how old the latest figure or decision is.

*Corrections* are picked only of what is not known at M; what they correct is not picked, if it is.

What cannot be asked
--------------------
- The register's number beside a report of before *since* hangs on events that are gone. Such reports are no claims of
  records made with `since`: a cover does not list them, and a review finds no conflict of figures in them (how old
  the latest figure is it still knows).
- A review looks back over `hold_hours`, as known at each whole hour then: M may not be after the first of these hours,
  unless the horizon starts after it; then not after its start. For a replay it may not be after the horizon's start,
  and what became known later has to be there whole, since each time at which something did is a step.
- A declaration that only events name which are gone is unknown, and cannot be assumed.
- Lists of what happened (`Situation.events`, and so a situation report) hold what is picked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.event import AVAILABLE, CORRECTION, DECISION, LINE_OF, REPORT, STATEMENT, UNAVAILABLE
from standto.model.time import BEGINNING, FOREVER, Instant

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from standto.model.event import Event

_WORDS = (REPORT, DECISION, STATEMENT)
_ENDLESS = (*_WORDS, AVAILABLE)
_LINE: dict[str, str] = {
    **{kind: line for kind, line in LINE_OF.items() if line != "ticket"},
    **dict.fromkeys((AVAILABLE, UNAVAILABLE), "leave"),
    **{kind: kind for kind in _WORDS},
}
"""What outranks what: events of one of these lines, about one subject."""

_Entry = tuple[Instant, int, Instant, str, str]
"""``(occurred, place, until, scope, id)`` of an event: entries sort by the order in which later ones decide."""


def compacted_places(events: Sequence[Event], *, pools: Collection[str], since: Instant) -> list[int]:
    """Return the places of those of some events that can still matter.

    Parameters
    ----------
    events
        Those known at some instant M, in the order of the ledger.
    pools
        The ids of all pools; stepping back from a pool is counted in places.
    since
        No horizon starts before it; not after M.

    Returns
    -------
    list
        Indices into `events`, in order. The module says for which questions these events do.
    """
    lasting = EventCompaction(pools)
    for place, event in enumerate(events):
        lasting.learn(place, event)
    return lasting.places(since)


class EventCompaction:
    """The same, kept up while events become known: to learn of one costs nothing to speak of.

    Parameters
    ----------
    pools
        The ids of all pools.

    Notes
    -----
    Every event known at M has to be learnt before `places` is asked for M, and none that is not known then; in which
    order they are learnt plays no part. What `places` leaves out is forgotten, but for the ids that were corrected.
    One thread at a time.
    """

    def __init__(self, pools: Collection[str]) -> None:
        self._pools = frozenset(pools)
        self._always: dict[int, str] = {}
        """The ids of what lasts whatever comes after it, by place."""
        self._lines: dict[str, dict[str, list[_Entry]]] = {line: {} for line in dict.fromkeys(_LINE.values())}
        """The others by line and subject."""
        self._thinned: set[tuple[str, str]] = set()
        """Lines of subjects in which something was outranked and is forgotten."""
        self._outranking: dict[str, str] = {}
        """The subjects of what was left in these, by id."""
        self._corrections: dict[str, set[int]] = {}
        """Corrections of what is not here, or was not when it was last looked at, by its id."""
        self._corrected: set[str] = set()
        self._since: Instant = BEGINNING

    def learn(self, place: int, event: Event) -> str | None:
        """Take in an event; one that is there already may be learnt again.

        Parameters
        ----------
        place
            Its place in the ledger.

        Returns
        -------
        str or None
            A subject whose whole history (`history_of`) has to be learnt again before `places` is next asked, since
            this corrects an event that had outranked some which are forgotten; None: none.
        """
        kind, subject = event.kind, event.subject
        if kind == CORRECTION:
            self._corrections.setdefault(subject, set()).add(place)
            return self._outranking.pop(subject, None)
        line = _LINE.get(kind)
        if line is None or (line == "willing" and subject in self._pools):
            self._always[place] = event.id
        else:
            # An `available` ends leave as what means all outranks in other lines; nothing else outranks it.
            scope = kind if kind == UNAVAILABLE else event.capability
            until = FOREVER if kind in _ENDLESS else event.until
            self._lines[line].setdefault(subject, []).append((event.occurred, place, until, scope, event.id))
        return None

    def places(self, since: Instant) -> list[int]:
        """Return the places of what can still matter, in order, and forget the rest.

        Parameters
        ----------
        since
            No horizon starts before it; not after M, and not before that of the last time.

        Notes
        -----
        These are those of `compacted_places`, and corrections of what had been forgotten before it was corrected.
        """
        if since < self._since:
            raise ValueError(f"since: {since} is before {self._since}, and what mattered only then is forgotten")
        self._since = since
        self._corrected.update(self._corrections)
        gone = self._corrected.intersection(self._always.values())
        self._always = {place: name for place, name in self._always.items() if name not in gone}
        found = list(self._always)
        for line, subjects in self._lines.items():
            # Words said at that very instant are not yet of before.
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
    """Return the entries that are neither over nor outranked, in order; and whether any was outranked.

    Those that were corrected are put with what is gone.
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
            # Over, or learnt twice.
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
    """Return whether an event may matter to a horizon that ends then, if only by its kind and time.

    Of what occurs later, corrections do, whose time plays no part, and tickets, which count as held at some time.
    """
    return event.occurred < until or event.kind == CORRECTION or LINE_OF.get(event.kind) == "ticket"


def retold_subjects(picked: Iterable[Event], later: Iterable[Event]) -> frozenset[str]:
    """Return the subjects of what was picked, may have outranked others, and is corrected later."""
    corrected = {event.subject for event in later if event.kind == CORRECTION}
    return frozenset(event.subject for event in picked if event.id in corrected and event.kind in _LINE)


def history_of(events: Sequence[Event], subjects: Collection[str]) -> list[int]:
    """Return the places of all events about some subjects, and of the corrections of these.

    A ledger finds the same by two look-ups: events other than corrections by `subject`; corrections by `subject`
    among the ids of those.
    """
    about = {place for place, event in enumerate(events) if event.subject in subjects and event.kind != CORRECTION}
    names = {events[place].id for place in about} - {""}
    corrections = {place for place, event in enumerate(events) if event.kind == CORRECTION and event.subject in names}
    return sorted(about | corrections)
