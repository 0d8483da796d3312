"""The rules that one more time of work would newly break: for call-ins, and for candidates."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from standto.model.time import FOREVER, Instant, Period
from standto.stints.checking import Breaks, RuleBook
from standto.stints.finding import Stints, find_stints
from standto.stints.leaving_out import CheckedStints, check_all, check_in_turn
from standto.stints.work import Flags, Ints, Work, merged, work_key


class NewBreaks(NamedTuple):
    """Rules that people would newly break: arrays of one length, by person, then time, then rule.

    Attributes
    ----------
    person
        The person.
    rule
        The rule, as an index into the rules of the book.
    start, until
        The stint that would break it: the one with the new time of work, or a later one.
    measured
        What the rule would measure, in microseconds or stints.
    """

    person: Ints
    rule: Ints
    start: Ints
    until: Ints
    measured: Ints


def new_breaks(
    book: RuleBook, checked: CheckedStints, people: Ints, period: Period, *, break_: Instant, leave_out: bool
) -> NewBreaks:
    """Return the rules that each of some people would newly break if they also worked in a period.

    A rule is newly broken by the stint that holds the period, or by a later one, if no stint in its time breaks that
    rule without the period.

    Parameters
    ----------
    checked
        The stints without the period.
    people
        The people to ask about, as indices.
    break_
        Time off that ends a stint.
    leave_out
        Whether stints in breach are left out for later ones.
    """
    ours = np.zeros(book.applies.shape[1], dtype=np.bool_)
    ours[people] = True
    before = checked.stints.where(ours[checked.stints.person])
    stints = _with(before, np.flatnonzero(ours), period, break_)
    # From the stint that holds the period on, stints are looked at again: since when, by person.
    holds = _stint_at(stints, np.flatnonzero(ours), max(period.start, stints.within.start))
    since = np.full(len(ours), FOREVER)
    since[stints.person[holds]] = stints.start[holds]
    if leave_out:
        breaks = check_in_turn(book, stints, since, _ends(checked, before, stints, since)).breaks
    else:
        breaks = check_all(book, stints, max(period.start, stints.within.start)).breaks
    later = stints.start[breaks.stint] >= since[stints.person[breaks.stint]]
    new = breaks.where(later & ~_known(checked, before, stints, breaks))
    return NewBreaks(stints.person[new.stint], new.rule, stints.start[new.stint], stints.until[new.stint], new.measured)


def _ends(checked: CheckedStints, before: Stints, stints: Stints, since: Ints) -> Ints:
    """Return the moment from which each of the stints before the period is left out; `FOREVER` for all others."""
    early = before.start < since[before.person]
    ends = np.full(len(stints), FOREVER)
    ends[_stint_at(stints, before.person[early], before.start[early])] = checked.left_out[before.number[early]]
    return ends


def _known(checked: CheckedStints, before: Stints, stints: Stints, breaks: Breaks) -> Flags:
    """Return whether each rule is broken without the period, too, by a stint in the time of the stint."""
    # One code for each pair of a stint and a rule: codes[s, r] = s * rules + r.
    codes = int(breaks.rule.max(initial=0)) + int(checked.breaks.rule.max(initial=0)) + 1
    ours = np.zeros(len(checked.stints), dtype=np.bool_)
    ours[before.number] = True
    known = checked.breaks.where(ours[checked.breaks.stint])
    places = _stint_at(stints, checked.stints.person[known.stint], checked.stints.start[known.stint])
    return np.isin(breaks.stint * codes + breaks.rule, places * codes + known.rule, kind="table")


def _with(stints: Stints, people: Ints, period: Period, break_: Instant) -> Stints:
    """Return the stints of some people who also work in a period."""
    work, within = stints.work, stints.within
    # Only work that overlaps or touches the period is merged with it; all other work stays in its order.
    near = (work.start <= period.until) & (work.until >= period.start)
    beside = work.where(near)
    more = merged(
        np.concatenate([beside.person, people]),
        np.concatenate([beside.start, np.full(len(people), period.start)]),
        np.concatenate([beside.until, np.full(len(people), period.until)]),
        within,
    )
    kept = work.where(~near)
    places = np.searchsorted(work_key(kept.person, kept.start, within), work_key(more.person, more.start, within))
    columns = (np.insert(column, places, new) for column, new in zip(kept, more, strict=True))
    return find_stints(Work(*columns), break_, within, stints.nights)


def _stint_at(stints: Stints, person: Ints, instant: Ints | Instant) -> Ints:
    """Return the last stint of each person that starts by an instant, which each must have."""
    begins = work_key(stints.person, stints.start, stints.within)
    return np.searchsorted(begins, work_key(person, instant, stints.within), side="right") - 1
