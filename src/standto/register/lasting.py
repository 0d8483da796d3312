"""Events that still matter: of a long ledger the few that can decide anything from some instant on.

Let M be an instant, *since* another that is not after it, and E the events known at M. `lasting_places` picks those
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
  records made with `since`: a cover does not list them, and a review finds no conflict of figures in them.
- A review looks back over `hold_hours`, as known at each whole hour then: M may not be after the first of these hours,
  unless the horizon starts after it; then not after its start. For a replay it may not be after the horizon's start.
- A declaration that only events name which are gone is unknown, and cannot be assumed.
- Lists of what happened (`Situation.events`, and so a situation report) hold what is picked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from standto.model.event import AVAILABLE, CORRECTION, DECISION, LINE_OF, REPORT, STATEMENT, UNAVAILABLE
from standto.model.time import BEGINNING, FOREVER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from standto.model.event import Event
    from standto.model.time import Instant

_WORDS = (REPORT, DECISION, STATEMENT)
_ENDLESS = (*_WORDS, AVAILABLE)
_LINE: dict[str, str] = {
    **{kind: line for kind, line in LINE_OF.items() if line != "ticket"},
    **dict.fromkeys((AVAILABLE, UNAVAILABLE), "leave"),
    **{kind: kind for kind in _WORDS},
}
"""What outranks what: events of one of these lines, about one subject."""

_Line = tuple[str, str]
"""``(line, subject)``"""


class _Entry(NamedTuple):
    """An event of a line; entries sort by the order in which later ones decide."""

    occurred: Instant
    place: int
    until: Instant
    scope: str


def lasting_places(events: Sequence[Event], *, pools: Collection[str], since: Instant) -> list[int]:
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
    lasting = LastingEvents(pools)
    for place, event in enumerate(events):
        lasting.learn(place, event)
    return lasting.places(since)


class LastingEvents:
    """The same, kept up while events become known: to learn of one costs nothing to speak of.

    Parameters
    ----------
    pools
        The ids of all pools.

    Notes
    -----
    Every event known at M has to be learnt before `places` is asked for M, and none that is not known then; in which
    order they are learnt plays no part. What `places` leaves out is forgotten, but for the ids of what was corrected.
    One thread at a time.
    """

    def __init__(self, pools: Collection[str]) -> None:
        self._pools = frozenset(pools)
        self._held: dict[int, Event] = {}
        self._place: dict[str, int] = {}
        self._lines: dict[_Line, list[_Entry]] = {}
        self._thinned: set[_Line] = set()
        """Lines in which something was outranked and is forgotten."""
        self._picked: frozenset[int] = frozenset()
        """What was there after that."""
        self._corrected: set[str] = set()
        self._early: dict[str, set[int]] = {}
        """Corrections of what is not here, by its id."""
        self._since: Instant = BEGINNING

    def learn(self, place: int, event: Event) -> str | None:
        """Take in an event; one that is there already is passed over.

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
        if event.kind == CORRECTION:
            return self._correct(place, event.subject)
        if event.id in self._corrected:
            self._early.pop(event.id, None)
        elif place not in self._held:
            self._held[place] = event
            if event.id:
                self._place[event.id] = place
            line = self._line(event)
            if line is not None:
                self._lines.setdefault(line, []).append(_entry(place, event))
        return None

    def _correct(self, place: int, name: str) -> str | None:
        """Let an event go that was corrected; return the subject whose history has to be learnt again."""
        if name in self._corrected and name not in self._early:
            return None
        self._corrected.add(name)
        corrected = self._place.pop(name, None)
        if corrected is None:
            self._early.setdefault(name, set()).add(place)
            return None
        event = self._held.pop(corrected)
        return event.subject if corrected in self._picked and self._line(event) in self._thinned else None

    def _line(self, event: Event) -> _Line | None:
        """Return the line in which an event may be outranked; None for one that always matters."""
        line = _LINE.get(event.kind)
        if line is None or (line == "willing" and event.subject in self._pools):
            return None
        return line, event.subject

    def places(self, since: Instant) -> list[int]:
        """Return the places of what can still matter, in order, and forget the rest.

        Parameters
        ----------
        since
            No horizon starts before it; not after M, and not before that of the last time.

        Notes
        -----
        These are those of `lasting_places`, and corrections of what had been forgotten before it was corrected.
        """
        if since < self._since:
            raise ValueError(f"since: {since} is before {self._since}, and what mattered only then is forgotten")
        self._since = since
        held = self._held
        for line, entries in self._lines.items():
            there = [entry for entry in entries if entry.place in held]
            # Something said at that very instant is not yet of before.
            kept, outranked = _outlasting(there, since - 1 if line[0] in _WORDS else since)
            if outranked:
                self._thinned.add(line)
            if len(kept) < len(there):
                for place in {entry.place for entry in there}.difference(entry.place for entry in kept):
                    self._place.pop(held.pop(place).id, None)
            self._lines[line] = kept
        self._lines = {line: kept for line, kept in self._lines.items() if kept}
        self._picked = frozenset(held)
        return sorted([*held, *(place for early in self._early.values() for place in early)])


def _entry(place: int, event: Event) -> _Entry:
    """Return what an event's rank in its line depends on."""
    kind = event.kind
    until = FOREVER if kind in _ENDLESS else event.until
    # An `available` ends what came before it as one that means all does in other lines; nothing else outranks it.
    return _Entry(event.occurred, place, until, kind if kind == UNAVAILABLE else event.capability)


def _outlasting(entries: list[_Entry], since: Instant) -> tuple[list[_Entry], bool]:
    """Return the entries that are neither over nor outranked, in order; and whether any was outranked."""
    entries.sort()
    last: dict[str, Instant] = {}
    kept: list[_Entry] = []
    outranked = False
    for entry in reversed(entries):
        if entry.until <= since:
            continue
        if max(last.get("", BEGINNING), last.get(entry.scope, BEGINNING)) >= entry.until:
            outranked = True
            continue
        kept.append(entry)
        if entry.occurred <= since:
            last[entry.scope] = entry.until
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
