"""Relief for reading at 3 a.m.: when they could be there, what each number leaves short, and what it closes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from standto.kernel.bit_sets import mask_of
from standto.model.duties import JOINED
from standto.model.time import Period
from standto.presenting.scope import rest_words, scope_text
from standto.relieving.relief_facts import ReliefFacts
from standto.wording import counted, joined, length, moment, names_of, span, wrapped
from standto.wording.sentences import SEE_ALL, columns, room

_MOST_ROWS = 24
"""The most rows of the table."""
_BAR = 30
"""The length of the longest bar."""
_PERIODS = 3
"""The most periods of a number that are named."""
_CLOSING = 8
"""The most numbers whose periods are named."""


def relief_text(relief: ReliefFacts) -> str:
    """Return an answer as plain text."""
    return "\n".join(
        [
            relief.scenario.title,
            *wrapped(f"Relief, {scope_text(relief)}", hanging=2),
            "",
            *wrapped(_when(relief), hanging=2),
            *_verdict(relief),
            "",
            *_table(relief),
            *_left(relief),
            rest_words(relief.scenario),
        ]
    )


def added_words(relief: ReliefFacts, number: int) -> str:
    """Return a number of newcomers in words."""
    words, newcomers = relief.scenario.words, relief.newcomers
    if newcomers.pool:
        return f"{counted(number, 'more place')} of {newcomers.pool}"
    return f"{counted(number, f'more {words.person}', f'more {words.people}')} with {JOINED.join(newcomers.skill)}"


def _when(relief: ReliefFacts) -> str:
    """Return when they are there, as a sentence."""
    zone, newcomers = relief.scenario.zone, relief.newcomers
    start, until = newcomers.there
    if not newcomers.pool:
        people = relief.scenario.words.people
        skill = " and ".join(newcomers.skill)
        return f"Added: {people} of your own with {skill}, on duty and ready {span(zone, start, until)}."
    who = f"Added: places of {newcomers.pool}"
    if start >= min(until, relief.until):
        asked = moment(zone, newcomers.asked)
        return f"{who}, asked for at {asked}, never there in this time: see the pool's lead time and its period."
    if start > newcomers.asked:
        lead = relief.scenario.pool[newcomers.pool].lead
        late = (
            f" (lead time {length(lead)})" if start - newcomers.asked == lead else " (the start of the pool's period)"
        )
        return f"{who}, asked for at {moment(zone, newcomers.asked)}, there {span(zone, start, until)}{late}."
    return f"{who}, there {span(zone, start, until)}."


def _verdict(relief: ReliefFacts) -> list[str]:
    """Return what the first one buys, and where more buy nothing."""
    if not relief.short_periods(0):
        return ["Nothing is short in this time: nobody more is needed."]
    if relief.enough == 0:
        return wrapped(f"{added_words(relief, relief.up_to)} would change nothing: {_no_use(relief)}.", hanging=2)
    last = relief.enough or relief.up_to
    left = _hours(relief, last)
    words = f"Short now: {_hours(relief, 0)}. With {added_words(relief, last)}: {left}."
    if relief.enough is not None:
        words += " More of them change nothing."
    return wrapped(words, hanging=2)


def _no_use(relief: ReliefFacts) -> str:
    """Return why newcomers change nothing."""
    stands = mask_of(np.flatnonzero(relief.curve.duties.any(axis=0)).tolist())
    start, until = relief.newcomers.there
    if start >= min(until, relief.until):
        return "they are not there in time"
    if not any(relief.newcomers.demands):
        return "no duty may be done by them, by skill, law or readiness"
    if not relief.curve.crews.any() and not any(mask & stands for mask in relief.newcomers.demands):
        return "they can do none of the duties that are short, and relieve nobody who can"
    return "what is short needs others"


def _hours(relief: ReliefFacts, number: int) -> str:
    parts = []
    if relief.curve.duties.any():
        parts.append(f"{relief.place_hours[number]:,g} place-hours")
    if relief.curve.crews.any():
        parts.append(f"{relief.crew_hours[number]:,g} crew-hours below needs")
    hours = relief.hours_not_covered[number]
    parts.append(f"{hours:,g} hours not covered" if hours else "all covered")
    return joined(parts)


def _table(relief: ReliefFacts) -> list[str]:
    """Return a row for each number: what is left short, what the last one saved, and a bar."""
    if not relief.short_periods(0):
        return []
    numbers = _shown(relief)
    hours = relief.place_hours if relief.curve.duties.any() else relief.crew_hours
    most = max(hours) or 1
    crews = relief.curve.crews.any() and relief.curve.duties.any()
    head = ["more", "place-hours short" if relief.curve.duties.any() else "crew-hours below", "saved by this one"]
    cells = [[*head, *(["crew-hours below"] if crews else []), "hours not covered"]]
    for number in numbers:
        saved = hours[number - 1] - hours[number] if number else 0
        cells.append(
            [
                f"{number:,}",
                f"{hours[number]:,.2f}",
                f"{saved:,.2f}" if number else "",
                *([f"{relief.crew_hours[number]:,.2f}"] if crews else []),
                f"{relief.hours_not_covered[number]:,.2f}",
            ]
        )
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in cells]
    longest = min(_BAR, max(columns() - len(lines[0]) - 2, 0))
    bars = ["#" * round(longest * hours[number] / most) for number in numbers]
    lines = [lines[0], *(f"{line}  {bar}".rstrip() for line, bar in zip(lines[1:], bars, strict=True))]
    if len(numbers) <= relief.up_to:
        same = "" if relief.enough is None or numbers[-1] < relief.enough else ", which change nothing"
        lines.append(f"and {counted(relief.up_to + 1 - len(numbers), 'more number')}{same}: {SEE_ALL}")
    return [*lines, ""]


def _shown(relief: ReliefFacts) -> list[int]:
    """Return the numbers in the table: all up to the first that changes nothing, as far as there is room."""
    everything = relief.enough is None or room(_MOST_ROWS) > relief.up_to + _MOST_ROWS
    last = relief.up_to if everything else min((relief.enough or 0) + 1, relief.up_to)
    return list(range(min(last, room(_MOST_ROWS) - 1) + 1))


def _left(relief: ReliefFacts) -> list[str]:
    """Return what stays short with the most that help, and what each number closes."""
    lines, zone = [], relief.scenario.zone
    numbers = [(number, relief.closed_by(number)) for number in range(1, relief.up_to + 1)]
    closing = [one for one in numbers if one[1]]
    for number, periods in closing[: room(_CLOSING)]:
        told = _some(periods, relief)
        lines += wrapped(f"The {ordinal(number)} closes {told}", hanging=2)
    if len(closing) > room(_CLOSING):
        lines.append(f"and {counted(len(closing) - room(_CLOSING), 'more number')} that close something: {SEE_ALL}")
    last = relief.up_to
    hours = {**relief.by_duty(last), **relief.by_crew(last)}
    names = names_of((*relief.scenario.duties_in_order, *relief.scenario.crews))
    short = [f"{names[one]} {each:,g}" for one, each in hours.items() if each]
    if short:
        lines += wrapped(f"Still short with {last:,} more, in hours: {joined(short)}", hanging=2)
        first = relief.short_periods(last)
        lines += wrapped(f"First at {moment(zone, first[0].start)}.", hanging=2)
    return [*lines, ""] if lines else []


def _some(periods: Sequence[Period], relief: ReliefFacts) -> str:
    told = [span(relief.scenario.zone, *one) for one in periods[: room(_PERIODS)]]
    more = len(periods) - room(_PERIODS)
    return joined([*told, *([f"and {counted(more, 'more period')}: {SEE_ALL}"] if more > 0 else [])])


def ordinal(number: int) -> str:
    """Return a number as an ordinal: ``1st``, ``22nd``, ``13th``."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"
