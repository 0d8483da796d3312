"""``standto relief``: what more places or people would buy, and how many of which skill would close each gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.cli.options import DEFAULT_BASIS, add_assumptions, add_at, add_folder, add_json, add_whole, asked
from standto.cli.output import print_answer
from standto.cli.progress import Progress
from standto.errors import OptionError
from standto.model.ladder import BASES

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from standto.model.scenario import Scenario
    from standto.model.time import Instant

MOST = 1000


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    add_folder(parser)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--pool", metavar="POOL", help="add places of this pool (default: people of each skill)")
    which.add_argument("--capability", metavar="CAP", help="add people with this skill, or with several: a+b")
    add_whole(parser, "--up-to", "N", "the largest number to add", least=1, most=MOST, default=20)
    add_at(parser)
    parser.add_argument("--from", metavar="F", help="ask for them at this time (default: T, or the start)")
    parser.add_argument("--until", metavar="U", help="look until this time (default: the end of the scenario)")
    bases = ", ".join(BASES)
    parser.add_argument(
        "--basis", metavar="B", default=DEFAULT_BASIS, help=f"which help counts already: {bases} (%(default)s)"
    )
    add_assumptions(parser)
    add_json(parser)


def run(args: Namespace) -> int:
    """Print the answer."""
    from standto.register import situation_of
    from standto.relieving import relief
    from standto.scenario import read_scenario

    with Progress("relief") as progress:
        scenario = read_scenario(args.folder)
        ask = asked(args, scenario)
        situation = situation_of(scenario, at=ask.at, known_at=ask.known_at, assume=ask.assume, ready=ask.ready)
        answer = relief(
            situation,
            pool=args.pool,
            capability=args.capability,
            up_to=args.up_to,
            since=_since(args, scenario, situation.period.start),
            until=ask.until,
            basis=ask.basis,
            progress=progress,
        )
    print_answer(answer, as_json=args.json)
    return 0


def _since(args: Namespace, scenario: Scenario, at: Instant) -> Instant:
    """Return when newcomers are asked for."""
    from standto.wording.spoken_times import spoken_instant

    text = getattr(args, "from")
    try:
        return at if text is None else spoken_instant(text, scenario.zone, scenario.horizon, since=at)
    except ValueError as error:
        raise OptionError(f"--from: {error}") from None
