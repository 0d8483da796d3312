"""``standto import --onto``: what workbooks would add, change and end in a folder, and the folder after it."""

from __future__ import annotations

import re
import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from shlex import quote
from typing import TYPE_CHECKING, Any

from standto.cli.asked_moments import AskedMoments
from standto.cli.import_screens import near, refuse_needless_key, rejects_text, usual_key, warnings
from standto.cli.output import print_json, show, write_bytes, write_text
from standto.cli.progress import Progress
from standto.errors import OptionError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from pathlib import Path

    from standto.importing import Imported
    from standto.importing.key_file import KeyFile
    from standto.importing.mapping.records import Mapping
    from standto.importing.onto.laying_onto import LaidOnto
    from standto.model.scenario import Scenario

FORMAT = 1
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHOWN = 10
"""The rows that are printed of each table and kind; the JSON has all."""


def lay(args: Namespace) -> int:
    """Show what the sheets would do to a folder, and write it if that is asked for."""
    from standto.importing.importing_workbooks import read_sheets
    from standto.importing.mapping.reader import read_mapping
    from standto.scenario import read_scenario
    from standto.scenario.folder import locate
    from standto.scenario.whole_files import free_folder

    if args.output:
        free_folder(args.output)
    base = locate(args.onto)
    scenario = read_scenario(base)
    with Progress("import") as progress:
        mapping = read_mapping(args.mapping)
        refuse_needless_key(args.key, mapping, args.mapping)
        sheets = read_sheets(args.workbooks, mapping, progress.say)
        progress.say("reading the rows")
        return _laid(args, base, scenario, mapping, sheets)


def _laid(args: Namespace, base: Path, scenario: Scenario, mapping: Mapping, sheets: list[Any]) -> int:
    from secrets import randbelow

    from standto.importing.ciphers import CipherBook
    from standto.importing.importing_sheets import imported
    from standto.importing.key_file import opened_key

    taken = [person.id for person in scenario.people] + [pool.id for pool in scenario.pools]
    if mapping.ciphers_in_sheets:
        return _told(args, base, scenario, mapping, imported(sheets, mapping, CipherBook({}, randbelow)), None)
    with opened_key(_key(args, base, scenario), args.output or base) as key_file:
        book = CipherBook(key_file.known, randbelow, mapping.prefix)
        book.avoid(taken)
        found = imported(sheets, mapping, book)
        return _told(args, base, scenario, mapping, found, (key_file, book.new))


def _key(args: Namespace, base: Path, scenario: Scenario) -> str | Path:
    """Return the key file; refuse to give new ciphers to everybody because the usual one is not there."""
    if args.key:
        return str(args.key)
    usual = usual_key(args.onto, base)
    if scenario.people and not usual.exists():
        why = f"{usual} is not there: name the key file that {args.onto} was made with"
        how = "so that everybody keeps their cipher, or a new one if these are other people"
        raise OptionError(f"--key: is missing: {why}, {how}")
    return usual


def _told(
    args: Namespace,
    base: Path,
    scenario: Scenario,
    mapping: Mapping,
    found: Imported,
    key: tuple[KeyFile, dict[str, str]] | None,
) -> int:
    """Tell what the import does, and write it if that is asked for."""
    from standto.importing.onto.laying_onto import laid_onto
    from standto.importing.reject_files import rejects_data

    if found.sound is None:
        if args.rejects:
            write_bytes(args.rejects, rejects_data(found.rejects, args.rejects))
        print("\n".join(rejects_text(found, args.rejects)), file=sys.stderr)
        return 2
    asked = vars(args)
    if _DAY.fullmatch(asked["from"] or ""):
        asked["from"] += "T00:00"
    moments = AskedMoments(args, found.sound)
    if moments.faults:
        raise OptionError("\n".join(moments.faults))
    moments.tell()
    since, ending = moments["--from"], mapping.lists_all_tickets
    laid = laid_onto(scenario, found.sound, since=since, ending=ending, covered=found.covered)
    if args.entries:
        _write_entries(args.entries, scenario, laid, key)
    written = _write(args, base, laid, key)
    # Warnings about the sheets alone say nothing about the folder after them: `standto check` does.
    for line in warnings(replace(found, warnings=()), key[0] if key else None):
        print(line, file=sys.stderr)
    if args.json:
        print_json(as_json(args.onto, laid, written))
    else:
        show("\n".join(_screen(args.onto, laid, written)))
        if args.output and key is not None:
            print(f"key: {near(key[0].path)} goes with {args.output} too: name it with --key the next time")
    return 0


def _adding(key: tuple[KeyFile, dict[str, str]] | None) -> AbstractContextManager[None]:
    """Add new people to the key file while something is written that holds their ciphers."""
    return nullcontext() if key is None else key[0].adding(key[1])


def _write_entries(file: str, scenario: Scenario, laid: LaidOnto, key: tuple[KeyFile, dict[str, str]] | None) -> None:
    """Write the changes as lines for a ledger, and the key file, whose ciphers they hold."""
    from secrets import token_hex

    from standto.importing.onto.lines_to_append import ledger_lines, without_id
    from standto.wording import counted

    with _adding(key):
        lines = ledger_lines(scenario, laid, lambda: f"import-{token_hex(12)}")
        write_text(file, "".join(f"{line}\n" for line in lines))
    if nameless := without_id(laid):
        absences = counted(len(nameless), "absence")
        print(f"{file}: {absences} without an id, which no line can end: end them at the desk", file=sys.stderr)
    print(f"next: standto ledger append < {quote(file)}", file=sys.stderr)


def _write(args: Namespace, base: Path, laid: LaidOnto, key: tuple[KeyFile, dict[str, str]] | None) -> str | None:
    """Write the folder after the import, and the key file: both, or neither. Return the folder that was written."""
    from standto.importing.onto.folder_after import write_beside, write_in_place

    if not (args.output or (args.write and laid.changes)):
        return args.onto if args.write else None
    with _adding(key):
        if args.output:
            write_beside(laid, base, args.output)
        else:
            write_in_place(laid, base)
    return str(args.output or args.onto)


def as_json(folder: str, laid: LaidOnto, written: str | None) -> dict[str, Any]:
    """Return what an import does to a folder, for programs."""
    zone = laid.scenario.zone
    return {
        "format": FORMAT,
        "onto": folder,
        "from": zone.iso(laid.window.start),
        "until": zone.iso(laid.window.until),
        "counts": laid.counts,
        "rows": [{"table": one.table, "kind": one.kind, "row": one.words(zone)} for one in laid.changes],
        "missing": list(laid.missing),
        "written": written,
    }


def _screen(folder: str, laid: LaidOnto, written: str | None) -> Iterator[str]:
    """Yield what an import does to a folder, table by table."""
    from standto.wording import counted, span
    from standto.wording.sentences import SEE_ALL, room

    zone = laid.scenario.zone
    yield f"Onto {folder}, {span(zone, *laid.window)}"
    for table, kinds in laid.counts.items():
        yield f"{table}: {', '.join(f'{number:,} {kind}' for kind, number in kinds.items())}"
        for kind, number in kinds.items():
            rows = [one for one in laid.changes if (one.table, one.kind) == (table, kind)]
            yield from (f"  {kind}: {one.words(zone)}" for one in rows[: room(_SHOWN)])
            if number > room(_SHOWN):
                yield f"  and {number - room(_SHOWN):,} more {kind}: {SEE_ALL}"
    if not laid.changes:
        yield "nothing changes: the folder has all of it already"
    if laid.missing:
        shown = ", ".join(laid.missing[:_SHOWN]) + (", …" if len(laid.missing) > _SHOWN else "")
        yield f"kept: {counted(len(laid.missing), 'person', 'people')} not in the sheets: {shown}"
    if written:
        yield f"written: {written}; next: standto check {quote(written)}"
    elif laid.changes:
        yield f"nothing is written yet: add --write to change {folder}, or -o FOLDER for a new one"
