"""``standto rates``: how often people stepped back and returned, and a draft of assumptions from the present."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from standto.cli.option_pairs import only_with
from standto.cli.options import add_at, add_folder, add_json, asked
from standto.cli.output import print_answer, write_text
from standto.cli.parser_parts import group_of
from standto.cli.progress import Progress
from standto.errors import OptionError
from standto.scenario.cells import is_id, shown

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from standto.model.scenario import Scenario

EXAMPLES = """
standto rates london-2023 --at "Thu 28 Sept 12:00"
standto rates london-2023 --at "Sat 18:00" --since "Fri 00:00" --json
standto rates london-2023 --at "Sat 18:00" --draft now.toml --by planner
"""


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    add_folder(parser)
    add_at(parser)
    group_of(parser, "moments").add_argument(
        "--since", metavar="S", help="count from this time on (default: the start of the scenario)"
    )
    draft = group_of(parser, "a draft of assumptions")
    draft.add_argument(
        "--draft", metavar="FILE", help="write assumptions that start from the state at T into this file, in TOML"
    )
    draft.add_argument("--by", metavar="POST", default="planner", help="the post that assumes them (%(default)s)")
    only_with(parser, "--by", "--draft")
    add_json(parser)


def run(args: Namespace) -> int:
    """Print the rates, and write the draft if one is asked for."""
    from standto.estimating import draft_assumptions, rates
    from standto.scenario import read_scenario

    with Progress("rates"):
        scenario = read_scenario(args.folder)
        name = _drafted_name(args, scenario)
        ask = asked(args, scenario)
        answer = rates(ask.situation(scenario), since=ask.since)
    if args.draft is not None:
        write_text(args.draft, draft_assumptions(answer, name=name, by=args.by).text)
    print_answer(answer, as_json=args.json)
    return 0


def _drafted_name(args: Namespace, scenario: Scenario) -> str:
    """Return the name of the assumptions to draft: that of their file; raise `OptionError` if it can be none."""
    name = Path(args.draft or "draft.toml").name.removesuffix(".toml")
    faults = []
    if not is_id(name) or not str(args.draft or ".toml").endswith(".toml"):
        faults.append(f"--draft: {shown(args.draft)} is not allowed: write a file such as now.toml, in small letters")
    if not is_id(args.by) or args.by in {person.id for person in scenario.people}:
        faults.append(f"--by: {shown(args.by)} is not a post: write one such as strategic-commander")
    if faults:
        raise OptionError("\n".join(faults))
    return name
