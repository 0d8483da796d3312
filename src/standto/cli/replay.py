"""``standto replay``: a scenario walked through, what a review recommends beside what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.cli.options import add_folder, add_json
from standto.cli.output import print_json
from standto.cli.progress import Progress

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add(parser: ArgumentParser) -> None:
    """Lay down the options."""
    add_folder(parser)
    add_json(parser)


def run(args: Namespace) -> int:
    """Print the timeline."""
    from standto.ladder import replay
    from standto.scenario import read_scenario

    with Progress("replay") as progress:
        answer = replay(read_scenario(args.folder), progress=progress)
    if args.json:
        print_json(answer.as_json())
    else:
        print(answer.summary())
    return 0
