"""``standto review``: the next steps of the ladder of help, each with its proof."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from standto.cli.options import add_assumptions, add_at, add_folder, add_json, asked
from standto.cli.output import print_answer
from standto.cli.progress import Progress
from standto.cli.what_if_options import add_what_if

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from standto.comparing import SupposedReview
    from standto.ladder import Review


EXAMPLES = """
standto review london-2023 --at "Sat 12:00"
standto review london-2023 --at "Sat 12:00" --what-if "nobody from kent"
standto review london-2023 --at "23 Sept 12:00" --known-at "Fri 18:00" --all
"""


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    add_folder(parser)
    add_at(parser, required=True)
    add_assumptions(parser)
    add_what_if(parser)
    add_json(parser)


def run(args: Namespace) -> int:
    """Print the recommendations, with deadlines and proofs."""
    from standto.ladder import review
    from standto.register import situation_of
    from standto.scenario import read_scenario
    from standto.scenario.warnings import warnings_beside_advice

    with Progress("review"):
        scenario = read_scenario(args.folder)
        ask = asked(args, scenario)
        situation = situation_of(scenario, at=ask.at, known_at=ask.known_at, assume=ask.assume, ready=ask.ready)
        if args.what_if:
            from standto.comparing import review_if

            answer: Review | SupposedReview = review_if(situation, *args.what_if, seed=args.what_if_seed)
        else:
            answer = review(situation)
    for warning in warnings_beside_advice(scenario) if args.json else ():
        print(f"warning: {warning}", file=sys.stderr)
    print_answer(answer, as_json=args.json)
    return 0
