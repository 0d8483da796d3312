"""``standto import --suggest``: a mapping as guessed from workbooks, with every doubt as a comment."""

from __future__ import annotations

import shlex
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from standto.cli.asked_moments import present
from standto.cli.output import print_json, write_text
from standto.cli.progress import Progress
from standto.errors import OptionError

if TYPE_CHECKING:
    from argparse import Namespace

    from standto.importing.guessing.suggesting import Suggestion

FORMAT = 1


def suggest(args: Namespace) -> int:
    """Guess a mapping, and print it or write it to a file."""
    from standto.importing.guessing.suggesting import suggestion
    from standto.importing.importing_workbooks import read_sheets

    first_day = _first_day(getattr(args, "from"))
    with Progress("import") as progress:
        sheets = read_sheets(args.workbooks, tell=progress.say)
        progress.say("guessing what they hold")
        found = suggestion(sheets, first_day=first_day)
    if args.output:
        _write(args.output, found.text)
    if args.json:
        print_json(as_json(found, args.output))
    elif not args.output:
        print(found.text, end="")
    _tell(args, found)
    return 0


def as_json(found: Suggestion, file: str | None) -> dict[str, object]:
    """Return a suggestion for programs: the mapping's text, and each doubt with the key that it is about."""
    doubts = [
        {"key": ".".join(map(str, place)), "what": line}
        for place, text in found.comments.items()
        for line in text.splitlines()
        if line.startswith("DOUBT")
    ]
    return {"format": FORMAT, "file": file, "mapping": found.text, "doubts": doubts}


def _first_day(text: str | None) -> date:
    """Return the day that is given; by default the Monday of this week."""
    if text is None:
        today = date.fromordinal(date(1970, 1, 1).toordinal() + present() // 86_400_000_000)
        return today - timedelta(days=today.weekday())
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        raise OptionError(f"--from: {text!r} is not a day: write it as 2026-11-30") from None


def _write(path: str, text: str) -> None:
    """Write the mapping, but never over one that somebody may have changed."""
    target = Path(path)
    try:
        there = target.read_text(encoding="utf-8") if target.is_file() else None
    except (OSError, UnicodeDecodeError):
        there = ""
    if there == text:
        return
    if there is not None or target.exists():
        raise OptionError(
            f"{path}: is there already, and may hold your decisions: name another file, or remove it first"
        )
    write_text(path, text)


def _tell(args: Namespace, found: Suggestion) -> None:
    """Tell the number of doubts, and what to do next."""
    from standto.wording import counted

    where = args.output or "the mapping above"
    doubts = f"{counted(found.doubts, 'line')} with DOUBT" if found.doubts else "no doubts"
    print(f"{where}: {doubts}", file=sys.stderr)
    if args.output:
        given = shlex.join([*args.workbooks, "--mapping", args.output])
        print(f"next: standto import {given} -o FOLDER", file=sys.stderr)
