"""``standto outlook merge``: the outlook whose parts were written by many jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.cli import outlook
from standto.cli.decision_options import OPTIONS, SIZES, add_decisions
from standto.cli.option_pairs import only_with
from standto.cli.options import add_json
from standto.cli.outlook_answer import add_answer
from standto.cli.parsing import CommandParser
from standto.cli.spread_options import EXECUTOR_OPTIONS, add_executor, executor_in

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EXAMPLES = """
standto outlook-merge 1.part 2.part
standto outlook-merge 1.part 2.part --json
"""


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="the files of all parts, in any order")
    here = "if it is elsewhere than for the jobs"
    parser.add_argument("--folder", metavar="FOLDER", help=f"the scenario's folder, {here}")
    parser.add_argument("--assumptions", metavar="A", help=f"the file of what is assumed, {here}")
    add_decisions(parser)
    add_executor(parser)
    add_answer(parser)
    add_json(parser)
    # The futures are judged already.
    about = (*OPTIONS, "-o")
    for option in EXECUTOR_OPTIONS:
        only_with(parser, option, *about)


def run(args: Namespace) -> int:
    """Print the answer, or write its report; return 1 if something is short in more than half of the futures."""
    from standto.spreading.merging_parts import PartFiles

    parts = PartFiles(args.files)
    whole = CommandParser(prog="standto outlook")
    outlook.add(whole)
    asked = whole.parse_args(list(parts.asked))
    for name in ("folder", "assumptions"):
        if getattr(args, name) is not None:
            setattr(asked, name, getattr(args, name))
    sizes = [option.lstrip("-") for option in SIZES]
    for name in ("given", "output", "marking", "hubverse", "json", "all", *OPTIONS.values(), *sizes):
        setattr(asked, name, getattr(args, name))
    return outlook.answered(asked, parts, executor_in(args))
