"""``standto outlook``: how likely each duty is covered, hour by hour, if assumptions hold."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from contextlib import ExitStack
from typing import TYPE_CHECKING

from standto.cli.asked_outlook import MAKING_READY, outlook_asked
from standto.cli.decision_options import DECISIONS, add_decisions, decisions_for
from standto.cli.option_pairs import never_with, only_with
from standto.cli.options import (
    add_assumptions,
    add_at,
    add_basis,
    add_folder,
    add_json,
    add_until,
    add_whole,
    number_reader,
)
from standto.cli.outlook_answer import add_answer, checked_ending, laid_out, report_of, write_answer
from standto.cli.outlook_parts import write_asked_part
from standto.cli.output import print_answer
from standto.cli.progress import Progress
from standto.cli.spread_options import EXECUTOR_OPTIONS, add_spread, executor_in
from standto.errors import OptionError
from standto.wording import counted

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from fractions import Fraction

    from standto.outlooks.outlook_facts import OutlookFacts
    from standto.spreading.chunks import Executor

MOST = 2**32
EXAMPLES = """
standto outlook london-2023 --at "Fri 18:00" --assumptions published
standto outlook london-2023 --at "Fri 18:00" --assumptions stress --futures 2000 --until +3d --json
standto outlook london-2023 --at "Fri 18:00" --assumptions published --future 4711
standto outlook london-2023 --at "Fri 18:00" --assumptions published -o outlook.html --hubverse outlook.csv
standto outlook london-2023 --at "Fri 18:00" --assumptions published --until +2d --value --wait-until +6h --matters
standto outlook london-2023 --at "Fri 18:00" --assumptions stress --workers 2 --keep chunks
standto outlook london-2023 --at "Fri 18:00" --assumptions stress --part 1/2 -o 1.part
"""


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    add_folder(parser)
    add_at(parser, required=True)
    add_until(parser)
    parser.add_argument(
        "--assumptions",
        metavar="A",
        help="what is assumed: a file, or NAME for assumptions/NAME.toml in the folder",
    )
    add_whole(parser, "--futures", "N", "the number of futures", least=1, most=MOST, default=10_000)
    add_whole(parser, "--seed", "S", "the seed of the futures", most=MOST - 1, default=0)
    parser.add_argument(
        "--error",
        metavar="E",
        type=_standard_error,
        help="stop before N futures once every chance has at most this standard error, such as 0.01",
    )
    parser.add_argument(
        "--future",
        metavar="I",
        type=number_reader(0, MOST - 1),
        help="replay this one future instead, by its number from 0: what happens in it, in counts",
    )
    add_basis(parser, "which help counts")
    add_assumptions(parser)
    add_decisions(parser)
    add_spread(parser)
    add_answer(parser)
    add_json(parser)
    _add_pairs(parser)


def _add_pairs(parser: ArgumentParser) -> None:
    """Refuse options about all futures beside one future, and those about the answer beside a part, which has none."""
    about_answer = ("--hubverse", "--json", "--marking", "--all", *DECISIONS)
    never_with(parser, "--part", "--error", "--future", why="does not go with --part: leave it out")
    later = "does not go with --part: give it to standto outlook merge"
    never_with(parser, "--part", *about_answer, why=later)
    only_with(parser, "--part", "-o", why="needs -o FILE, the file to write the part to")
    all_futures = ("--error", "-o", "--marking", "--hubverse", *EXECUTOR_OPTIONS, *DECISIONS)
    never_with(parser, "--future", *all_futures, why="is for all futures together: leave it or --future out")


def run(args: Namespace) -> int:
    """Print the answer, write its report or a part; return 1 if something is short in more than half of the futures."""
    if args.part is not None:
        return write_asked_part(args)
    if args.future is not None:
        return replay(args)
    executor = executor_in(args)
    return answered(args, executor, executor)


def answered(args: Namespace, executor: Executor, weighing: Executor) -> int:
    """Print the answer that an executor finds, or write its report.

    Parameters
    ----------
    weighing
        The executor that works out what to do about it: the same one, if it judges futures.
    """
    suffix = checked_ending(args)
    from standto.outlooks.looking_ahead import outlook
    from standto.scenario import read_scenario

    with Progress("outlook") as progress, ExitStack() as entered:
        for one in dict.fromkeys((executor, weighing)):
            entered.enter_context(one)
        scenario = read_scenario(args.folder)
        ask, situation, assumptions = outlook_asked(args, scenario)
        progress.say(MAKING_READY)
        answer = outlook(
            situation,
            assumptions=assumptions,
            futures=args.futures,
            seed=args.seed,
            until=ask.until,
            basis=ask.basis,
            error=args.error,
            executor=executor,
            progress=progress,
        )
        decisions = decisions_for(args, answer, weighing, progress.say)
        report = None if suffix is None else report_of(answer, args, decisions, progress.say)
        laid = None if report is None or suffix is None else laid_out(report, suffix, decisions)
    _warn_of_error(args, answer)
    write_answer(args, answer, decisions, report, laid)
    return int(likely_short(answer))


def _warn_of_error(args: Namespace, answer: OutlookFacts) -> None:
    """Say on standard error if all futures together leave a greater standard error than was asked for."""
    from standto.outlooks.stop_rule import settled

    if args.error is not None and not settled(answer.tally, args.error):
        futures = counted(answer.tally.futures, "future")
        what = f"with {futures}, some chance has a standard error above {float(args.error):g}: give more --futures"
        print(f"--error: {what}", file=sys.stderr)


def replay(args: Namespace) -> int:
    """Print one future as a timeline; return 1 if something is short in it.

    Raises
    ------
    OptionError
        There is no future of that number among those asked for.
    """
    _check_number(args)
    from standto.outlooks.replaying_futures import future_of
    from standto.scenario import read_scenario

    with Progress("outlook") as progress:
        scenario = read_scenario(args.folder)
        ask, situation, assumptions = outlook_asked(args, scenario)
        progress.say(MAKING_READY)
        answer = future_of(
            situation,
            assumptions=assumptions,
            future=args.future,
            seed=args.seed,
            until=ask.until,
            basis=ask.basis,
        )
    print_answer(answer, as_json=args.json)
    return int(likely_short(answer.outlook))


def _check_number(args: Namespace) -> None:
    """Refuse the number of a future that is none of those asked for."""
    if "--futures" in args.given and args.future >= args.futures:
        last = f"the last of {counted(args.futures, 'future')} is {args.futures - 1:,}"
        raise OptionError(f"--future: {args.future:,} is not allowed: {last}")


def likely_short(answer: OutlookFacts) -> bool:
    """Return whether something is short in more than half of the futures."""
    from standto.outlooks.outlook_lines import anything_short

    chance = anything_short(answer.tally)
    return 2 * chance.count > chance.futures


def _standard_error(text: str) -> Fraction:
    """Read a standard error."""
    from standto.outlooks.stop_rule import exact_error

    try:
        found = exact_error(text)
    except OptionError as error:
        raise ArgumentTypeError(str(error).removeprefix("error: ")) from None
    if found is None:
        raise ArgumentTypeError("write a number above 0 and below 1, such as 0.01")
    return found
