"""Reading workbooks in a process of its own, which the desk starts for each upload and which writes nothing.

It gets the files on its standard input and gives the answer on its standard output, both as JSON. The system bounds it:
a file that takes too much memory or time ends this process, and never the desk. It has no secret of the desk.
"""

from __future__ import annotations

import json
import resource
import sys
from base64 import b64decode
from dataclasses import astuple, replace
from datetime import date
from secrets import randbelow
from typing import Any

from standto.errors import Fault, InputError
from standto.importing.ciphers import CipherBook
from standto.importing.guessing.suggesting import DOUBT, suggestion
from standto.importing.importing_sheets import imported
from standto.importing.importing_workbooks import days_asked_for
from standto.importing.key_file import key_text, known_in
from standto.importing.mapping.reader import mapping_of
from standto.importing.mapping.records import Mapping
from standto.importing.mapping.writer import mapping_text
from standto.importing.sent_folders import sent_cells
from standto.sheets import Sheet
from standto.sheets.workbook_reader import sheets_in

MEMORY = 2_000_000_000
"""The most bytes of memory."""
SECONDS = 60
"""The most seconds of work."""
MAPPING, KEY = "mapping", "key"
"""The places of faults of the mapping and of the key file, whose names are no use to anybody."""
NO_KEY = (
    "is missing: without it everybody in the workbooks would get a second cipher. Choose the file from your last "
    "import, or say that nobody in these workbooks has a cipher yet"
)
TOO_MUCH = "need more memory than they may: send fewer sheets, or save those that you need as CSV"

Question = dict[str, Any]
Answer = dict[str, Any]


def answer(asked: Question) -> Answer:
    """Return the suggestion, the import or the folder that is asked for, or the faults for which there is none."""
    try:
        if asked.get("folder"):
            return _folder(asked)
        return _suggested(asked) if asked["mapping"] is None else _imported(asked)
    except InputError as error:
        return {"faults": list(map(astuple, error.faults))}
    except (MemoryError, RecursionError):
        return {"faults": [["workbooks", TOO_MUCH, None, None]]}


def _suggested(asked: Question) -> Answer:
    found = suggestion(_sheets(asked, None), first_day=date.fromisoformat(asked["first_day"]))
    # The desk knows its force and its time zone.
    known: dict[str, str] = asked["scenario"]
    comments = {
        place: text for place, text in found.comments.items() if place[:1] != ("scenario",) or place[-1] not in known
    }
    mapping = replace(found.mapping, scenario={**found.mapping.scenario, **known})
    doubts = [
        [".".join(_named(part) for part in place), line.removeprefix(f"{DOUBT}: ")]
        for place, text in comments.items()
        for line in text.splitlines()
        if line.startswith(DOUBT)
    ]
    return {"mapping": mapping_text(mapping, comments), "doubts": doubts}


def _named(part: str | int) -> str:
    """Return a part of a key as people count: from 1, and with something to see."""
    return str(part + 1) if isinstance(part, int) else part or "''"


def _imported(asked: Question) -> Answer:
    mapping = mapping_of(asked["mapping"].encode(), MAPPING)
    if asked["key"] is None and asked["needs_key"] and not mapping.ciphers_in_sheets:
        raise InputError([Fault(KEY, NO_KEY)])
    sheets = _sheets(asked, mapping)
    known = {} if asked["key"] is None else known_in(KEY, b64decode(asked["key"]))
    book = CipherBook(known, randbelow, mapping.prefix)
    book.avoid(asked["taken"])
    found = imported(sheets, mapping, book)
    covered = found.covered or (found.sound and found.sound.horizon)
    return {
        "rejects": [[each.file, each.address, each.column, each.what, each.allowed] for each in found.rejects],
        "warnings": [str(each) for each in found.warnings],
        "notes": list(found.notes),
        "unread": list(found.unread),
        "counts": {name: getattr(found.counts, name) for name in found.counts.__slots__},
        "settings": found.settings,
        "tables": {} if found.rejects else {file: list(map(list, rows)) for file, rows in found.tables.items()},
        "key": key_text(known | book.new) if book.new and not found.rejects else "",
        "lists_all_tickets": mapping.lists_all_tickets,
        "covered": covered and list(covered),
    }


def _folder(asked: Question) -> Answer:
    """Return the cells of a folder, whose tables nothing refers to yet."""
    found = sent_cells([(file["name"], b64decode(file["data"])) for file in asked["files"]])
    lost = {file: sorted(cells) for file, cells in found.lost.items()}
    return {"settings": found.settings, "rows": found.rows, "wrong": list(map(astuple, found.faults)), "lost": lost}


def _sheets(asked: Question, mapping: Mapping | None) -> list[Sheet]:
    """Return the sheets of all workbooks; raise `InputError` with the faults of those that cannot be read."""
    between = None if mapping is None else days_asked_for(mapping)
    sheets: list[Sheet] = []
    faults: list[Fault] = []
    for file in asked["files"]:
        try:
            sheets += sheets_in(file["name"], b64decode(file["data"]), between=between)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return sheets


def main() -> None:
    """Answer the question on the standard input, within the bounds."""
    for bound, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(bound, (most, most))
    sys.stdout.write(json.dumps(answer(json.load(sys.stdin))))


if __name__ == "__main__":
    main()
