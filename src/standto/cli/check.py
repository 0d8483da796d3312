"""``standto check``: every fault of a scenario, or its contents."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from standto.cli.options import add_folder, add_json
from standto.cli.output import print_json, show, table
from standto.cli.progress import Progress
from standto.wording import names_of

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from standto.assuming.assumptions import Assumptions
    from standto.errors import Fault
    from standto.model.scenario import Scenario

FORMAT = 1


EXAMPLES = """
standto check london-2023
standto check lifeboat --json
"""


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    add_folder(parser)
    add_json(parser)


def run(args: Namespace) -> int:
    """Print every fault, or the warnings and the contents; return 2 if there is a fault."""
    from standto.assuming import check_assumptions
    from standto.scenario import check_scenario

    with Progress("check") as progress:
        progress.say(f"reading {args.folder}")
        checked = check_scenario(args.folder)
        assumed = None if checked.scenario is None else check_assumptions(args.folder, checked.scenario)
    if checked.scenario is None or assumed is None or assumed.faults:
        for fault in (*checked.faults, *(assumed.faults if assumed else ())):
            print(fault, file=sys.stderr)
        return 2
    if args.json:
        print_json(as_json(checked.scenario, checked.warnings, assumed.sound))
        return 0
    for warning in checked.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    show(summary(args.folder, checked.scenario, len(checked.warnings), assumed.sound))
    return 0


def as_json(scenario: Scenario, warnings: Sequence[Fault], assumptions: Sequence[Assumptions] = ()) -> dict[str, Any]:
    """Return the contents of a sound scenario, for programs; assumptions are there where there are any."""
    zone = scenario.zone
    assumed = [{"name": one.name, "processes": len(one.processes), "digest": one.digest} for one in assumptions]
    return {
        "format": FORMAT,
        "scenario": scenario.title,
        "timezone": zone.name,
        "starts": zone.iso(scenario.horizon.start),
        "ends": zone.iso(scenario.horizon.until),
        "home": scenario.home,
        "digest": scenario.digest,
        "rows": rows_of(scenario),
        "forces": forces_of(scenario),
        "events": dict(sorted(Counter(event.kind for event in scenario.events).items())),
        "warnings": [
            {"file": fault.place, "line": fault.line, "column": fault.column, "what": fault.what} for fault in warnings
        ],
        **({"assumptions": assumed} if assumed else {}),
    }


def rows_of(scenario: Scenario) -> dict[str, int | None]:
    """Return the number of rows of each table; powers are None without their file, and crews and rota left out."""
    tables = (
        "shifts", "patterns", "forces", "capabilities", "teams", "people", "authorisations", "pools", "duties",
        *(name for name in ("crews", "seats", "rota") if getattr(scenario, name)), "powers", "events", "sources",
    )  # fmt: skip
    return {name: None if (rows := getattr(scenario, name)) is None else len(rows) for name in tables}


def forces_of(scenario: Scenario) -> list[dict[str, Any]]:
    """Return the forces in the order in which help is called on, with the numbers of their people, pools and places."""
    people = Counter(person.force for person in scenario.people)
    pools = Counter(pool.force for pool in scenario.pools)
    places: Counter[str] = Counter()
    for pool in scenario.pools:
        places[pool.force] += pool.count
    return [
        {
            "force": force.id,
            "kind": force.kind,
            "tier": force.tier,
            "people": people[force.id],
            "pools": pools[force.id],
            "places": places[force.id],
        }
        for force in scenario.forces_in_order
    ]


def summary(folder: str, scenario: Scenario, warnings: int, assumptions: Sequence[Assumptions] = ()) -> str:
    """Return the contents of a sound scenario, for reading.

    Parameters
    ----------
    folder
        The folder, as the user named it.
    scenario
        The scenario.
    warnings
        The number of warnings.
    assumptions
        The assumptions in its folder.
    """
    zone, (starts, ends) = scenario.zone, scenario.horizon
    names = names_of(scenario.forces)
    rows = [[name, "-" if count is None else f"{count:,}"] for name, count in rows_of(scenario).items()]
    named = ({"force": row["force"], "name": names[row["force"]], **row} for row in forces_of(scenario))
    forces = [[f"{value:,}" if isinstance(value, int) else value for value in row.values()] for row in named]
    assumed = [[one.name, f"{len(one.processes):,}", zone.iso(one.at), one.by] for one in assumptions]
    found = {0: "no warning", 1: "1 warning"}.get(warnings, f"{warnings:,} warnings")
    return "\n".join(
        [
            f"{folder}: sound, {found}",
            "",
            scenario.title,
            f"{zone.iso(starts)} to {zone.iso(ends)} ({zone.name}), planned by {names[scenario.home]}",
            "",
            table([["table", "rows"], *rows]),
            "",
            table([["force", "name", "kind", "tier", "people", "pools", "places"], *forces]),
            *(["", table([["assumptions", "processes", "made", "by"], *assumed])] if assumed else []),
        ]
    )
