"""``standto compare``: two answers about cover side by side, with the difference."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING, Any

from standto.cli.options import add_folder, add_json, add_scope, asked, number_reader
from standto.cli.output import print_answer
from standto.cli.progress import Progress
from standto.cli.what_if_options import add_what_if
from standto.errors import OptionError

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Container

    from standto.coverage import Cover

EXAMPLES = """
standto compare london-2023 --at "Fri 18:00" --b-at "Sat 18:00"
standto compare london-2023 --b-known-at "Sat 12:00" --until Mon
standto compare london-2023 --b-assume attack
standto compare london-2023 --b-what-if "nobody from kent"
standto compare lifeboat retained --align start
"""

MARK = "b_"
"""What stands before the names of the second answer's options among the arguments."""
_SECOND = {
    "at": ("T", "look from this time on"),
    "known-at": ("K", "use only events recorded by this time"),
    "from": ("F", "look from this time on, whenever things became known"),
    "until": ("U", "look until this time"),
    "basis": ("B", "which help counts"),
    "ready": ("M", "let every duty and crew wait at least M minutes for people"),
}


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    add_folder(parser)
    parser.add_argument("other", metavar="OTHER", nargs="?", help="the other scenario (default: the same)")
    add_scope(parser)
    add_what_if(parser, "--b-what-if")
    for option, (sign, what) in _SECOND.items():
        words = f"the second answer: {what} (default: as the first)"
        parse = number_reader() if option == "ready" else str
        parser.add_argument(f"--b-{option}", metavar=sign, type=parse, help=words)
    for option, sign in (("assume", "NAME"), ("what-if", "S")):
        words = f"the second answer: --{option}; if given, in place of the first's (may be repeated)"
        parser.add_argument(f"--b-{option}", metavar=sign, action="append", help=words)
    parser.add_argument(
        "--align",
        choices=("clock", "start"),
        default="clock",
        help="lay the same moments beside each other, or the same hours since the start of each (%(default)s)",
    )
    add_json(parser)


def run(args: Namespace) -> int:
    """Print the comparison; return 1 if something in the second answer is not covered."""
    from standto.comparing import compare

    with Progress("compare"):
        first = _answer(args, "A")
        second = _answer(second_of(args), "B", frozenset(own_of(args)))
        answer = compare(first, second, align=args.align)
    print_answer(answer, as_json=args.json)
    return 0 if second.covered else 1


def second_of(args: Namespace) -> Namespace:
    """Return the arguments of the second answer: those of the first, unless it has its own."""
    found = {name: value for name, value in vars(args).items() if not name.startswith(MARK)}
    return Namespace(**{**found, "folder": args.other or args.folder, **own_of(args)})


def own_of(args: Namespace) -> dict[str, Any]:
    """Return the arguments that only the second answer has, by the names of the first's."""
    given = ((name, value) for name, value in vars(args).items() if name.startswith(MARK))
    return {name.removeprefix(MARK): value for name, value in given if value is not None}


def _answer(args: Namespace, which: str, own: Container[str] = ()) -> Cover:
    """Return one of the answers; what is told about it says which, and names its own options as they were given."""
    from standto.coverage import cover
    from standto.scenario import read_scenario
    from standto.supposing import what_if

    def written(line: str) -> str:
        """Return a line that begins with an option, as one about this answer."""
        option, colon, rest = line.partition(":")
        mine = option.startswith("--") and option[2:].replace("-", "_") in own
        return f"{which}: {option.replace('--', '--b-', 1) if mine else option}{colon}{rest}"

    scenario = read_scenario(args.folder)
    try:
        ask = asked(args, scenario, written)
        situation = ask.situation(scenario)
        if args.what_if:
            supposed = what_if(situation, *args.what_if, seed=args.what_if_seed, basis=ask.basis, until=ask.until)
            situation = supposed.situation
            for warning in supposed.warnings:
                print(f"{which}: warning: {warning}", file=sys.stderr)
        return cover(situation, until=ask.until, basis=ask.basis)
    except OptionError as error:
        raise OptionError("\n".join(map(written, str(error).splitlines()))) from None
