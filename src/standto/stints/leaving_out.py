"""Stints looked at in order of time; those that break a rule of effect `breach` are left out for the later ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from standto.model.time import BEGINNING, FOREVER, Instant
from standto.stints.checking import Breaks, RuleBook
from standto.stints.finding import Stints
from standto.stints.work import Flags, Ints, Work, begins_of


@dataclass(frozen=True)
class CheckedStints:
    """Stints that have been looked at.

    Attributes
    ----------
    stints
        Every stint, whole.
    breaks
        The rules that each stint breaks.
    left_out
        The moment from which each stint is left out, shape (stints,); `FOREVER` if it is not.
    counted
        The stints as later ones see them: without what is left out.
    """

    stints: Stints
    breaks: Breaks
    left_out: Ints
    counted: Stints


def check_all(book: RuleBook, stints: Stints, since: Instant = BEGINNING) -> CheckedStints:
    """Return the stints with the rules that those that end after an instant break; nothing is left out."""
    breaks = book.broken(stints, np.flatnonzero(stints.until > since))
    return CheckedStints(stints, breaks, np.full(len(stints), FOREVER), stints)


def check_in_turn(book: RuleBook, stints: Stints, since: Ints | None = None, ends: Ints | None = None) -> CheckedStints:
    """Return the stints with the rules that they break; a stint in breach is left out, or ends early, for later ones.

    Parameters
    ----------
    since
        For each person, the instant before which stints are not looked at again; None: all are looked at.
    ends
        The moments from which those are left out, shape (stints,); `FOREVER` for all others.

    Notes
    -----
    In each round all stints are measured at once. The first stint in breach of each person was measured among stints
    that later rounds do not change, so it is settled with all before it. People without one are done. A round settles
    one breach of everybody who has any.
    """
    people = book.applies.shape[1]
    settled = np.full(people, BEGINNING) if since is None else since
    left_out = np.full(len(stints), FOREVER)
    parts, done = [], []
    now = stints if ends is None else stints.ended(ends)
    while len(now):
        breaks = book.broken(now, np.flatnonzero(now.start >= settled[now.person]))
        first, moments = _first_breaches(book, now, breaks)
        # The start of the first stint in breach of each person: what comes after it is measured again.
        stop = _by_person(people, now.person[first], now.start[first])
        places = now.places(breaks.stint)
        parts.append(breaks.where(now.start[places] <= stop[now.person[places]]))
        left_out[stints.places(now.number[first])] = moments
        settled = np.where(stop < FOREVER, _by_person(people, now.person[first], now.until[first]), settled)
        again = stop[now.person] < FOREVER
        done.append(now.where(~again))
        ends = np.full(len(now), FOREVER)
        ends[first] = moments
        now = now.where(again).ended(ends[again])
    return CheckedStints(stints, Breaks.of(parts), left_out, _joined(stints, done))


def check_again(
    book: RuleBook, stints: Stints, before: CheckedStints, check: Callable[[RuleBook, Stints], CheckedStints]
) -> CheckedStints:
    """Return the stints with the rules that they break, looking only at people whose work is not as before.

    Parameters
    ----------
    before
        Stints that were checked by the same rules, in the same period.
    check
        How stints are looked at: `check_all` or `check_in_turn`.
    """
    changed = np.zeros(book.applies.shape[1], dtype=np.bool_)
    for some, others in ((stints, before.stints), (before.stints, stints)):
        changed[some.work.person[~_among(some, others)]] = True
    fresh = check(book, stints.where(changed[stints.person]))
    # People with the same work have the same stints, in the same order.
    old, new = (np.flatnonzero(~changed[each.person]) for each in (before.stints, stints))
    number = np.full(len(before.stints), -1)
    number[old] = new
    kept = before.breaks.where(number[before.breaks.stint] >= 0)
    left_out = np.full(len(stints), FOREVER)
    left_out[new], left_out[fresh.stints.number] = before.left_out[old], fresh.left_out
    counted = before.counted.where(number[before.counted.number] >= 0)
    return CheckedStints(
        stints,
        Breaks.of([kept._replace(stint=number[kept.stint]), fresh.breaks]),
        left_out,
        _joined(stints, [replace(counted, number=number[counted.number]), fresh.counted]),
    )


def _among(stints: Stints, others: Stints) -> Flags:
    """Return whether each time of work is among those of other stints."""
    places = np.minimum(np.searchsorted(others.work_keys, stints.work_keys), max(len(others.of) - 1, 0))
    if not len(others.of):
        return np.zeros(len(stints.of), dtype=np.bool_)
    same: Flags = (others.work_keys[places] == stints.work_keys) & (others.work.until[places] == stints.work.until)
    return same


def _first_breaches(book: RuleBook, stints: Stints, breaks: Breaks) -> tuple[Ints, Ints]:
    """Return the first stint in breach of each person, as an index, and the moment from which it is left out."""
    breaks = breaks.where(book.breach[breaks.rule])
    places = stints.places(breaks.stint)
    first = places[begins_of(stints.person[places])]
    is_first = np.zeros(len(stints), dtype=np.bool_)
    is_first[first] = True
    ours = breaks.where(is_first[places])
    # The earliest moment of several rules that a stint breaks: its breaks are neighbours.
    moments = book.broken_from(stints, ours)
    return first, np.minimum.reduceat(moments, begins_of(ours.stint)) if len(first) else moments


def _by_person(people: int, person: Ints, values: Ints) -> Ints:
    """Return values by person; `FOREVER` for people without one."""
    found = np.full(people, FOREVER)
    found[person] = values
    return found


def _joined(stints: Stints, parts: Sequence[Stints]) -> Stints:
    """Return the stints of different people together, by person."""
    if not parts:
        return stints
    work = Work(*(np.concatenate(columns) for columns in zip(*(part.work for part in parts), strict=True)))
    number = np.concatenate([part.number[part.of] for part in parts])
    # Lasting numbers are in the order of people, then time.
    order = np.argsort(number, kind="stable")
    begins = begins_of(number[order])
    of = np.repeat(np.arange(len(begins)), np.diff(np.append(begins, len(order))))
    return replace(stints, work=work.where(order), of=of, number=number[order][begins])


def left_out_times(checked: CheckedStints) -> tuple[Ints, Ints, Ints]:
    """Return the times in which people are left out, by person, then time: the person, the start and the end."""
    rows: Flags = checked.left_out < FOREVER
    return checked.stints.person[rows], checked.left_out[rows], checked.stints.until[rows]
