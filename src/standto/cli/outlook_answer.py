"""The answer of ``standto outlook``: printed, or written as a report, and as the table of forecasters' tools."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from standto.cli.option_pairs import never_with, only_with
from standto.cli.output import check_places, print_json, show, write_bytes, write_text
from standto.cli.parser_parts import group_of
from standto.cli.report_files import ending_of, html_of
from standto.errors import OptionError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    from standto.model.result import Result
    from standto.outlooks.looking_ahead import Outlook
    from standto.reporting import OutlookReport

PDF = ".pdf"
FORMATS = (".md", ".html", PDF, ".json")


def add_answer(parser: ArgumentParser) -> None:
    """Define the options about the form of the answer."""
    answer = group_of(parser, "answer")
    answer.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help=f"write the report for command; its ending chooses the format: {', '.join(FORMATS)}",
    )
    answer.add_argument("--marking", metavar="TEXT", help="a handling marking of the report in place of its own")
    answer.add_argument("--hubverse", metavar="FILE", help="write the long table that forecasters' tools read, as CSV")
    only_with(parser, "--marking", "-o", why="is for a report: give its file with -o too")
    why = "does not go with -o: choose one; a report whose file ends in .json is JSON"
    never_with(parser, "-o", "--json", why=why)
    never_with(parser, "-o", "--all", why="does not go with -o: a report is never cut")


def checked_ending(args: Namespace) -> str | None:
    """Return the ending of the report's file, if there is one; refuse what cannot be written, before long work.

    Raises
    ------
    OptionError
        The ending means no format, a file cannot be written, or no report could have the marking.
    """
    ending = None if args.output is None else ending_of(args.output, "report", FORMATS)
    check_places({"-o": args.output, "--hubverse": args.hubverse})
    _check_marking(args)
    return ending


def _check_marking(args: Namespace) -> None:
    """Refuse a marking that no report could have."""
    if args.marking is None:
        return
    from standto.reporting.heading import given_marking

    try:
        given_marking(args.marking)
    except OptionError as error:
        raise OptionError(f"--{str(error).removeprefix('error: ')}") from None


def report_of(
    answer: Outlook, args: Namespace, decisions: dict[str, Result], say: Callable[[str], None]
) -> OutlookReport:
    """Return the report with what was asked about the outlook."""
    from standto.reporting import outlook_report
    from standto.reporting.decision_bars import ahead_bars, screening_bars, waiting_bars

    say("outlook: laying out the report")
    found: dict[str, Any] = decisions
    bars = [waiting_bars(found["waiting"])] if "waiting" in found else []
    bars += ahead_bars(found["ahead"]) if "ahead" in found else ()
    bars += [screening_bars(found["matters"])] if "matters" in found else ()
    return outlook_report(
        answer, marking=args.marking, breaking=found.get("breaking"), value=found.get("value"), weighed=bars
    )


def laid_out(report: OutlookReport, suffix: str, decisions: dict[str, Result]) -> str | bytes:
    """Return a report in the format of a suffix, which is one of `FORMATS`."""
    if suffix == PDF:
        return report.as_pdf()
    if suffix == ".json":
        found = {**report.as_json(), **{key: one.as_json() for key, one in decisions.items()}}
        return json.dumps(found, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    return report.as_markdown() if suffix == ".md" else html_of(report)


def write_answer(
    args: Namespace,
    answer: Outlook,
    decisions: dict[str, Result],
    report: OutlookReport | None,
    laid: str | bytes | None,
) -> None:
    """Write the table for forecasters' tools, and write the report or print the answer.

    A disk that is full by now must not cost the answer: the fault of the table is told after it.
    """
    fault = _fault_of_table(args, answer)
    if report is None or laid is None:
        _print(args, answer, decisions)
    else:
        _write(args.output, laid)
        print(f"{args.output}: report {report.heading.number}, {report.heading.marking}")
    if fault is not None:
        raise fault


def _fault_of_table(args: Namespace, answer: Outlook) -> OptionError | None:
    """Write the table for forecasters' tools if it is asked for, and return what is wrong if it cannot be written."""
    if args.hubverse is None:
        return None
    from standto.outlooks.hubverse_table import hubverse_rows
    from standto.sheets.formulas import csv_of

    try:
        write_text(args.hubverse, csv_of(list(hubverse_rows(answer))))
    except OptionError as error:
        return error
    return None


def _write(path: str, laid: str | bytes) -> None:
    """Write a report that is laid out."""
    if isinstance(laid, bytes):
        write_bytes(path, laid)
    else:
        write_text(path, laid)


def _print(args: Namespace, answer: Outlook, decisions: dict[str, Result]) -> None:
    """Print the outlook, and what was asked about it below; in JSON each has a key of its own."""
    if args.json:
        print_json({**answer.as_json(), **{key: one.as_json() for key, one in decisions.items()}})
        return
    show("\n\n".join(one.summary() for one in (answer, *decisions.values())))
