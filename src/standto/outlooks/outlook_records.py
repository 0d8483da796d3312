"""An outlook as JSON and as rows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from standto.futures.merging import digest_of
from standto.outlooks.chances import CONDITION, Chance
from standto.outlooks.distributions import HIGH, LOW, MIDDLE, quantiles_of
from standto.outlooks.help_ahead import AskNow, asks_now, help_goes, tier_names
from standto.outlooks.outlook_lines import OutlookLine, lines_of
from standto.outlooks.usual_bottlenecks import bottlenecks_in
from standto.presenting.scope import not_checked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from standto.model.time import Instant
    from standto.outlooks.outlook_facts import OutlookFacts

QUANTILES = {"q05": LOW, "q50": MIDDLE, "q95": HIGH}
"""The quantiles of JSON and rows."""


def outlook_json(facts: OutlookFacts) -> dict[str, Any]:
    """Return an answer in the form of ``standto outlook --json``."""
    iso = facts.scenario.zone.iso
    return {
        **question_json(facts),
        "condition": CONDITION,
        "steps": [iso(start) for start in (*facts.starts.tolist(), int(facts.untils[-1]))],
        "judged": [_judged_json(facts, line) for line in lines_of(facts)],
        "tiers": [
            {"tier": tier, "name": name, "used": _quantiles(used)}
            for tier, (name, used) in enumerate(zip(tier_names(facts), facts.tally.used, strict=True))
        ],
        "bottlenecks": [
            {"criticality": int(one.criticality), "duties": list(one.duties), "chance": chance_json(one.chance)}
            for one in bottlenecks_in(facts)
        ],
        "ask_now": [_ask_json(facts, one) for one in asks_now(facts)],
        "help_goes": [
            {
                "criticality": int(one.criticality),
                "q50": None if one.half is None else iso(one.half),
                "q95": None if one.most is None else iso(one.most),
                "ever": chance_json(one.ever),
            }
            for one in help_goes(facts)
        ],
    }


def question_json(facts: OutlookFacts) -> dict[str, Any]:
    """Return what was asked, what was assumed, and the digests."""
    situation, iso, assumed = facts.situation, facts.scenario.zone.iso, facts.assumptions
    return {
        "format": 1,
        "scenario": facts.scenario.title,
        "at": iso(int(facts.starts[0])),
        "known_at": None if situation.known_at is None else iso(situation.known_at),
        "until": iso(int(facts.untils[-1])),
        "basis": facts.basis,
        "assume": list(situation.assumed),
        "not_checked": list(not_checked(facts.scenario)),
        "assumptions": {
            "name": assumed.name,
            "by": assumed.by,
            "at": iso(assumed.at),
            "note": assumed.note,
            "digest": assumed.digest,
            "outside": list(facts.outside),
        },
        "seed": facts.seed,
        "futures": facts.tally.futures,
        "futures_asked": facts.futures,
        "inputs": facts.inputs,
        "digest": digest_of(facts.tally),
    }


def chance_json(chance: Chance) -> dict[str, Any]:
    """Return a chance: the count, its share and standard error, the text that people see, and the yardstick's word.

    Where it is so in none or in all futures, the error is null and `bound` is the greatest, or the least, chance.
    """
    none = chance.count == 0
    bound = chance.bound if none else 1 - chance.bound
    return {
        "count": chance.count,
        "of": chance.futures,
        "chance": round(float(chance.share), 9),
        "error": None if chance.certain else round(chance.error, 9),
        "bound": round(bound, 9) if chance.certain else None,
        "text": chance.text,
        "term": chance.term or None,
    }


def _judged_json(facts: OutlookFacts, line: OutlookLine) -> dict[str, Any]:
    iso, gaps = facts.scenario.zone.iso, facts.tally.gaps[line.row]
    return {
        "sort": line.sort,
        "id": line.id,
        "most": facts.tally.judged[line.row].most,
        "ever_short": chance_json(line.short),
        "first_gap": None if line.first is None else dict(zip(QUANTILES, map(iso, line.first), strict=True)),
        "worst": {
            "from": iso(line.start),
            "until": iso(line.until),
            "covered": chance_json(line.covered),
            "gap": dict(zip(QUANTILES, line.missing, strict=True)),
        },
        "place_hours": float(line.place_hours_mean),
        "place_hours_error": None if line.place_hours is None else float(line.place_hours.error),
        "covered": gaps[:, 0].tolist(),
        "gap": _quantiles(gaps),
    }


def _quantiles(histograms: NDArray[Any]) -> dict[str, list[int]]:
    """Return quantiles of each step."""
    return {name: quantiles_of(histograms, level).tolist() for name, level in QUANTILES.items()}


def _ask_json(facts: OutlookFacts, ask: AskNow) -> dict[str, Any]:
    iso = facts.scenario.zone.iso
    return {
        "duty": ask.duty,
        "places": ask.places,
        "needed": iso(ask.needed),
        "by": None if ask.by is None else iso(ask.by),
        "sources": [{"pool": one.pool, "places": one.places, "arrives": iso(one.arrives)} for one in ask.sources],
    }


def outlook_rows(facts: OutlookFacts) -> list[dict[str, Any]]:
    """Return a flat row for each step and each thing judged."""
    local: dict[Instant, datetime] = {}
    for instant in (*facts.starts.tolist(), *facts.untils.tolist()):
        local[instant] = facts.scenario.zone.local(instant)
    times = [
        {"from": local[start], "until": local[until]}
        for start, until in zip(facts.starts.tolist(), facts.untils.tolist(), strict=True)
    ]
    rows = []
    for one, gaps in zip(facts.tally.judged, facts.tally.gaps, strict=True):
        quantiles = [quantiles_of(gaps, level).tolist() for level in QUANTILES.values()]
        for time, covered, *gap in zip(times, gaps[:, 0].tolist(), *quantiles, strict=True):
            row = {**time, "of": one.sort, "subject": one.id, "covered": covered, "futures": facts.tally.futures}
            rows.append({**row, **{f"gap_{name}": each for name, each in zip(QUANTILES, gap, strict=True)}})
    return rows


def outlook_columns() -> dict[str, type]:
    """Return the columns of `outlook_rows`."""
    gaps = {f"gap_{name}": int for name in QUANTILES}
    return {"from": datetime, "until": datetime, "of": str, "subject": str, "covered": int, "futures": int, **gaps}
