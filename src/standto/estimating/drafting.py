"""A draft of assumptions from the present: people and donors as they are, rates as the record has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from standto.assuming import assumed, assumptions_text
from standto.assuming.assumed_numbers import exact_text
from standto.assuming.processes import DonorAnswer, Returning, SteadyStepBack
from standto.assuming.ranges import Spread
from standto.estimating.rate_limits import not_told
from standto.estimating.rate_ranges import share_of
from standto.model.time import HOUR, MINUTE
from standto.register.pool_states import places_in
from standto.wording import counted

if TYPE_CHECKING:
    from standto.assuming.assumptions import Assumptions
    from standto.assuming.processes import AnyProcess
    from standto.estimating.rate_facts import RateRow, RatesFacts
    from standto.estimating.rate_ranges import EstimatedChance
    from standto.model.people import Pool

_PARTS = 10_000
"""A chance in a draft is rounded outwards to so many parts."""
_TOGETHER = "They came together. If that is over, write a lower range; if not, write a [[step-back]] of your own."
AWAITED, SURE = ("asked", "offered", "requested", "standby"), ("confirmed",)
"""The states of places that have not been confirmed, and of those that have and are not here yet."""


class DraftedAssumptions(NamedTuple):
    """Assumptions drafted from a record, and their text with the reason for each number."""

    assumptions: Assumptions
    text: str


def draft_assumptions(rates: RatesFacts, *, name: str, by: str) -> DraftedAssumptions:
    """Return assumptions drafted from the state at the end of a record.

    Parameters
    ----------
    rates
        The rates of the record.
    name
        The name of the assumptions, an id.
    by
        The post that makes them.

    Notes
    -----
    People who are away need no assumption: an outlook from that time begins with them away. What the record cannot tell
    stands in the file as comments.
    """
    comments: dict[str, str] = {}
    processes = tuple(_processes(rates, comments))
    zone, at = rates.scenario.zone, rates.period.until
    note = f"Drafted from the record of {counted(round(rates.days), 'day')} up to {zone.iso(at)}."
    drafted = assumed(name=name, by=by, at=at, note=note, processes=processes)
    return DraftedAssumptions(drafted, assumptions_text(drafted, zone, comments | {"": _top(rates)}))


def _top(rates: RatesFacts) -> str:
    """Return the comment at the top of the file."""
    home = rates.home
    away = counted(home.away, rates.scenario.words.person, rates.scenario.words.people)
    lines = [
        f"What is so at {rates.scenario.zone.iso(rates.period.until)}, going on as in the record.",
        "This is a draft: read every number.",
        f"Away now: {away} of {home.there + home.away:,}. An outlook from then begins with them away.",
        f"{rates.no_forecast[0].upper()}{rates.no_forecast[1:]}."
        if rates.no_forecast
        else "Forecasts at these rates beat 'as now' in the record.",
        "",
        "What the record cannot tell:",
        *(f"- {sentence}" for sentence in not_told(rates)),
    ]
    return "\n".join(lines)


def _processes(rates: RatesFacts, comments: dict[str, str]) -> Iterator[AnyProcess]:
    """Yield the processes, and note why each has its numbers."""
    row = next(each for each in rates.by_row if each.counts is rates.home)
    if row.step_back is not None:
        days, step_backs = float(row.counts.there_days), counted(row.counts.step_backs, "step-back")
        together = "" if rates.steady else f"\n{_TOGETHER}"
        skills = _by_skill(rates, lambda one: one.step_back)
        comments["step-backs"] = f"Counted: {step_backs} in {days:,.0f} person-days.{together}{skills}"
        yield SteadyStepBack("step-backs", _outwards(row.step_back))
    if row.returning is not None:
        days, returns = float(row.counts.away_days), counted(row.counts.returns, "return")
        skills = _by_skill(rates, lambda one: one.returning)
        comments["returns"] = f"Counted: {returns} in {days:,.0f} person-days away.{skills}"
        yield Returning("returns", _outwards(row.returning))
    yield from _donors(rates, comments)


def _by_skill(rates: RatesFacts, chance: Callable[[RateRow], EstimatedChance | None]) -> str:
    """Return the chance of each skill, as a line; the draft has one range for all."""
    rows = [row for row in rates.by_row if row.counts.force == rates.scenario.home and row.counts.capability]
    ranges = [(row.counts.capability, found) for row in rows if (found := chance(row)) is not None]
    if len(ranges) < 2:
        return ""
    told = (f"{name} {exact_text(low)} to {exact_text(high)}" for name, found in ranges for low, high in [_ends(found)])
    return f"\nBy skill: {', '.join(told)}."


def _donors(rates: RatesFacts, comments: dict[str, str]) -> Iterator[DonorAnswer]:
    """Yield the answer of each donor whose places are awaited or confirmed."""
    record = rates.donors
    confirms = share_of(record.confirmed, record.confirmed + record.declined)
    withdraws = share_of(record.withdrawn, record.confirmed)
    scenario, at = rates.scenario, rates.period.until
    for pool in scenario.pools_in_order:
        lots = rates.situation.lots(pool.id, at)
        awaited, sure = places_in(lots, AWAITED), places_in(lots, SURE)
        if pool.force == scenario.home or not awaited + sure:
            continue
        name = f"{pool.id}-answers"
        comments[name] = (
            f"{awaited:,} awaited and {sure:,} confirmed. Of all pools asked, {record.confirmed:,} confirmed, "
            f"{record.declined:,} declined and {record.withdrawn:,} withdrew."
        )
        yield DonorAnswer(name, pool.id, _outwards(confirms), _outwards(withdraws), _hours_until_there(pool))


def _hours_until_there(pool: Pool) -> Spread:
    """Return the hours until a pool's places count: from none, as they may be on their way, to its lead time."""
    return Spread(Fraction(0), Fraction(-(-pool.lead_minutes * MINUTE // HOUR)), whole=True)


def _outwards(chance: EstimatedChance | None) -> Spread:
    """Return the range of a chance, rounded outwards; of one that nothing is known of, everything."""
    return Spread(*((Fraction(0), Fraction(1)) if chance is None else _ends(chance)))


def _ends(chance: EstimatedChance) -> tuple[Fraction, Fraction]:
    """Return the ends of a chance's range, rounded outwards."""
    return Fraction(floor(chance.low * _PARTS), _PARTS), Fraction(ceil(chance.high * _PARTS), _PARTS)
