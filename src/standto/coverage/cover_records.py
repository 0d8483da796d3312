"""Cover as JSON and as rows."""

from __future__ import annotations

from typing import Any

from standto.coverage.cover_facts import CoverFacts
from standto.coverage.witness import Witness
from standto.kernel.crewing import NOT_STANDING
from standto.model.scenario import Scenario
from standto.presenting.scope import TIMES, scope_json
from standto.register import Claim

_OF_CREWS = ("crew", "state", "needs")


def cover_json(cover: CoverFacts) -> dict[str, Any]:
    """Return an answer in the form of ``standto cover --json``."""
    return {
        **scope_json(cover),
        **({} if cover.only is None else {"only": list(cover.only)}),
        "summary": {
            "covered": cover.covered,
            "first_gap": cover.periods[cover.short[0]][0] if cover.short else None,
            "gap_hours": cover.gap_hours,
            **({} if cover.crews is None else {"crew_hours": cover.crew_hours}),
        },
        "reports": [claim_json(claim) for claim in cover.claims],
        "windows": _windows_json(cover),
    }


def claim_json(claim: Claim) -> dict[str, Any]:
    """Return a reported figure with the register's own number."""
    event = claim.event
    return {
        "event": event.id or None,
        "force": event.subject,
        "count": event.count,
        "low": event.low,
        "high": event.high,
        "source": event.source or None,
        "register": claim.register,
    }


def cover_rows(cover: CoverFacts) -> list[dict[str, Any]]:
    """Return a flat row for each window and duty that stands in it, and for each crew that does."""
    forces = [force.id for force in cover.scenario.forces_in_order]
    duties, crews = _duties_json(cover), _crews_json(cover) or [[]] * len(cover.windows)
    rows = []
    for times, *lines in zip(cover.times, duties, crews, strict=True):
        for line in (*lines[0], *lines[1]):
            row = {
                **times,
                "duty": line.get("duty"),
                "criticality": line["criticality"],
                "required": line.get("required"),
                "filled": sum(line["filled"].values()),
                "gap": line.get("gap"),
                "covered": line["covered"] if "crew" in line else not line["gap"],
                **{f"filled_{force}": line["filled"].get(force, 0) for force in forces},
            }
            if cover.crews is not None:
                row |= {key: line.get(key) for key in _OF_CREWS}
            rows.append(row)
    return rows


def cover_columns(cover: CoverFacts) -> dict[str, type]:
    """Return the columns of `cover_rows`."""
    forces = {f"filled_{force.id}": int for force in cover.scenario.forces_in_order}
    crews = {} if cover.crews is None else dict.fromkeys(_OF_CREWS, str)
    numbers = dict.fromkeys(("criticality", "required", "filled", "gap"), int)
    return {**TIMES, "duty": str, **numbers, "covered": bool, **forces, **crews}


def _windows_json(cover: CoverFacts) -> list[dict[str, Any]]:
    duties, crews, short = _duties_json(cover), _crews_json(cover), set(cover.short)
    found = []
    for row, (start, until) in enumerate(cover.periods):
        window = {
            "from": start,
            "until": until,
            "covered": row not in short,
            "declared": list(cover.situation.declared(int(cover.windows.starts[row]))),
            "duties": duties[row],
            **({} if cover.crews is None else {"crews": crews[row]}),
            "bottlenecks": _bottlenecks_json(cover, row),
        }
        if cover.in_broken_stints is not None:
            breach, owed = cover.in_broken_stints[row].tolist()
            window["rest"] = {"breach": breach, "owed": owed}
        if cover.assignments is not None:
            window["assignments"] = _assignments_json(cover.scenario, cover.assignments[row])
        found.append(window)
    return found


def _duties_json(cover: CoverFacts) -> list[list[dict[str, Any]]]:
    """Return the duties that stand in each window."""
    duties = [(duty.id, duty.criticality) for duty in cover.scenario.duties_in_order]
    forces = [force.id for force in cover.scenario.forces_in_order]
    found: list[list[dict[str, Any]]] = [[] for _ in range(len(cover.windows))]
    _, *columns = cover.places
    for row, place, required, gap, counts in zip(*(column.tolist() for column in columns), strict=True):
        duty, criticality = duties[place]
        line = {
            "duty": duty,
            "criticality": criticality,
            "required": required,
            "filled": {force: count for force, count in zip(forces, counts, strict=True) if count},
            "gap": gap,
        }
        found[row].append(line)
    return found


def _crews_json(cover: CoverFacts) -> list[list[dict[str, Any]]]:
    """Return the crews that stand in each window; empty without crews."""
    if cover.crews is None:
        return []
    forces = [force.id for force in cover.scenario.forces_in_order]
    columns = cover.crews.crewing.state.tolist(), cover.below_needs.tolist(), cover.crews.filled().tolist()
    return [
        [
            {
                "crew": own.crew.id,
                "criticality": own.crew.criticality,
                "state": own.names[state] if state >= 0 else "off",
                "needs": own.names[own.needs],
                "covered": not below,
                "filled": {force: count for force, count in zip(forces, counts, strict=True) if count},
            }
            for own, state, below, counts in zip(cover.scenario.crew_states, *row, strict=True)
            if state != NOT_STANDING and cover.tells_of(own.crew.id)
        ]
        for row in zip(*columns, strict=True)
    ]


def _bottlenecks_json(cover: CoverFacts, row: int) -> list[dict[str, Any]]:
    """Return the proofs of a window, with the reasons why other people do not count."""
    duties = cover.scenario.duties_in_order
    return [
        {
            "criticality": bottleneck.criticality,
            "duties": [duties[duty].id for duty in bottleneck.duties],
            "required": bottleneck.required,
            "eligible": bottleneck.eligible,
            "short": bottleneck.short,
            "not_counted": cover.not_counted(row, bottleneck),
        }
        for bottleneck in cover.bottlenecks[row]
    ]


def _assignments_json(scenario: Scenario, witness: Witness) -> list[dict[str, Any]]:
    duties = [demand.id for demand in scenario.demands]
    forces = [force.id for force in scenario.forces_in_order]
    people, pools = scenario.people, scenario.pools
    columns = (column.tolist() for column in witness[:5])
    return [
        {
            "duty": duties[duty],
            "force": forces[force],
            **({"person": people[person].id} if person >= 0 else {"pool": pools[pool].id}),
            "count": places,
            **({"power": witness.powers[force, duty]} if force else {}),
        }
        for duty, force, person, pool, places in zip(*columns, strict=True)
    ]
