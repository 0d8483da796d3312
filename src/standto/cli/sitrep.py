"""``standto sitrep``: a situation report for command or for the public, as one file."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from standto.cli.option_pairs import never_with
from standto.cli.options import add_at, add_folder, add_ready, add_whole, asked
from standto.cli.output import write_bytes, write_text
from standto.cli.parser_parts import group_of
from standto.cli.progress import Progress
from standto.cli.report_files import add_readers, ending_of, html_of
from standto.cli.what_if_options import add_what_if
from standto.wording import MOST_RUNS

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from standto.model.scenario import Scenario
    from standto.register import Situation
    from standto.reporting import SituationReport

TEXTS = (".md", ".html", ".json")
"""The endings of formats that are text, which need no extra."""
PDF = ".pdf"
FORMATS = (".md", ".html", PDF, ".json")


EXAMPLES = """
standto sitrep london-2023 --at "Sat 12:00" --audience command -o report.md
standto sitrep london-2023 --at "Sat 12:00" --audience public -o public.html
"""


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    add_folder(parser)
    add_at(parser, required=True)
    add_readers(parser, "report")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        required=True,
        help=f"the file to write; its ending chooses the format: {', '.join(FORMATS)}",
    )
    group_of(parser, "moments").add_argument(
        "--previous",
        metavar="T0",
        help="the time of the previous report (default: the policy's review_hours before T, or the scenario's start)",
    )
    add_ready(parser)
    add_what_if(parser)
    runs = "the number of random orders for the margin"
    add_whole(parser, "--runs", "N", runs, least=1, most=MOST_RUNS, default=1000)
    add_whole(parser, "--seed", "S", "the seed of the random orders", default=0)
    why = "is for command, and not for the public: leave it out or write --audience command"
    never_with(parser, "--audience=public", "--previous", "--what-if", "--runs", "--seed", why=why)


def run(args: Namespace) -> int:
    """Write the report, as a whole file or not at all."""
    suffix = ending_of(args.output, "report", FORMATS)
    from standto.reporting import sitrep
    from standto.scenario import read_scenario

    with Progress("situation report") as progress:
        scenario = read_scenario(args.folder)
        ask = asked(args, scenario)
        progress.say("situation report: asking the engines")
        of: Scenario | Situation = scenario
        if args.what_if:
            of = _supposed(ask.situation(scenario), args)
        report = sitrep(
            of,
            at=ask.at,
            known_at=ask.known_at,
            audience=args.audience,
            previous=ask.previous,
            marking=args.marking,
            ready=ask.ready,
            runs=args.runs,
            seed=args.seed,
        )
        progress.say("situation report: laying it out")
        laid = report.as_pdf() if suffix == PDF else laid_out(report, suffix)
    if isinstance(laid, bytes):
        write_bytes(args.output, laid)
    else:
        write_text(args.output, laid)
    print(f"{args.output}: report {report.heading.number}, {report.heading.marking}")
    return 0


def _supposed(situation: Situation, args: Namespace) -> Situation:
    """Return the situation with what is supposed, and print what was understood."""
    from standto.comparing.supposed_screen import understood_lines
    from standto.supposing import what_if

    supposed = what_if(situation, *args.what_if, seed=args.what_if_seed)
    print("\n".join(understood_lines(supposed)), file=sys.stderr)
    return supposed.situation


def laid_out(report: SituationReport, suffix: str) -> str:
    """Return a report in the format of a suffix, which is one of `TEXTS`."""
    if suffix == ".json":
        return json.dumps(report.as_json(), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    if suffix == ".md":
        return report.as_markdown()
    return html_of(report)
