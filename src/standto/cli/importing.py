"""``standto import``: a scenario folder from workbooks as they come, by a mapping."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standto.cli.options import add_json
from standto.cli.output import print_json, write_bytes
from standto.cli.progress import Progress
from standto.errors import OptionError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence

    from standto.importing import Imported, Reject
    from standto.importing.key_file import KeyFile
    from standto.importing.mapping import Mapping
    from standto.sheets import Sheet

EXAMPLES = """
standto import rota.csv -o october --mapping rota.toml
standto import rota.csv -o october --mapping rota.toml --key ciphers.csv --rejects rejects.xlsx
"""

FORMAT = 1
_SHOWN = 20
"""The kinds of rejects that are printed; all rejects are in their file, and in the JSON."""


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    parser.add_argument("workbooks", metavar="WORKBOOK", nargs="+", help="a CSV, XLSX, ODS or iCalendar file")
    parser.add_argument(
        "-o", "--output", metavar="FOLDER", required=True, help="the folder to make: empty, or not there yet"
    )
    parser.add_argument(
        "--mapping", metavar="FILE", required=True, help="the TOML file that says how the sheets are read"
    )
    parser.add_argument(
        "--key",
        metavar="FILE",
        help="the file with the ciphers of people, kept outside FOLDER (default: FOLDER-key.csv)",
    )
    parser.add_argument(
        "--rejects", metavar="FILE", help="write everything that does not fit to this file, .csv or .xlsx"
    )
    add_json(parser)


def run(args: Namespace) -> int:
    """Make the folder, or list everything that does not fit and return 2."""
    from standto.importing.importing_workbooks import read_sheets
    from standto.importing.mapping import read_mapping
    from standto.importing.reject_files import rejects_data
    from standto.scenario.folder import samples
    from standto.scenario.folder_writer import free_folder

    folder = free_folder(args.output)
    if args.output in samples():
        raise OptionError(
            f"{args.output}: is the name of a sample, which a folder of that name would hide: write another"
        )
    if args.rejects:
        rejects_data((), args.rejects)
    with Progress("import") as progress:
        mapping = read_mapping(args.mapping)
        sheets = read_sheets(args.workbooks, mapping, progress.say)
        key = args.key or _usual_key(args.output, folder)
        progress.say("reading the rows")
        found, key_file = _made(args.output, mapping, sheets, None if mapping.ciphers_in_sheets else key, progress)
    if args.rejects and found.rejects:
        write_bytes(args.rejects, rejects_data(found.rejects, args.rejects))
    if args.json:
        print_json(as_json(args.output, found, key_file))
    if found.rejects:
        print("\n".join(_rejects_text(found, args.rejects)), file=sys.stderr)
        return 2
    for line in _warnings(found, key_file):
        print(line, file=sys.stderr)
    if not args.json:
        print("\n".join(_summary(args.output, found, key_file)))
    return 0


def _usual_key(named: str, folder: Path) -> Path:
    """Return the key file beside a folder, for an import that names none."""
    return (
        folder.with_name(f"{folder.name}-key.csv") if Path(named).name in ("", "..") else Path(f"{Path(named)}-key.csv")
    )


def _near(path: Path) -> Path:
    """Return a path as it is named from the working folder, if it is inside that."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


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
            try:
                key_file.add(book.new)
                write_scenario(found.sound, folder)
            except BaseException:
                key_file.restore()
                raise
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


def _rejects_text(found: Imported, file: str | None) -> Iterator[str]:
    """Yield the first rejects, their number, and where the others are."""
    from standto.wording import counted

    rejects = found.rejects
    alike: dict[tuple[str, ...], list[Reject]] = {}
    for reject in rejects:
        alike.setdefault((reject.file, reject.column, reject.what, reject.allowed), []).append(reject)
    kinds = list(alike.values())
    for same in kinds[:_SHOWN]:
        more = len(same) - 1
        yield str(same[0]) + (f" (and {counted(more, 'more cell')})" if more else "")
    if len(kinds) > _SHOWN:
        yield f"and {sum(map(len, kinds[_SHOWN:])):,} more of other kinds"
    where = f"all are in {file}" if file else "--rejects FILE.xlsx writes them to a file"
    does = "does" if len(rejects) == 1 else "do"
    yield f"{counted(len(rejects), 'cell or row', 'cells or rows')} {does} not fit, and nothing was written; {where}"


def _warnings(found: Imported, key_file: KeyFile | None) -> Iterator[str]:
    """Yield the warnings."""
    from standto.importing.key_file import work_tree_of

    yield from (f"warning: {warning}" for warning in found.warnings)
    tree = work_tree_of(key_file.path) if key_file else None
    if tree is not None and key_file is not None:
        yield f"warning: {key_file.path} is in the git work tree {tree}: never commit the key to the ciphers"


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
        yield f"key: {new} in {_near(key_file.path)}: it says who is who, so keep it to yourself, away from the folder"
    yield f"next: standto cover {folder}"
