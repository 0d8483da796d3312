"""``standto new``: a synthetic scenario; the same seed gives the same scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.cli.options import add_share, add_whole
from standto.cli.progress import Progress
from standto.errors import OptionError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import datetime


EXAMPLES = """
standto new small --people 30 --days 2 --duties 2
standto new hospital --people 60 --days 7 --rota --on-call 0.3 --rest
"""


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    from standto.scenario.generating.options import MOST, MOST_CREWS

    parser.add_argument("folder", metavar="FOLDER", help="the folder to write: empty, or not there yet")
    add_whole(parser, "--people", "N", "the number of volunteers", least=1, most=MOST["people"], default=200)
    add_whole(parser, "--days", "D", "the length of the scenario in days", least=1, most=MOST["days"], default=7)
    add_whole(parser, "--duties", "K", "the number of duties", least=1, most=MOST["duties"], default=6)
    add_whole(parser, "--teams", "T", "the number of teams", least=1, most=MOST["teams"], default=5)
    add_whole(parser, "--seed", "S", "the seed that everything is drawn from", default=0)
    parser.add_argument("--rota", action="store_true", help="write everybody's shifts as a rota made by hand")
    add_whole(parser, "--crews", "N", "the number of crews", most=MOST_CREWS, default=0)
    add_share(parser, "--on-call", "SHARE", "the share of people who are on call on their rest days")
    parser.add_argument("--rest", action="store_true", help="add rules on working time")
    parser.add_argument("--starts", metavar="T", help="when the scenario starts (ISO 8601; local or offset)")


def run(args: Namespace) -> int:
    """Make the scenario, and write it."""
    from standto.scenario import write_scenario
    from standto.scenario.folder import samples
    from standto.scenario.generating import generate
    from standto.scenario.whole_files import free_folder
    from standto.wording import counted

    free_folder(args.folder)
    if args.folder in samples():
        raise OptionError(
            f"{args.folder}: is the name of a sample, which a folder of that name would hide: write another"
        )
    names = ("people", "days", "duties", "teams", "seed", "rota", "crews", "on_call", "rest")
    size = {name: getattr(args, name) for name in names}
    starts = _moment(args.starts)
    with Progress(f"making {args.folder}"):
        write_scenario(generate(**size, starts=starts), args.folder)
    people, duties = counted(args.people, "person", "people"), counted(args.duties, "duty", "duties")
    crews = [counted(args.crews, "crew")] if args.crews else []
    print(f"{args.folder}: {', '.join([people, duties, *crews, counted(args.days, 'day'), f'seed {args.seed}'])}")
    return 0


def _moment(text: str | None) -> datetime | None:
    from standto.scenario.cells import Unusable, moment

    try:
        return None if text is None else moment(text)
    except Unusable as error:
        raise OptionError(f"--starts: {error}") from None
