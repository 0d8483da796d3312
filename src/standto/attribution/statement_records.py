"""A cover statement as JSON and as flat rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from standto.attribution.causes import CAUSES
from standto.attribution.statement_facts import INCOMPLETE, ShortLine, StatementFacts, cause_hours, in_hours
from standto.attribution.strengths import SIDE_BY_SIDE, DutyStrength, Level
from standto.model.time import HOUR
from standto.presenting.scope import not_checked


def statement_json(facts: StatementFacts, *, trace: bool = False) -> dict[str, Any]:
    """Return a statement for JSON.

    Parameters
    ----------
    trace
        Whether to list the events behind each cause.
    """
    return {
        **_scope_json(facts),
        "causes": [
            {"cause": one.id, "name": one.name, "meaning": one.meaning, "reasons": list(one.reasons)} for one in CAUSES
        ],
        "measures": [{"measure": one.id, "meaning": one.meaning} for one in SIDE_BY_SIDE],
        "summary": _summary_json(facts),
        "sites": [_site_json(facts, site) for site in facts.sites],
        "duties": [_line_json(facts, line, trace) for line in facts.lines if not line.crew],
        "crews": [_line_json(facts, line, trace) for line in facts.lines if line.crew],
        "rows": [_row_json(facts, row) for row in range(len(facts.rows_of_time))],
    }


def _scope_json(facts: StatementFacts) -> dict[str, Any]:
    situation, iso = facts.situation, facts.scenario.zone.iso
    return {
        "format": 1,
        "scenario": facts.scenario.title,
        "from": iso(facts.start),
        "until": iso(facts.until),
        "known_at": None if situation.known_at is None else iso(situation.known_at),
        "now": None if facts.now is None else iso(facts.now),
        "basis": facts.basis,
        "assume": list(situation.assumed),
        **({} if situation.ready is None else {"ready": situation.ready}),
        "not_checked": list(not_checked(facts.scenario)),
        "digest": facts.digest,
        "row": facts.row_kind,
    }


def _hours_json(name: str, micros: tuple[int, ...]) -> dict[str, Any]:
    """Return hours in all and by cause, and the same exactly, in microseconds."""
    exact = {cause.id: number for cause, number in zip(CAUSES, micros, strict=True) if number}
    return {name: in_hours(sum(micros)), "causes": cause_hours(micros), "exact": {"total": sum(micros), **exact}}


def _summary_json(facts: StatementFacts) -> dict[str, Any]:
    found = {"covered": facts.covered, **_hours_json("place_hours", facts.sums(crews=False))}
    return found | ({"crews": _hours_json("crew_hours", facts.sums(crews=True))} if facts.scenario.crews else {})


def _site_json(facts: StatementFacts, site: str) -> dict[str, Any]:
    found = {"site": site, **_hours_json("place_hours", facts.sums(crews=False, site=site))}
    crews = facts.sums(crews=True, site=site)
    return found | ({"crews": _hours_json("crew_hours", crews)} if facts.scenario.crews else {})


def _line_json(facts: StatementFacts, line: ShortLine, trace: bool) -> dict[str, Any]:
    micros = facts.of_line(line)
    return {
        **_named(line),
        "site": line.site,
        "criticality": line.criticality,
        **_hours_json(hours_name(line), micros),
        "behind": {
            cause.id: _behind(facts, line, cause.id, trace)
            for cause, number in zip(CAUSES, micros, strict=True)
            if number and cause.kinds
        },
    }


def _named(line: ShortLine) -> dict[str, Any]:
    return {"crew" if line.crew else "duty": line.id, "name": line.name}


def hours_name(line: ShortLine) -> str:
    """Return the name of the hours of a duty or a crew."""
    return "crew_hours" if line.crew else "place_hours"


def _behind(facts: StatementFacts, line: ShortLine, cause: str, trace: bool) -> dict[str, Any]:
    """Return the events behind a cause: how many, the first and the last, and all of them if asked for."""
    entries = facts.traces.get((line.place, cause), ())
    iso = facts.scenario.zone.iso
    found: dict[str, Any] = {"events": len(entries)}
    if entries:
        found |= {"first": iso(entries[0].event.occurred), "last": iso(entries[-1].event.occurred)}
    if trace:
        found["entries"] = [
            {"entry": one.reference, "row": one.row, "event": one.event.kind, "occurred": iso(one.event.occurred)}
            for one in entries
        ]
    return found


def _row_json(facts: StatementFacts, row: int) -> dict[str, Any]:
    iso, period = facts.scenario.zone.iso, facts.rows_of_time[row]
    strengths = facts.strengths[row]
    return {
        "row": facts.row_name(row),
        "from": iso(period.start),
        "until": iso(period.until),
        "incomplete": {reason: INCOMPLETE[reason] for reason in facts.incomplete(row)},
        "place_hours": in_hours(sum(facts.sums(crews=False, row=row))),
        "causes": cause_hours(facts.sums(crews=False, row=row)),
        "together": _strength_json(facts, strengths[-1]),
        "capabilities": [
            {"capability": one.id, "name": one.name, **_strength_json(facts, strength)}
            for one, strength in zip(facts.scenario.capabilities, facts.capability_strengths[row], strict=True)
        ],
        "duties": [
            {**_line_of_row(facts, line, row), **_strength_json(facts, strengths[line.place])}
            for line in facts.lines
            if not line.crew
        ],
        "crews": [_line_of_row(facts, line, row) for line in facts.lines if line.crew],
        "seats": [
            {"seat": seat.id, "name": seat.name, **_strength_json(facts, strengths[seat.place])} for seat in facts.seats
        ],
    }


def _line_of_row(facts: StatementFacts, line: ShortLine, row: int) -> dict[str, Any]:
    """Return the hours that a duty or a crew is short in a row, by cause."""
    micros = facts.of_line(line, row)
    return {**_named(line), hours_name(line): in_hours(sum(micros)), "causes": cause_hours(micros)}


def _strength_json(facts: StatementFacts, strength: DutyStrength) -> dict[str, Any]:
    """Return the numbers of a duty in a row; null where it does not stand."""
    names = [one.column for one in SIDE_BY_SIDE]
    levels = strength.levels or (None,) * len(names)
    return {
        "stood_hours": in_hours(strength.stood),
        "as_of": facts.scenario.zone.iso(strength.as_of) if strength.stood else None,
        **{
            name: None if level is None else _level_json(level, strength.stood)
            for name, level in zip(names, levels, strict=True)
        },
    }


def _level_json(level: Level, stood: int) -> dict[str, Any]:
    return {"mean": mean(level, stood), "least": level.least, "most": level.most, "last": level.last}


def mean(level: Level, stood: int) -> float:
    """Return the mean over the time in which a duty stands, to two decimals."""
    return round(level.total / stood, 2)


def statement_rows(facts: StatementFacts) -> list[dict[str, Any]]:
    """Return a flat row for each row of time and duty or crew."""
    local = facts.scenario.zone.local
    found = []
    for row, period in enumerate(facts.rows_of_time):
        for line in facts.lines:
            micros = facts.of_line(line, row)
            flat: dict[str, Any] = {
                "row": facts.row_name(row),
                "from": local(period.start),
                "until": local(period.until),
                "duty": line.id,
                "name": line.name,
                "site": line.site,
                "crew": line.crew,
                "hours_short": in_hours(sum(micros)),
                **{cause.id.replace("-", "_"): in_hours(each) for cause, each in zip(CAUSES, micros, strict=True)},
                **_flat_strength(facts, None if line.crew else facts.strengths[row][line.place]),
                "incomplete": ";".join(facts.incomplete(row)),
            }
            found.append(flat)
    return found


def statement_columns() -> dict[str, type]:
    """Return the columns of `statement_rows`."""
    names = dict.fromkeys(("duty", "name", "site"), str)
    causes = {cause.id.replace("-", "_"): float for cause in CAUSES}
    measures = [one.column for one in SIDE_BY_SIDE]
    numbers = {f"{name}_{what}": kind for name in measures for what, kind in (("mean", float), ("last", int))}
    return {
        "row": str,
        "from": datetime,
        "until": datetime,
        **names,
        "crew": bool,
        "hours_short": float,
        **causes,
        "as_of": datetime,
        **numbers,
        "incomplete": str,
    }


def _flat_strength(facts: StatementFacts, strength: DutyStrength | None) -> dict[str, Any]:
    """Return the means of a duty's numbers in a row, and the numbers at the as-of time of those that have one."""
    names = [one.column for one in SIDE_BY_SIDE]
    if strength is None or not strength.stood:
        return {"as_of": None, **dict.fromkeys(f"{name}_{what}" for name in names for what in ("mean", "last"))}
    found: dict[str, Any] = {"as_of": facts.scenario.zone.local(strength.as_of)}
    for name, level in zip(names, strength.levels, strict=True):
        found |= {f"{name}_mean": mean(level, strength.stood), f"{name}_last": level.last}
    return found


def exact_hours(micros: int) -> str:
    """Return microseconds as hours for reading, to two decimals, or to none if they are whole."""
    return f"{micros // HOUR:,}" if micros % HOUR == 0 else f"{micros / HOUR:,.2f}"
