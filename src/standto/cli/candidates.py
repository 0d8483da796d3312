"""``standto candidates``: the people off duty who could lawfully fill a duty."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from standto.cli.options import add_at, add_folder, add_json, asked
from standto.cli.output import print_answer
from standto.cli.progress import Progress
from standto.cli.what_if_options import add_what_if, answers_of

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


EXAMPLES = """
standto candidates london-2023 --duty ct-response --at "Sat 12:00"
standto candidates lifeboat --duty alb --at +6h --all
"""


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    add_folder(parser)
    parser.add_argument(
        "--duty", metavar="D", required=True, help="the duty, a seat that a crew needs (crew/seat), or a crew"
    )
    add_at(parser, required=True)
    add_what_if(parser)
    add_json(parser)


def run(args: Namespace) -> int:
    """Print the candidates by cipher, and why others could not come as counts."""
    from standto.ladder import candidates
    from standto.scenario import read_scenario

    with Progress("candidates"):
        scenario = read_scenario(args.folder)
        ask = asked(args, scenario)
        answer, _ = answers_of(args, ask.situation(scenario), partial(candidates, duty=args.duty))
    print_answer(answer, as_json=args.json)
    return 0
