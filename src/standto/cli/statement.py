"""``standto statement``: what was short in a past period, for how long, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.cli.asked_moments import present
from standto.cli.options import add_assumptions, add_basis, add_folder, add_json, add_until, asked
from standto.cli.output import json_line, write_text
from standto.cli.parser_parts import group_of
from standto.cli.progress import Progress
from standto.cli.report_files import add_readers, ending_of, html_of
from standto.errors import OptionError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto.reporting import StatementReport

FORMATS = {"text": ".txt", "html": ".html", "markdown": ".md", "json": ".json", "csv": ".csv"}
"""The formats, and the ending of a file that means each."""

EXAMPLES = """
standto statement london-2023 --audience command
standto statement london-2023 --from "22 Sept" --until "29 Sept" --audience command --trace --format json
standto statement london-2023 --audience public -o statement.html
"""


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    add_folder(parser)
    add_readers(parser, "statement")
    moments = group_of(parser, "moments")
    moments.add_argument(
        "--from",
        metavar="F",
        help="the start of the period: 2023-09-01T00:00, '1 Sept' (default: the scenario's start)",
    )
    add_until(parser)
    moments.add_argument(
        "--known-at", metavar="K", help="use only events recorded by this time (default: everything known now)"
    )
    moments.add_argument(
        "--now", metavar="N", help="the present: what ends after it is marked as not over yet (default: the clock's)"
    )
    add_basis(parser, "which help counted", default="present")
    add_assumptions(parser)
    answer = group_of(parser, "answer")
    answer.add_argument("--trace", action="store_true", help="list every entry behind each cause")
    answer.add_argument("--format", choices=tuple(FORMATS), help="the format (default: text, or that of FILE's ending)")
    answer.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help=f"write this file; its ending chooses the format: {', '.join(FORMATS.values())}",
    )
    add_json(parser)


def run(args: Namespace) -> int:
    """Print the statement, or write it as a whole file or not at all."""
    chosen = format_of(args)
    if args.trace and (args.audience == "public" or chosen == "csv"):
        raise OptionError("--trace: is for command, and not for CSV: leave it out")
    from standto.attribution import statement
    from standto.reporting import statement_report
    from standto.scenario import read_scenario

    with Progress("cover statement") as progress:
        scenario = read_scenario(args.folder)
        ask = asked(args, scenario)
        found = statement(
            scenario,
            since=ask.start,
            until=ask.until,
            known_at=ask.known_at,
            basis=ask.basis,
            assume=ask.assume,
            ready=ask.ready,
            now=_now(ask.now, ask.until, scenario),
            progress=progress,
        )
        report = statement_report(found, audience=args.audience, marking=args.marking, trace=args.trace)
        progress.say("cover statement: laying it out")
        text = laid_out(report, chosen)
    if args.output is None:
        print(text, end="")
    else:
        write_text(args.output, text)
        print(f"{args.output}: cover statement {report.heading.number}, {report.heading.marking}")
    return 0


def _now(given: Instant | None, until: Instant | None, scenario: Scenario) -> Instant | None:
    """Return the present: as given, or the clock's if the period ends after it. The past never depends on the clock."""
    if given is not None:
        return given
    now = present()
    return now if (scenario.horizon.until if until is None else until) > now else None


def format_of(args: Namespace) -> str:
    """Return the format that is asked for.

    Raises
    ------
    OptionError
        The ending of the file means no format and none is asked for, or two are.
    """
    if args.json and args.format not in (None, "json"):
        raise OptionError(f"--json: does not go with --format {args.format}: choose one")
    if args.json or args.format:
        return "json" if args.json else str(args.format)
    if args.output is None:
        return "text"
    endings = {ending: name for name, ending in FORMATS.items()}
    return endings[ending_of(args.output, "statement", endings, ", or give --format")]


def laid_out(report: StatementReport, chosen: str) -> str:
    """Return a statement in one of the `FORMATS`."""
    if chosen == "json":
        return json_line(report.as_json())
    if chosen == "csv":
        return report.as_csv()
    if chosen == "markdown":
        return report.as_markdown()
    if chosen == "text":
        return report.as_text()
    return html_of(report)
