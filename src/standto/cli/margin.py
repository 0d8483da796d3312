"""``standto margin``: how many more of the home force may step back before cover fails."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from standto.cli.options import add_folder, add_json, add_scope, add_whole, asked
from standto.cli.output import print_answer
from standto.cli.progress import Progress
from standto.cli.what_if_options import add_what_if
from standto.wording import MOST_RUNS

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from standto.model.result import Result


EXAMPLES = """
standto margin london-2023 --at "Sat 12:00" --runs 100
standto margin on-call --basis present --runs 100
"""


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    add_folder(parser)
    add_scope(parser)
    add_what_if(parser)
    add_whole(parser, "--runs", "N", "the number of random orders", least=1, most=MOST_RUNS, default=1000)
    add_whole(parser, "--seed", "S", "the seed of the random orders", default=0)
    add_json(parser)


def run(args: Namespace) -> int:
    """Print the answer."""
    from standto.coverage import margin
    from standto.scenario import read_scenario

    with Progress("margin") as progress:
        scenario = read_scenario(args.folder)
        ask = asked(args, scenario)
        situation = ask.situation(scenario)
        if args.what_if:
            from standto.comparing import margin_if

            ask_margin: partial[Any] = partial(margin_if, situation, *args.what_if, what_if_seed=args.what_if_seed)
        else:
            ask_margin = partial(margin, situation)
        answer: Result = ask_margin(until=ask.until, basis=ask.basis, runs=args.runs, seed=args.seed, progress=progress)
    print_answer(answer, as_json=args.json)
    return 0
