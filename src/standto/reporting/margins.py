"""The margin: how many more may step back before cover fails, whoever they are and in random order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.kernel.critical_sets import SHORT
from standto.model.time import Period
from standto.wording import counted, listed, span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standto.coverage.margin_facts import Least
    from standto.kernel.critical_sets import CriticalSet
    from standto.model.time import Instant
    from standto.model.windows import Windows
    from standto.model.zone import Zone
    from standto.reporting.evidence import Annex
    from standto.reporting.standpoint import Standpoint


@dataclass(frozen=True, slots=True)
class MarginLine:
    """The least margin of the look-ahead, for the duties of criticality 1 up to one number together.

    Attributes
    ----------
    criticality
        The last of the criticalities.
    worst_case, at_most
        Cover survives whichever so many go; where they differ, the proven bound and the best found. None: nothing
        can break it; -1: it is short already.
    start, until
        The first window that has it.
    duties, eligible, required
        The duties that break first there, how many people could fill any of them, and how many they take.
    register
        How many home people and places could step back at the beginning, on duty or not.
    p05, p50, p95
        How many of those go in random order before a window is short, at one run in twenty, at half of them and at
        nineteen in twenty.
    worst
        The worst case in a word.
    words
        All of it in a sentence.
    """

    criticality: int
    worst_case: int | None
    at_most: int | None
    start: Instant | None
    until: Instant | None
    duties: tuple[str, ...]
    eligible: int | None
    required: int | None
    register: int
    p05: int | None
    p50: int | None
    p95: int | None
    worst: str
    words: str


def margin_lines(stand: Standpoint) -> tuple[MarginLine, ...]:
    """Return the least margin for each criticality."""
    return tuple(_line(stand, least) for least in stand.margin.least)


def _line(stand: Standpoint, least: Least) -> MarginLine:
    """Return one criticality's margin."""
    windows, critical, random = stand.margin.windows, least.critical, least.random
    duties = () if critical is None else tuple(stand.scenario.duties_in_order[duty].id for duty in critical.duties)
    window = None if least.window is None else _period(windows, least.window)
    return MarginLine(
        criticality=least.criticality,
        worst_case=None if critical is None else critical.worst_case,
        at_most=least.at_most,
        start=None if window is None else window.start,
        until=None if window is None else window.until,
        duties=duties,
        eligible=None if critical is None else critical.eligible,
        required=None if critical is None else critical.required,
        register=least.register,
        p05=None if random is None else random.p05,
        p50=None if random is None else random.p50,
        p95=None if random is None else random.p95,
        worst=_worst(critical, least.at_most),
        words=_words(stand.scenario.zone, least, [stand.names.duty(duty) for duty in duties], window),
    )


def _period(windows: Windows, window: int) -> Period:
    """Return the time of a window."""
    return Period(int(windows.starts[window]), int(windows.untils[window]))


def _worst(critical: CriticalSet | None, at_most: int | None) -> str:
    """Return the worst case in a word or two."""
    if critical is None:
        return "no limit"
    if critical.worst_case == SHORT:
        return "short already"
    return f"{critical.worst_case:,}" if critical.worst_case == at_most else f"{critical.worst_case:,} to {at_most:,}"


def _words(zone: Zone, least: Least, duties: Sequence[str], window: Period | None) -> str:
    """Return the worst case as a sentence."""
    critical = least.critical
    if critical is None or window is None:
        return "Nothing breaks, whoever steps back."
    could = f"{counted(critical.eligible, 'person', 'people')} could fill {listed(duties)}"
    proof = f"{could}, which {'take' if len(duties) > 1 else 'takes'} {critical.required:,}, {span(zone, *window)}"
    if critical.worst_case == SHORT:
        return f"Short already: {proof}."
    more = _worst(critical, least.at_most)
    return f"{more} more on duty may step back, whoever they are; one more could break cover: {proof}."


def margin_trace(stand: Standpoint, annex: Annex) -> str:
    """Return the evidence of the margin."""
    query = f"{stand.query('margin', look_ahead=True)} --runs {stand.runs} --seed {stand.seed}"
    return annex.add("How many more may step back in the look-ahead", query=query, within="summary, margins")
