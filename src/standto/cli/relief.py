"""``standto relief``: what more places or people would buy, and how many of which skill would close each gap."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from standto.cli.options import add_folder, add_json, add_scope, add_whole, asked
from standto.cli.output import print_answer
from standto.cli.progress import Progress
from standto.cli.what_if_options import add_what_if, answers_of

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

MOST = 1000
EXAMPLES = """
standto relief london-2023 --pool kent-arv --up-to 10 --from "Fri 18:00"
standto relief london-2023 --capability ctsfo --from "Sat 18:00" --until "Sun 07:00"
standto relief london-2023 --capability arv --at "Sat 18:00" --until +6h --what-if "kent-arv withdraws"
standto relief lifeboat --all
"""


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    add_folder(parser)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--pool", metavar="POOL", help="add places of this pool (default: people of each skill)")
    which.add_argument("--capability", metavar="CAP", help="add people with this skill, or with several: a+b")
    add_whole(parser, "--up-to", "N", "the largest number to add", least=1, most=MOST, default=20)
    add_scope(parser)
    add_what_if(parser)
    add_json(parser)


def run(args: Namespace) -> int:
    """Print the answer."""
    from standto.relieving import relief
    from standto.scenario import read_scenario

    with Progress("relief") as progress:
        scenario = read_scenario(args.folder)
        ask = asked(args, scenario)
        seen: dict[str, Any] = {"until": ask.until, "basis": ask.basis}
        wanted = partial(relief, pool=args.pool, capability=args.capability, up_to=args.up_to, **seen)
        answer, _ = answers_of(args, ask.situation(scenario), wanted, progress, **seen)
    print_answer(answer, as_json=args.json)
    return 0
