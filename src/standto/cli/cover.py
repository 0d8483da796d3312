"""``standto cover``: whether every duty is covered, and the proof of every gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.cli.option_pairs import never_with
from standto.cli.options import add_folder, add_json, add_scope, asked
from standto.cli.output import print_answer, print_csv
from standto.cli.parser_parts import group_of
from standto.cli.progress import Progress
from standto.cli.what_if_options import add_what_if

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from standto.comparing import SupposedCover
    from standto.coverage import Cover


EXAMPLES = """
standto cover london-2023
standto cover london-2023 --at "Sat 12:00" --until "Sat 18:00"
standto cover london-2023 --duty ct-response --from Sat --until Mon --all
standto cover london-2023 --what-if "40 of arv step back" --what-if "ct-response needs 16"
standto cover london-2023 --basis present --csv
"""


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    add_folder(parser)
    add_scope(parser)
    add_what_if(parser)
    answer = group_of(parser, "answer")
    answer.add_argument(
        "--duty", metavar="ID", action="append", help="say only what concerns this duty or crew (may be repeated)"
    )
    answer.add_argument("--assignments", action="store_true", help="show people who could fill each duty, as a witness")
    add_json(parser)
    answer.add_argument("--csv", action="store_true", help="print a row for each window and duty, for a spreadsheet")
    never_with(parser, "--json", "--csv", why="does not go with --json: choose one")
    never_with(parser, "--csv", "--all", why="does not go with --csv, in which nothing is ever cut: leave it out")
    why = "does not go with --csv, whose rows have numbers alone: leave one of them out"
    never_with(parser, "--csv", "--assignments", why=why)


def run(args: Namespace) -> int:
    """Print the answer; return 1 if a duty is not covered."""
    from standto.coverage import cover
    from standto.scenario import read_scenario

    with Progress("cover"):
        scenario = read_scenario(args.folder)
        ask = asked(args, scenario)
        situation = ask.situation(scenario)
        if args.what_if:
            from standto.comparing import cover_if

            seen = {"until": ask.until, "basis": ask.basis, "assignments": args.assignments, "only": args.duty or ()}
            answer: Cover | SupposedCover = cover_if(situation, *args.what_if, seed=args.what_if_seed, **seen)
        else:
            found = cover(situation, until=ask.until, basis=ask.basis, assignments=args.assignments)
            answer = found.narrowed(*args.duty) if args.duty else found
    if args.csv:
        print_csv(answer.rows())
    else:
        print_answer(answer, as_json=args.json)
    return 0 if answer.covered else 1
