"""The answer of an outlook as plain values that are kept: counts of futures, and no person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from standto import __version__
from standto.model.time import HOUR, Instant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.outlooks.chances import Chance
    from standto.outlooks.looking_ahead import Outlook

MOST_CELLS = 12
"""The most periods of the heat map: each has room for its number on a phone."""
BLOCKS = (1, 2, 3, 6, 12, 24, 48, 72)
"""The hours that a period of the heat map may have."""
USUAL = "criticality"


def content_of(outlook: Outlook) -> dict[str, Any]:
    """Return the answer of an outlook as plain values for JSON.

    Shares are pairs: the number of futures in which something is so, and the number of futures.
    """
    from standto.futures.merging import digest_of

    starts, untils = outlook.starts.tolist(), outlook.untils.tolist()
    return {
        "at": starts[0],
        "until": untils[-1],
        "basis": outlook.basis,
        "seed": outlook.seed,
        "futures": outlook.tally.futures,
        "inputs": outlook.inputs,
        "results": digest_of(outlook.tally),
        "version": __version__,
        "outside": list(outlook.outside),
        "lines": list(_lines(outlook)),
        "fan": _fan(outlook, starts, untils),
        "goes": _goes(outlook),
        "tiers": _tiers(outlook),
        "asks": _asks(outlook),
        "usual": _usual(outlook),
    }


def _lines(outlook: Outlook) -> Iterator[dict[str, Any]]:
    """Yield each thing judged: its chance of ever being short, its first gap, its worst time, and its heat map."""
    from standto.outlooks.outlook_lines import lines_of

    blocks = list(_blocks(outlook.starts.tolist(), outlook.untils.tolist()))
    for line in lines_of(outlook):
        covered = outlook.tally.gaps[line.row][:, 0].tolist()
        yield {
            "sort": line.sort,
            "name": line.name,
            "short": _share(line.short),
            "first": None if line.first is None else list(line.first),
            "start": line.start,
            "until": line.until,
            "covered": _share(line.covered),
            "missing": list(line.missing),
            "heat": [
                [start, until, outlook.tally.futures - min(covered[first:last])] for start, until, first, last in blocks
            ],
        }


def _blocks(starts: list[Instant], untils: list[Instant]) -> Iterator[tuple[Instant, Instant, int, int]]:
    """Yield the periods of the heat map: from, until, and the first step and the step after the last."""
    start, until = starts[0], untils[-1]
    hours = next((one for one in BLOCKS if (until - start) <= one * MOST_CELLS * HOUR), BLOCKS[-1])
    edge = start
    while edge < until:
        after = min(edge + hours * HOUR, until)
        inside = [place for place, step in enumerate(starts) if step < after and untils[place] > edge]
        yield edge, after, inside[0], inside[-1] + 1
        edge = after


def _fan(outlook: Outlook, starts: list[Instant], untils: list[Instant]) -> list[list[int]]:
    """Return the quantiles of the gap of all duties together, step by step."""
    from standto.outlooks.distributions import HIGH, LOW, MIDDLE, quantiles_of
    from standto.outlooks.outlook_lines import rows_of

    rows = rows_of(outlook.tally, USUAL)
    if not rows:
        return []
    levels = [quantiles_of(outlook.tally.gaps[rows[-1]], level).tolist() for level in (LOW, MIDDLE, HIGH)]
    return [list(step) for step in zip(starts, untils, *levels, strict=True)]


def _goes(outlook: Outlook) -> list[dict[str, Any]]:
    from standto.outlooks.help_ahead import help_goes

    return [
        {"name": one.name, "half": one.half, "most": one.most, "ever": _share(one.ever)} for one in help_goes(outlook)
    ]


def _tiers(outlook: Outlook) -> list[dict[str, Any]]:
    from standto.outlooks.help_ahead import tier_lines

    return [
        {"name": one.name, "start": one.start, "used": list(one.used), "any": _share(one.any_use)}
        for one in tier_lines(outlook)
    ]


def _asks(outlook: Outlook) -> list[dict[str, Any]]:
    from standto.outlooks.help_ahead import asks_now
    from standto.wording import names_of

    names = names_of((*outlook.scenario.duties_in_order, *outlook.scenario.crews))
    return [
        {
            "duty": names.get(one.duty, one.duty),
            "places": one.places,
            "needed": one.needed,
            "by": one.by,
            "pools": [[source.pool, source.places] for source in one.sources],
        }
        for one in asks_now(outlook)
    ]


def _usual(outlook: Outlook) -> dict[str, Any] | None:
    """Return the usual bottleneck of all duties together; None if none is ever short."""
    from standto.outlooks.usual_bottlenecks import bottlenecks_in
    from standto.wording import names_of

    found = bottlenecks_in(outlook)
    if not found:
        return None
    names = names_of(outlook.scenario.duties_in_order)
    return {"duties": [names.get(duty, duty) for duty in found[-1].duties], "share": _share(found[-1].chance)}


def _share(chance: Chance) -> list[int]:
    return [chance.count, chance.futures]
