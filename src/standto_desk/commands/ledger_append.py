"""``standto ledger append``: lines in, acknowledgements out, each once its entry is durable."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from standto.errors import OptionError
from standto_desk.commands.authors import add_author, author_from
from standto_desk.commands.opening import add_database, opened

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from standto.errors import Fault
    from standto_desk.ledger.json_lines import JsonLine
    from standto_desk.ledger.models import Entry

PLACE = "standard input"
MOST_LINES = 500
"""The most lines of one transaction."""
LONGEST = 1_000_000
"""The most bytes in a line."""
_CHUNK = 1 << 16


def add(parser: ArgumentParser) -> None:
    """Lay down the options."""
    add_database(parser)
    add_author(parser)


def run(args: Namespace) -> int:
    """Enter every sound line; the status is 2 if one was refused."""
    with opened(args.database):
        from standto_desk.clock import now
        from standto_desk.ledger.json_lines import enter_lines

        author, refused = author_from(args), False
        for lines in batches(sys.stdin.fileno()):
            try:
                answers = enter_lines(lines, author=author, now=now(), place=PLACE)
            except Exception as error:
                raise _stopped(lines, error) from error
            refused = _answer(answers) or refused
    return 2 if refused else 0


def batches(file: int) -> Iterator[list[JsonLine]]:
    """Yield the lines of a file as they come: those already there together, without waiting for more.

    Parameters
    ----------
    file
        Its descriptor.
    """
    from standto_desk.ledger.json_lines import JsonLine

    rest, number = b"", 0
    while True:
        chunk = os.read(file, _CHUNK)
        *whole, rest = (rest + chunk).split(b"\n")
        if not chunk and rest:
            whole, rest = [rest], b""
        lines = []
        for data in whole:
            number += 1
            if data.strip():
                lines.append(JsonLine(number, data))
        for start in range(0, len(lines), MOST_LINES):
            yield lines[start : start + MOST_LINES]
        if len(rest) > LONGEST:
            raise OptionError(
                f"{PLACE}:{number + 1}: is longer than {LONGEST:,} bytes: nothing from this line on was entered"
            )
        if not chunk:
            return


def _answer(answers: list[tuple[JsonLine, tuple[Entry, ...] | list[Fault]]]) -> bool:
    """Acknowledge the entries, print the faults of the other lines, and return whether there were any."""
    faults: list[Fault] = []
    for _, answer in answers:
        if isinstance(answer, list):
            faults += answer
        else:
            sys.stdout.writelines(f"{entry.sequence} {entry.hash} {entry.key}\n" for entry in answer)
    sys.stdout.flush()
    for fault in faults:
        print(fault, file=sys.stderr)
    return bool(faults)


def _stopped(lines: list[JsonLine], error: Exception) -> Exception:
    """Return an error that names the line from which on nothing was entered."""
    from django.db import DatabaseError

    if not isinstance(error, DatabaseError):
        return error
    why = str(error).strip().splitlines()[0]
    where = f"{PLACE}:{lines[0].number}"
    return OptionError(
        f"{where}: the database refused: {why}\n"
        f"{where}: nothing from this line on was acknowledged: put that right, and send it again with the same keys"
    )
