"""``standto import``: a scenario folder from workbooks as they come, by a mapping."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

from standto.cli.import_screens import near, refuse_needless_key, rejects_text, usual_key, warnings
from standto.cli.options import add_json
from standto.cli.output import print_json, write_bytes
from standto.cli.progress import Progress
from standto.errors import OptionError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence

    from standto.importing import Imported
    from standto.importing.key_file import KeyFile
    from standto.importing.mapping.records import Mapping
    from standto.sheets import Sheet

EXAMPLES = """
standto import --suggest rota.csv -o suggested.toml
standto import rota.csv -o october --mapping rota.toml
standto import rota.csv -o october --mapping rota.toml --key ciphers.csv --rejects rejects.xlsx
"""

FORMAT = 1


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    parser.add_argument("workbooks", metavar="WORKBOOK", nargs="+", help="a CSV, XLSX, ODS or iCalendar file")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FOLDER",
        help="the folder to make: empty, or not there yet; with --suggest, the file for the mapping",
    )
    parser.add_argument("--mapping", metavar="FILE", help="the TOML file that says how the sheets are read")
    parser.add_argument(
        "--suggest", action="store_true", help="guess the mapping, and write it with every doubt as a comment"
    )
    _add_laying(parser)
    parser.add_argument(
        "--key",
        metavar="FILE",
        help="the file with the ciphers of people, kept outside FOLDER (default: FOLDER-key.csv, of --onto's FOLDER)",
    )
    parser.add_argument(
        "--rejects", metavar="FILE", help="write everything that does not fit to this file, .csv or .xlsx"
    )
    add_json(parser)


def _add_laying(parser: ArgumentParser) -> None:
    """Define the options of laying sheets onto a folder that is already there."""
    parser.add_argument(
        "--onto", metavar="FOLDER", help="show what the sheets would add, change and end in this folder"
    )
    parser.add_argument(
        "--write", action="store_true", help="with --onto: make the changes in that folder, all of them or none"
    )
    parser.add_argument(
        "--entries",
        metavar="FILE",
        help="with --onto, for a folder that a ledger exported: write the changes as lines for standto ledger append",
    )
    parser.add_argument(
        "--from",
        metavar="T",
        help="with --onto: change nothing before this time (default: the start of the sheets); "
        "with --suggest: the first day of sheets that name weekdays alone (default: this week's Monday)",
    )


def run(args: Namespace) -> int:
    """Suggest a mapping, make a folder, or lay the sheets onto one; return 2 if cells do not fit, and list them."""
    _check_options(args)
    if args.suggest:
        from standto.cli.suggesting import suggest

        return suggest(args)
    if args.onto:
        from standto.cli.import_onto import lay

        return lay(args)
    return _make(args)


def _check_options(args: Namespace) -> None:
    """Refuse options that do not go together, all at once."""
    books = " ".join(args.workbooks)
    faults = []
    if args.suggest:
        given = {"--mapping": args.mapping, "--onto": args.onto, "--write": args.write, "--rejects": args.rejects}
        given |= {"--entries": args.entries, "--key": args.key}
        faults += [f"{name}: is not for --suggest: leave one of them out" for name, value in given.items() if value]
    else:
        if not args.mapping:
            first = f"standto import --suggest {books} -o mapping.toml"
            faults.append(f"--mapping: is missing: guess one with {first}, read its doubts, and name it here")
        if not args.onto and not args.output:
            faults.append("-o: is missing: name the folder to make, which is empty or not there yet")
    if not args.onto:
        faults += ["--write: is for --onto alone: leave it out"] * (args.write and not args.suggest)
        faults += ["--entries: is for --onto alone: leave it out"] * (bool(args.entries) and not args.suggest)
        if getattr(args, "from") and not args.suggest:
            faults.append("--from: is for --onto and --suggest alone: leave it out")
    elif args.write and args.output:
        faults.append("--write: would change the folder of --onto, and -o makes a new one: leave one of them out")
    if faults:
        raise OptionError("\n".join(faults))


def _make(args: Namespace) -> int:
    """Make the folder, or list everything that does not fit and return 2."""
    from standto.importing.importing_workbooks import read_sheets
    from standto.importing.mapping.reader import read_mapping
    from standto.importing.reject_files import rejects_data
    from standto.scenario.folder import samples
    from standto.scenario.whole_files import free_folder

    folder = free_folder(args.output)
    if args.output in samples():
        raise OptionError(
            f"{args.output}: is the name of a sample, which a folder of that name would hide: write another"
        )
    if args.rejects:
        rejects_data((), args.rejects)
    with Progress("import") as progress:
        mapping = read_mapping(args.mapping)
        refuse_needless_key(args.key, mapping, args.mapping)
        sheets = read_sheets(args.workbooks, mapping, progress.say)
        key = args.key or usual_key(args.output, folder)
        progress.say("reading the rows")
        found, key_file = _made(args.output, mapping, sheets, None if mapping.ciphers_in_sheets else key, progress)
    if args.rejects and found.rejects:
        write_bytes(args.rejects, rejects_data(found.rejects, args.rejects))
    return _tell(args, found, key_file)


def _tell(args: Namespace, found: Imported, key_file: KeyFile | None) -> int:
    """Print what was made, or everything that does not fit; return the exit status."""
    if args.json:
        print_json(as_json(args.output, found, key_file))
    if found.rejects:
        print("\n".join(rejects_text(found, args.rejects)), file=sys.stderr)
        return 2
    for line in warnings(found, key_file):
        print(line, file=sys.stderr)
    if not args.json:
        print("\n".join(_summary(args.output, found, key_file)))
    return 0


def _made(
    folder: str, mapping: Mapping, sheets: Sequence[Sheet], key: str | Path | None, progress: Progress
) -> tuple[Imported, KeyFile | None]:
    """Read the sheets, and write the key file and the folder if everything fits: both, or neither."""
    from secrets import randbelow

    from standto.importing.ciphers import CipherBook
    from standto.importing.importing_sheets import imported
    from standto.importing.key_file import opened_key
    from standto.scenario import write_scenario

    if key is None:
        found = imported(sheets, mapping, CipherBook({}, randbelow))
        if found.sound is not None:
            write_scenario(found.sound, folder)
        return found, None
    with opened_key(key, folder) as key_file:
        book = CipherBook(key_file.known, randbelow, mapping.prefix)
        found = imported(sheets, mapping, book)
        if found.sound is not None:
            progress.say(f"writing {folder}")
            with key_file.adding(book.new):
                write_scenario(found.sound, folder)
        return found, key_file


def as_json(folder: str, found: Imported, key_file: KeyFile | None) -> dict[str, Any]:
    """Return what an import made, or its rejects, for programs; nobody's number or name is in it."""
    counts = found.counts
    zone = found.sound.zone if found.sound else None
    ends = found.sound.horizon if found.sound else None
    return {
        "format": FORMAT,
        "folder": None if found.rejects else folder,
        "starts": zone.iso(ends.start) if zone and ends else None,
        "ends": zone.iso(ends.until) if zone and ends else None,
        "people": counts.people,
        "new_ciphers": counts.new_ciphers,
        "tickets": counts.tickets,
        "rows": counts.rows,
        "hours": counts.hours,
        "absences": counts.absences,
        "key": str(key_file.path) if key_file else None,
        "unread": list(found.unread),
        "notes": list(found.notes),
        "rejects": [
            {"file": one.file, "cell": one.address, "column": one.column, "what": one.what, "allowed": one.allowed}
            for one in found.rejects
        ],
        "warnings": [
            {"file": fault.place, "line": fault.line, "column": fault.column, "what": fault.what}
            for fault in found.warnings
        ],
    }


def _summary(folder: str, found: Imported, key_file: KeyFile | None) -> Iterator[str]:
    """Yield what was made, and what to do next."""
    from standto.wording import counted

    counts = found.counts
    people, tickets = counted(counts.people, "person", "people"), counted(counts.tickets, "ticket")
    rows = f"{counted(counts.rows, 'row')} of the rota ({counts.hours:,.2f} hours)"
    yield f"{folder}: {people}, {tickets}, {rows}, {counted(counts.absences, 'absence')}"
    if found.sound is not None:
        zone, (starts, ends) = found.sound.zone, found.sound.horizon
        yield f"{zone.iso(starts)} to {zone.iso(ends)} ({zone.name})"
    yield from (f"not read: {sheet}" for sheet in found.unread)
    yield from (f"note: {note}" for note in found.notes)
    if key_file is not None:
        new = counted(counts.new_ciphers, "new cipher")
        yield f"key: {new} in {near(key_file.path)}: it says who is who, so keep it to yourself, away from the folder"
    yield f"next: standto cover {quote(str(folder))}"
