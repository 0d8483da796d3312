"""Compaction: pick from a long ledger the few events that can still decide anything from some instant on.

Let M be an instant, *since* another that is not after it, and E the events known at M. `compacted_places` picks the
events of E that matter to any horizon that starts at or after *since*, as known at any instant K that is not before M.
For every such question, ``Records(scenario, since=since)`` give the cover (with its bottlenecks and the numbers that do
not count), margin and review of all events, if the events of the scenario are, in the order of the ledger,

1. the picked events,
2. the events that became known after M, up to K or later; `matters_before` says which of these may be left out,
3. the whole history (`history_of`), as far as 2 goes, of every subject in `corrected_subjects`: a correction known
   after M may bring back events that the corrected event had outranked.

Why the other events do not matter
----------------------------------
*Lines in which the latest live event decides.* Call e outranked by f if both are about one subject and line, f takes
precedence over e, f is about every capability that e is about (the same one, or all), ``f.occurred <= since`` and
``f.until >= e.until``. From *since* on, f is live whenever e is, and takes precedence over it, whatever other events
there are. Precedence is a strict order and the relation is transitive, so every outranked event is outranked by one
that is not, and that one is picked. An event with ``until <= since`` is never live. Later knowledge changes neither,
unless a correction removes f; if f is not picked itself, the event that outranks f outranks e as well.

*Leave.* An `unavailable` counts while it is live and no later `available` has ended it. An `available` that occurred by
*since* outranks every earlier `unavailable` (which it ended) and every earlier `available` (whatever that ended, this
one ended too, even if it becomes known later). An `unavailable` outranks an earlier one as above (whatever ends it ends
both), but never an `available`.

*Tickets* are all picked: the reasons why people do not count distinguish people who *ever* had a ticket, and any of
their events may decide that. All events about *pools* are picked too: steps along the ladder build on one another, and
every place remembers when it came into its state.

*Reports, decisions, statements* that occurred from *since* on are all picked, and of each kind the latest before it
about each subject: a review asks how old the latest figure or decision is.

*On call.* Answers print the reason `not-ready` where any `on-call` has a readiness above 0, also one that is over or
corrected. So the first such event is always picked; if it is corrected, with its first correction.

*Corrections* of other events are picked only if the corrected event is not known at M. If it is known, neither is
picked.

Questions that cannot be asked
------------------------------
- The register's number beside a report from before *since* depends on events that are gone. Records made with `since`
  leave such reports out: a cover does not list them, and a review finds no conflict of figures in them. It still knows
  how old the latest figure is.
- With rules on rest, work before a horizon matters too: *since* must not be after the start of `work_span`.
- A review looks back over `hold_hours`, as known at each whole hour then. M must not be after the first of these hours;
  or, if the horizon starts after that hour, not after the start of the horizon. For a replay M must not be after the
  start of the horizon, and all later knowledge must be present, because each time at which an event became known is a
  step.
- The reason `not-ready` is not printed, at 0, if only an `on-call` that is gone or left out has a readiness above 0.
- A declaration is unknown, and cannot be assumed, if only events that are gone name it.
- Lists of events (`Situation.events`, and so a situation report) hold the picked events.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from standto.model.event import AVAILABLE, CORRECTION, DECISION, LINE_OF, ON_CALL, REPORT, STATEMENT, UNAVAILABLE, Event
from standto.model.time import BEGINNING, FOREVER, Instant

_WORDS = (REPORT, DECISION, STATEMENT)
_ENDLESS = (*_WORDS, AVAILABLE)
_LINE: dict[str, str] = {
    **{kind: line for kind, line in LINE_OF.items() if line != "ticket"},
    **dict.fromkeys((AVAILABLE, UNAVAILABLE), "leave"),
    **{kind: kind for kind in _WORDS},
}
"""The lines within which an event may outrank another about the same subject."""

_Entry = tuple[Instant, int, Instant, str]
"""``(occurred, place, until, scope)`` of an event; entries sort by precedence."""


def compacted_places(events: Sequence[Event], *, pools: Collection[str], since: Instant) -> list[int]:
    """Return the places of the events that can still matter.

    Parameters
    ----------
    events
        The events known at some instant M, in the order of the ledger.
    pools
        The ids of all pools: a pool's places step back and return by number, so all its events are picked.
    since
        The earliest start of a horizon; not after M.

    Returns
    -------
    list
        Indices into `events`, sorted. The module says which questions these events answer.
    """
    corrected = {event.subject for event in events if event.kind == CORRECTION}
    known = {event.id for event in events if event.kind != CORRECTION}
    found: list[int] = []
    lines: dict[tuple[str, str], list[_Entry]] = {}
    for place, event in enumerate(events):
        kind, subject, line = event.kind, event.subject, _LINE.get(event.kind)
        if kind == CORRECTION:
            if subject not in known:
                found.append(place)
        elif event.id not in corrected:
            if line is None or (line == "willing" and subject in pools):
                found.append(place)
            else:
                lines.setdefault((line, subject), []).append(_entry(place, event))
    for (line, _), entries in lines.items():
        # A report, decision or statement from that very instant does not count as earlier.
        found += _outlasting(entries, since - 1 if line in _WORDS else since)
    return sorted({*found, *_first_readiness(events, corrected)})


def _first_readiness(events: Sequence[Event], corrected: Collection[str]) -> Iterator[int]:
    """Yield the place of the first `on-call` with a readiness above 0, and that of its first correction."""
    first = next((place for place, event in enumerate(events) if _has_readiness(event)), None)
    if first is not None:
        yield first
        if (name := events[first].id) in corrected:
            yield next(place for place, one in enumerate(events) if one.kind == CORRECTION and one.subject == name)


def _has_readiness(event: Event) -> bool:
    return event.kind == ON_CALL and bool(event.count)


def _entry(place: int, event: Event) -> _Entry:
    # An `available` outranks like an event that means all capabilities; only another `available` outranks it.
    scope = event.kind if event.kind == UNAVAILABLE else event.capability
    return event.occurred, place, FOREVER if event.kind in _ENDLESS else event.until, scope


def _outlasting(entries: list[_Entry], since: Instant) -> Iterator[int]:
    """Yield the places of the entries that are neither over nor outranked."""
    last: dict[str, Instant] = {}
    for occurred, place, until, scope in sorted(entries, reverse=True):
        if until > max(since, last.get("", BEGINNING), last.get(scope, BEGINNING)):
            yield place
            if occurred <= since:
                last[scope] = until


def matters_before(event: Event, until: Instant) -> bool:
    """Return whether an event may matter to a horizon that ends at an instant, by its kind and time alone.

    Later corrections may, because their time does not matter, and later tickets, because they decide whether somebody
    ever had one.
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
