"""``standto replay``: a whole scenario, with the recommendations beside the decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.cli.options import add_folder, add_json
from standto.cli.output import print_answer
from standto.cli.progress import Progress

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


EXAMPLES = """
standto replay lifeboat
standto replay lifeboat --json
"""


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    add_folder(parser)
    add_json(parser)


def run(args: Namespace) -> int:
    """Print the timeline."""
    from standto.ladder import replay
    from standto.scenario import read_scenario

    with Progress("replay") as progress:
        answer = replay(read_scenario(args.folder), progress=progress)
    print_answer(answer, as_json=args.json)
    return 0
