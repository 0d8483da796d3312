"""Changes since the previous report: the same questions asked at both instants, each as known then."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from standto.model.event import DECISION
from standto.reporting.figures import origin_of
from standto.reporting.standpoint import worst_word
from standto.reporting.traces import cover_trace, margin_trace, pool_trace, review_trace, stepped_back_trace
from standto.wording import counted, decision, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.event import Event
    from standto.model.time import Instant
    from standto.reporting.evidence import Annex
    from standto.reporting.figures import Origin
    from standto.reporting.standpoint import Standpoint

NONE = "none"


@dataclass(frozen=True, slots=True)
class ReportedChange:
    """Something that differs from the previous report."""

    what: str
    before: str
    now: str
    trace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entered:
    """The number of events of one kind that were recorded since the previous report."""

    event: str
    count: int
    trace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportedDecision:
    """A decision that was taken, or became known, since the previous report.

    Attributes
    ----------
    reference
        The event's id.
    at
        When it was taken.
    step, subject, count
        The decision, in the words of the file.
    words, note
        The decision as a sentence, and the reason.
    origin
        Where it was reported.
    """

    reference: str
    at: Instant
    step: str
    subject: str
    count: int | None
    words: str
    note: str
    origin: Origin
    trace: tuple[str, ...]


class _Fact(NamedTuple):
    """A value that may change, the part of the report that it belongs to, and its pool, if it has one."""

    value: str
    about: str
    pool: str = ""


def changed(stand: Standpoint, previous: Standpoint, annex: Annex) -> tuple[ReportedChange, ...]:
    """Return every difference from the previous report."""
    before, now = dict(_facts(previous)), dict(_facts(stand))
    changes = []
    for what in dict.fromkeys((*now, *before)):
        old, new = (facts[what].value if what in facts else NONE for facts in (before, now))
        if old != new:
            fact = now.get(what) or before[what]
            changes.append(ReportedChange(what, old, new, _trace(fact, stand, previous, annex)))
    return tuple(changes)


def compared(stand: Standpoint) -> tuple[tuple[str, str], ...]:
    """Return everything that may change between two reports, each with its value in words."""
    return tuple((what, fact.value) for what, fact in _facts(stand))


def _facts(stand: Standpoint) -> Iterator[tuple[str, _Fact]]:
    """Yield everything that may change between two reports."""
    for line in stand.duty_lines:
        yield f"{line.name}, now", _Fact(line.state, "cover")
        yield f"{line.name}, look-ahead", _Fact(line.ahead, "cover")
    for crew in stand.crew_lines:
        yield f"{crew.name}, now", _Fact(crew.now.words, "cover")
        yield f"{crew.name}, look-ahead", _Fact(crew.ahead, "cover")
    for each in stand.margin_lines:
        yield f"Worst case of the margin, criticality {each.criticality}", _Fact(worst_word(each), "margin")
    yield "In force", _Fact(listed(stand.situation.declared(stand.at)) or NONE, "cover")
    for force, number in stand.stepped_back.items():
        yield f"Stepped back, {stand.names.called.forces[force]}", _Fact(f"{number:,}", "stepped back")
    for (pool, state), count in _places_by_state(stand).items():
        yield f"{pool}, {stand.names.called.words.state(state)}", _Fact(counted(count, "place"), "pool", pool)
    called = stand.names.called
    for one in stand.review.recommendations:
        under = f", if {one.condition} is declared" if one.condition else ""
        recommended = f"Recommended: {decision(one.step, called.subject(one.subject), words=called.words)}{under}"
        yield recommended, _Fact("yes" if one.count is None else f"{one.count:,}", "review")


def _places_by_state(stand: Standpoint) -> dict[tuple[str, str], int]:
    """Return the number of places by pool and state."""
    return {
        (pool.id, state): sum(lot.count for lot in lots)
        for pool in stand.scenario.pools_in_order
        for state, lots in stand.situation.lots(pool.id, stand.at).items()
    }


def _trace(fact: _Fact, stand: Standpoint, previous: Standpoint, annex: Annex) -> tuple[str, ...]:
    """Return the evidence of both values of a change; one list of events may prove both."""
    if fact.about == "pool":
        return (pool_trace(stand, fact.pool, annex),)
    if fact.about == "stepped back":
        return (stepped_back_trace(stand, annex),)
    if fact.about == "review":
        return tuple(review_trace(each, "recommendations", annex) for each in (stand, previous))
    evidence_of = cover_trace if fact.about == "cover" else margin_trace
    return tuple(evidence_of(each, annex) for each in (stand, previous))


def entered(stand: Standpoint, previous: Standpoint, annex: Annex) -> tuple[Entered, ...]:
    """Return the events recorded since the previous report, by kind."""
    events = [event for event in stand.scenario.events if previous.known_at < event.recorded <= stand.known_at]
    if not events:
        return ()
    trace = (annex.add("Recorded since the previous report", entries=annex.kinds(events)),)
    return tuple(Entered(kind, count, trace) for kind, count in sorted(Counter(one.kind for one in events).items()))


def decisions(stand: Standpoint, previous: Standpoint | None, annex: Annex) -> tuple[ReportedDecision, ...]:
    """Return the decisions taken, or recorded, since the previous report, by when they were taken."""
    names = stand.names
    return tuple(
        ReportedDecision(
            reference=names.reference(event),
            at=event.occurred,
            step=event.step,
            subject=event.subject,
            count=event.count,
            words=decision(event.step, names.called.subject(event.subject), event.count, names.called.words),
            note=names.without_ciphers(event.note),
            origin=origin_of(names, event),
            trace=(annex.add("Decisions taken", entries=annex.steps(_decided(stand, previous))),),
        )
        for event in _decided(stand, previous)
    )


def _decided(stand: Standpoint, previous: Standpoint | None) -> list[Event]:
    """Return the decisions taken by now that the previous report could not contain."""
    taken = [event for event in stand.situation.events(DECISION) if event.occurred <= stand.at]
    if previous is None:
        return taken
    return [event for event in taken if event.occurred > previous.at or event.recorded > previous.known_at]
