"""An outlook as the long table of model output that forecasters' tools of the hubverse read."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from standto.model.time import HOUR
from standto.outlooks.distributions import mean_of, quantiles_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from standto.outlooks.outlook_facts import OutlookFacts

COLUMNS = (
    "reference_date",
    "reference_time",
    "target",
    "horizon",
    "target_end_date",
    "target_time",
    "location",
    "output_type",
    "output_type_id",
    "value",
)
"""The names of its columns, in order."""
LEVELS = tuple(Fraction(each, 1000) for each in (25, 50, 100, 250, 500, 750, 900, 950, 975))
"""The levels of its quantiles."""
NONE, MISSING = "none", "NA"
"""The category of futures without a gap; a cell without a value, as the hubverse writes it."""
_DECIMALS = 15


def hubverse_rows(facts: OutlookFacts) -> Iterator[dict[str, str]]:
    """Yield the rows of the table, each with `COLUMNS` as text.

    Notes
    -----
    The format is the hubverse's model output (docs.hubverse.io, user guide, "Model output"): columns that say which
    task a row is about, then `output_type`, `output_type_id` and `value`. A `mean` has the id ``NA``; a `quantile` its
    level; a `cdf` a value of the target, with the chance of at most that value; a `pmf` a category, and the values of
    all categories of a task sum to 1.

    The horizon is in whole hours from the reference time. Nothing changes within a step, so the row of an hour is that
    of the step in which the hour begins.
    """
    for one, gaps in zip(facts.tally.judged, facts.tally.gaps, strict=True):
        yield from _over_time(facts, f"gap of {one.sort}", one.id, gaps)
    for tier, used in enumerate(facts.tally.used):
        yield from _over_time(facts, "places filled by tier", str(tier), used)
    for one, first in zip(facts.tally.judged, facts.tally.first_gap, strict=True):
        yield from _first_gap(facts, f"first gap of {one.sort}", one.id, first)


def _over_time(facts: OutlookFacts, target: str, location: str, counts: NDArray[np.int64]) -> Iterator[dict[str, str]]:
    """Yield the mean, the quantiles and the chance of 0, hour by hour."""
    quantiles = [quantiles_of(counts, level).tolist() for level in LEVELS]
    for horizon, step in _hours(facts):
        task = _task(facts, target, location, int(facts.starts[0]) + horizon * HOUR)
        yield {**task, "output_type": "mean", "output_type_id": MISSING, "value": _decimal(mean_of(counts[step]))}
        for level, found in zip(LEVELS, quantiles, strict=True):
            level_id = _decimal(level)
            yield {**task, "output_type": "quantile", "output_type_id": level_id, "value": str(found[step])}
        chance = _decimal(Fraction(int(counts[step, 0]), facts.tally.futures))
        yield {**task, "output_type": "cdf", "output_type_id": "0", "value": chance}


def _first_gap(facts: OutlookFacts, target: str, location: str, counts: NDArray[np.int64]) -> Iterator[dict[str, str]]:
    """Yield the chance that the first gap begins in each step, and that there is none."""
    task = {**_task(facts, target, location, None), "output_type": "pmf"}
    iso = facts.scenario.zone.iso
    categories = [*map(iso, facts.starts.tolist()), NONE]
    for category, count in zip(categories, counts.tolist(), strict=True):
        yield {**task, "output_type_id": category, "value": _decimal(Fraction(count, facts.tally.futures))}


def _hours(facts: OutlookFacts) -> Iterator[tuple[int, int]]:
    """Yield each whole hour from the start, as a number of hours, with the step in which it begins."""
    start, until = int(facts.starts[0]), int(facts.untils[-1])
    number = -(-(until - start) // HOUR)
    hours = start + np.arange(number) * HOUR
    steps = np.searchsorted(facts.starts, hours, side="right") - 1
    yield from enumerate(steps.tolist())


def _task(facts: OutlookFacts, target: str, location: str, instant: int | None) -> dict[str, str]:
    """Return the cells that say which task a row is about; without an instant, it is about the whole time."""
    zone, start = facts.scenario.zone, int(facts.starts[0])
    end = int(facts.untils[-1]) if instant is None else instant
    return {
        "reference_date": zone.iso(start)[:10],
        "reference_time": zone.iso(start),
        "target": target,
        "horizon": MISSING if instant is None else str((end - start) // HOUR),
        "target_end_date": zone.iso(end)[:10],
        "target_time": zone.iso(end),
        "location": location,
    }


def _decimal(number: Fraction) -> str:
    """Return a number with no zeros at its end.

    It has 15 decimals at most. The hubverse's checks allow the values of a `pmf` to sum to 1 within 1.5e-8, which nine
    decimals would break over some hundred steps.
    """
    return f"{Decimal(round(number * 10**_DECIMALS)).scaleb(-_DECIMALS):f}".rstrip("0").rstrip(".")
