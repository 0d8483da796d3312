"""Stints and rules on a grid of cells, by plain loops from the contract alone: for comparison.

A person's time is a list of cells of equal length, each worked or not. All lengths are whole numbers of cells.
"""

from __future__ import annotations

from typing import NamedTuple


class GridRule(NamedTuple):
    """A rule in cells; for `run` and `night-run` the bound is a number of stints, and `length` the gap."""

    measure: str
    bound: int
    breach: bool
    length: int = 0


class Found(NamedTuple):
    """A stint that breaks a rule, in cells from the beginning; what was measured is in cells or stints."""

    start: int
    until: int
    rule: int
    measured: int


def stints_on(worked, shortest_break):
    """Return the stints as pairs of cells: time off of `shortest_break` cells or more ends one."""
    stints, off = [], None
    for cell, here in enumerate(worked):
        if here:
            if off is None or (off > 0 and off >= shortest_break):
                stints.append([cell, cell + 1])
            else:
                stints[-1][1] = cell + 1
            off = 0
        elif off is not None:
            off += 1
    return [tuple(stint) for stint in stints]


def nights_in(worked, night, stint):
    return sum(1 for cell in range(*stint) if worked[cell] and night[cell])


def run_up_to(stints, gap):
    """Return how many of some stints follow on one another up to the last."""
    count, later = 1, stints[-1]
    for stint in reversed(stints[:-1]):
        if later[0] - stint[1] >= gap:
            break
        count, later = count + 1, stint
    return count


def worked_in(worked, start, until):
    return sum(1 for cell in range(max(start, 0), until) if worked[cell])


def longest_off_in(worked, start, until):
    longest = length = 0
    for cell in range(start, until):
        length = 0 if cell >= 0 and worked[cell] else length + 1
        longest = max(longest, length)
    return longest


def measured(rule, worked, night, before, stint, long_night):
    """Return what a rule measures of a stint after the stints `before`; None if it measures nothing."""
    start, until = stint
    match rule.measure:
        case "stint-hours":
            return until - start
        case "rest-before":
            return start - before[-1][1] if before else None
        case "hours-in":
            return worked_in(worked, until - rule.length, until)
        case "rest-in":
            return longest_off_in(worked, until - rule.length, until)
        case "run":
            return run_up_to([*before, stint], rule.length)
        case "night-run":
            nights = [each for each in [*before, stint] if nights_in(worked, night, each) >= long_night]
            return run_up_to(nights, rule.length) if nights and nights[-1] == stint else None
    raise AssertionError(rule)


def breaks_bound(rule, value):
    if value is None:
        return False
    return value < rule.bound if rule.measure in ("rest-before", "rest-in") else value > rule.bound


def left_out_from(rule, worked, stint):
    """Return the first cell of a stint that a broken rule leaves out."""
    start, until = stint
    if rule.measure == "stint-hours":
        return start + rule.bound
    if rule.measure == "hours-in":
        if worked_in(worked, start - rule.length, start) > rule.bound:
            return start
        return next(
            cell for cell in range(start, until) if worked_in(worked, cell + 1 - rule.length, cell + 1) > rule.bound
        )
    return start


def look_at(worked, night, rules, *, shortest_break, leave_out, long_night):
    """Look at the stints in order of time.

    Returns
    -------
    tuple
        The breaks, as `Found`; and the cells in which the person is left out.
    """
    worked = list(worked)
    found, gone, before = [], [], []
    for stint in stints_on(worked, shortest_break):
        values = [measured(rule, worked, night, before, stint, long_night) for rule in rules]
        broken = [number for number, rule in enumerate(rules) if breaks_bound(rule, values[number])]
        found += [Found(*stint, number, values[number]) for number in broken]
        moments = [left_out_from(rules[number], worked, stint) for number in broken if rules[number].breach]
        if not leave_out or not moments:
            before.append(stint)
            continue
        moment = min(moments)
        gone += range(moment, stint[1])
        for cell in range(moment, stint[1]):
            worked[cell] = False
        kept = [cell for cell in range(stint[0], moment) if worked[cell]]
        if kept:
            before.append((stint[0], kept[-1] + 1))
    return found, gone
