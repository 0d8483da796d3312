"""``standto ledger export``: write every entry, or the scenario as it was known."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from standto.cli.progress import Progress
from standto.errors import OptionError
from standto.scenario.whole_files import whole_file
from standto_desk.commands.opening import add_database, opened

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from standto.model.time import Instant

_YEAR = 366
SHOWN = 5
"""The most cells that a warning names."""


def add(parser: ArgumentParser) -> None:
    """Lay down the options."""
    add_database(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help="write the lines to this file (standard output)")
    parser.add_argument("--folder", metavar="DIR", help="write a scenario folder instead: an empty or new one")
    parser.add_argument("--at", metavar="T", help="with --folder: as of this time, and as known then (now)")


def run(args: Namespace) -> int:
    """Write every entry, or a folder."""
    if args.at and not args.folder:
        raise OptionError("--at: goes with --folder: lines hold every entry")
    if args.output and args.folder:
        raise OptionError("--output: does not go with --folder")
    prints = not args.output and not args.folder
    with opened(args.database), Progress("export", prints=prints) as progress:
        if args.folder:
            return _folder(args, progress)
        from standto_desk.ledger.exports import export_lines

        lines = export_lines(progress=progress)
        if args.output is None:
            sys.stdout.writelines(lines)
        else:
            with whole_file(Path(args.output)) as file:
                file.writelines(line.encode() for line in lines)
    return 0


def _folder(args: Namespace, progress: Progress) -> int:
    from standto.scenario import write_scenario
    from standto.scenario.whole_files import free_folder
    from standto_desk.book.moment_tables import NoScenario
    from standto_desk.book.situations import scenario_at

    free_folder(args.folder)
    try:
        scenario = scenario_at(_at(args.at), progress=progress)
    except NoScenario:
        raise OptionError("the ledger has no settings that are known and in force then: choose a later time") from None
    write_scenario(scenario, args.folder, kept=True)
    _warn_of_faults(args.folder)
    _warn_of_formulas(Path(args.folder))
    return 0


def _warn_of_faults(folder: str) -> None:
    """Print the faults of a folder: rows that an earlier version accepted and that somebody must correct."""
    from standto.scenario import check_scenario

    for fault in check_scenario(folder).faults:
        print(f"{folder}: correct this before you read it: {fault}", file=sys.stderr)


def _warn_of_formulas(folder: Path) -> None:
    """Print the cells that a spreadsheet would run: a folder has every cell as somebody typed it."""
    from standto.sheets.formulas import formulas_in

    if found := formulas_in(folder):
        where = ", ".join(found[:SHOWN]) + (", ..." if len(found) > SHOWN else "")
        cells = "cell holds a text" if len(found) == 1 else "cells hold texts"
        print(
            f"{folder}: {len(found):,} {cells} that a spreadsheet would run as a formula: {where}. They are as they "
            "were typed: import the tables with every column as text",
            file=sys.stderr,
        )


def _at(text: str | None) -> Instant:
    """Return the moment that an option gives; days and times are the last up to now."""
    from standto.model.time import DAY, Period
    from standto.wording.spoken_times import ISO, spoken_instant
    from standto_desk.clock import now
    from standto_desk.ledger.reading import zone_in_force

    present = now()
    if text is None:
        return present
    zone = zone_in_force(present)
    if text.strip().lower().startswith(("start", "end")):
        raise OptionError(f"--at: a ledger has no {text.strip()}: write a time, as 2023-09-23T18:00, Sat 18:00 or -6h")
    try:
        found = spoken_instant(text, zone, Period(present - _YEAR * DAY, present), now=present, seek="back")
    except ValueError as error:
        raise OptionError(f"--at: {error}") from None
    if not ISO.fullmatch(text):
        print(f"--at: {text} is {zone.iso(found)}", file=sys.stderr)
    return found
