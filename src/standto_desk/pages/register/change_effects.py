"""The effect of a change of the register on cover, margin and rest, shown before it is confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from standto.comparing import Comparison, compare
from standto.coverage import margin
from standto.coverage.lines import margin_lines
from standto.model.scenario import Scenario
from standto.model.time import Instant, Period
from standto.presenting.margins import MarginLine
from standto.register import Records, Situation
from standto.resting import rest
from standto.scenario.layout import FILES
from standto.scenario.warnings import warnings_of
from standto_desk.acts.registering.change_plans import ChangePlan
from standto_desk.book.situations import situation_at
from standto_desk.pages.register.fault_words import page_words
from standto_desk.presenting.tones import tone

MOST_WINDOWS = 40
"""The most times with another gap that are listed."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A number before and after, in words; the tone is that of the worse."""

    name: str
    before: str
    after: str
    tone: str = ""

    @property
    def changes(self) -> bool:
        """Whether the two differ."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class ChangedGap:
    """A time in which a duty has another gap."""

    duty: str
    when: Period
    before: str
    after: str
    tone: str


@dataclass(frozen=True)
class ChangeEffect:
    """The effect of a change.

    Attributes
    ----------
    since, until
        The time that it was worked out for: a look-ahead from when the change takes effect.
    words, mark, tone
        The main effect.
    gaps, more
        The times in which the gap of a duty or crew differs, and the number of those that are left out.
    margins
        The worst-case margins, by criticality.
    rest
        The stints that break a rule; None without rules.
    warnings
        Contents of the register that are allowed and probably not meant.
    """

    since: Instant
    until: Instant
    words: str
    mark: str
    tone: str
    gaps: tuple[ChangedGap, ...]
    more: int
    margins: tuple[Beside, ...]
    rest: Beside | None
    warnings: tuple[str, ...]


def effect_of(plan: ChangePlan, known_at: Instant) -> ChangeEffect:
    """Return the effect of a sound plan."""
    before, after = _situations(plan, known_at)
    look_ahead = before.scenario.policy.look_ahead
    until = min(plan.since + look_ahead, before.period.until)
    compared = compare(before, after, until=until)
    margins = tuple(
        _margins(margin_lines(margin(each, until=until, runs=None), named=True) for each in (before, after))
    )
    gaps = sorted(_gaps(compared, before.scenario, after.scenario), key=lambda gap: gap.when)
    worse = any(gap.tone == "gap" for gap in gaps)
    falls = any(each.tone for each in margins)
    return ChangeEffect(
        since=plan.since,
        until=until,
        words=_words(compared),
        mark="More places missing" if worse else "A smaller margin" if falls else "No more places missing",
        tone="gap" if worse else "watch" if falls else "good",
        gaps=tuple(gaps[:MOST_WINDOWS]),
        more=max(0, len(gaps) - MOST_WINDOWS),
        margins=margins,
        rest=_rest(before, after, until),
        warnings=tuple(map(page_words, new_warnings(before.scenario, after.scenario))),
    )


def new_warnings(before: Scenario, after: Scenario) -> list[str]:
    """Return the warnings about the register that hold after a change and not before."""
    old = set(_warnings(before))
    return [words for words in _warnings(after) if words not in old]


def _situations(plan: ChangePlan, known_at: Instant) -> tuple[Situation, Situation]:
    """Return the situation when a plan takes effect, without it and with it."""
    if plan.loaded is None:
        raise ValueError("a plan that is not sound has no effect")
    before = situation_at(plan.since, known_at)
    events = tuple(event for event in before.scenario.events if plan.loaded.fits(event))
    scenario = replace(plan.loaded.scenario, horizon=before.scenario.horizon, events=events)
    return before, replace(before, records=Records(scenario, since=before.records.since))


def _words(compared: Comparison) -> str:
    hours = [sum(each[side] for each in compared.gap_hours.values()) for side in (0, 1)]
    crews = [sum(each[side] for each in compared.crew_hours.values()) for side in (0, 1)]
    told = f"{hours[0]:,.1f} place-hours are short without the change, and {hours[1]:,.1f} with it"
    if hours[0] == hours[1]:
        told = (
            "No gap changes"
            if not hours[0]
            else f"{hours[0]:,.1f} place-hours are short, with the change and without it"
        )
    if crews[0] != crews[1]:
        told += f". Crews are below what they need for {crews[0]:,.1f} hours without it, and {crews[1]:,.1f} with it"
    return f"{told}."


def _gaps(compared: Comparison, before: Scenario, after: Scenario) -> Iterator[ChangedGap]:
    """Yield each time in which the gap of a duty differs; neighbouring ones with the same gaps are one."""
    names = {duty.id: duty.label for side in (before, after) for duty in side.demands}
    edges = compared.edges.tolist()
    old, new = (side.gap.tolist() for side in compared.sides)
    for column, duty in enumerate(compared.duties):
        pairs = [(old[row][column], new[row][column]) for row in range(len(old))]
        for (was, will), rows in groupby(range(len(pairs)), key=pairs.__getitem__):
            if max(was, 0) != max(will, 0):
                run = list(rows)
                when = Period(edges[run[0]], edges[run[-1] + 1])
                worse = max(will, 0) > max(was, 0)
                yield ChangedGap(names.get(duty, duty), when, _gap(was), _gap(will), "gap" if worse else "good")


def _gap(number: int) -> str:
    return "does not stand" if number < 0 else "no gap" if not number else f"{number:,} short"


def _margins(sides: Iterable[tuple[MarginLine, ...]]) -> Iterator[Beside]:
    old, new = ({line.label: line for line in lines} for lines in sides)
    for name in {**old, **new}:
        before, after = old.get(name), new.get(name)
        then, now = ("none stands" if line is None else line.worst for line in (before, after))
        falls = after is not None and _falls(before, after)
        yield Beside(name, then, now, tone(after) if falls and after is not None and tone(after) != "good" else "")


def _falls(before: MarginLine | None, after: MarginLine) -> bool:
    """Return whether fewer people may step back; without a number, there is no limit."""
    if after.worst_case is None or before is None:
        return False
    return before.worst_case is None or after.worst_case < before.worst_case


def _rest(before: Situation, after: Situation, until: Instant) -> Beside | None:
    if not before.scenario.working_time and not after.scenario.working_time:
        return None
    old, new = (rest(each, until=until) for each in (before, after))
    more = len(new.broken) > len(old.broken)
    return Beside("Stints that break a rule", old.headline, new.headline, "gap" if more else "")


def _warnings(scenario: Scenario) -> list[str]:
    """Return the warnings about the tables of a scenario, without those about its events and without places."""
    rows = range(2, 2 + max(len(scenario.rota), len(scenario.people), len(scenario.authorisations), 1_000))
    alone = replace(scenario, events=())
    return [fault.what for fault in warnings_of(alone, {file: list(rows) for file in FILES})]
