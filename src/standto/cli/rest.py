"""``standto rest``: the stints that break a rule on working time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from standto.cli.options import add_at, add_folder, add_json, add_until, asked
from standto.cli.output import print_answer
from standto.cli.progress import Progress
from standto.cli.what_if_options import add_what_if, answers_of

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


EXAMPLES = """
standto rest on-call
standto rest on-call --at "10 Sept 08:00" --until +2d
"""


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    add_folder(parser)
    add_at(parser)
    add_until(parser)
    add_what_if(parser)
    add_json(parser)


def run(args: Namespace) -> int:
    """Print the stints and the rules that they break; return 1 if one is in breach."""
    from standto.resting import rest
    from standto.scenario import read_scenario

    with Progress("rest"):
        scenario = read_scenario(args.folder)
        ask = asked(args, scenario)
        wanted = partial(rest, until=ask.until)
        answer, after = answers_of(args, ask.situation(scenario), wanted, until=ask.until)
    print_answer(answer, as_json=args.json)
    return 1 if after.in_breach else 0
