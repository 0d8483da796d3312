"""``standto export``: a scenario and its cover as a workbook, or as calendars of duties and people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from standto.cli.option_pairs import only_with
from standto.cli.options import add_folder, add_scope, asked
from standto.cli.output import write_bytes, write_folder
from standto.cli.progress import Progress
from standto.errors import OptionError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Iterator

    from standto.coverage import Cover
    from standto.register import OnDutyTimes

SUFFIX = ".xlsx"
EXAMPLES = """
standto export london-2023 --xlsx cover.xlsx
standto export london-2023 --xlsx sunday.xlsx --from Sun --until Mon --basis offered
standto export lifeboat --calendar calendars
"""


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    add_folder(parser)
    parser.add_argument("--xlsx", metavar="FILE", help="write a workbook: cover, gaps, people by day, every table")
    parser.add_argument(
        "--calendar", metavar="DIR", help="write a calendar for each duty, crew and person into this new folder"
    )
    add_scope(parser)
    parser.add_argument("--force", action="store_true", help="write over a workbook that is already there")
    only_with(parser, "--force", "--xlsx")


def run(args: Namespace) -> int:
    """Write what is asked for; each is whole, or not there."""
    _check(args)
    from standto.coverage import cover
    from standto.register import times_on_duty
    from standto.scenario import read_scenario

    with Progress("export") as progress:
        scenario = read_scenario(args.folder)
        ask = asked(args, scenario)
        situation = ask.situation(scenario)
        answer = cover(situation, until=ask.until, basis=ask.basis)
        on_duty = times_on_duty(situation, situation.period_until(ask.until))
        progress.say("export: writing")
        lines = list(_written(args, answer, on_duty, progress))
    print("\n".join(lines))
    return 0


def _check(args: Namespace) -> None:
    """Refuse what cannot be written, all at once, before any work."""
    from standto.scenario.whole_files import free_folder

    faults = []
    if not (args.xlsx or args.calendar):
        faults.append("nothing to write: name a workbook (--xlsx FILE) or a folder of calendars (--calendar DIR)")
    if args.xlsx:
        path = Path(args.xlsx)
        if path.suffix.lower() != SUFFIX:
            faults.append(f"--xlsx: {args.xlsx!r} is not a workbook's name: end it with {SUFFIX}")
        elif path.exists() and not args.force:
            faults.append(f"--xlsx: {args.xlsx}: is already there: name another file, or write over it with --force")
    if args.calendar:
        try:
            free_folder(args.calendar)
        except OptionError as error:
            faults.append(f"--calendar: {error}")
    if faults:
        raise OptionError("\n".join(faults))


def _written(args: Namespace, answer: Cover, on_duty: OnDutyTimes, progress: Progress) -> Iterator[str]:
    """Write each file, and yield a line about it."""
    from standto.reporting.exported_calendars import calendars_of
    from standto.reporting.exported_tables import rows_in, tables_of
    from standto.sheets import TooManyRows, workbook_bytes
    from standto.wording import counted

    if args.xlsx:
        tables = list(tables_of(answer, on_duty))
        try:
            content = workbook_bytes(tables, title=answer.scenario.title)
        except TooManyRows as error:
            raise OptionError(f"--xlsx: {error}: ask for a shorter time with --at and --until") from None
        write_bytes(args.xlsx, content)
        yield f"{args.xlsx}: {counted(len(tables), 'sheet')}, {counted(rows_in(tables), 'row')}"
    if args.calendar:
        number = write_folder(args.calendar, _told(calendars_of(answer, on_duty), progress))
        yield f"{args.calendar}: {counted(number, 'calendar')}"


def _told(calendars: Iterable[tuple[str, str]], progress: Progress) -> Iterator[tuple[str, str]]:
    """Yield the calendars, and tell their number as they go."""
    for number, calendar in enumerate(calendars, 1):
        progress.say(f"export: calendar {number:,}")
        yield calendar
