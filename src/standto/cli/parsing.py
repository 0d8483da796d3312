"""The parser of the command line: help with examples, and errors that suggest the nearest name."""

from __future__ import annotations

import argparse
import re
import sys
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NoReturn

from standto.cli.option_pairs import pairs_of
from standto.cli.parser_parts import options_of, subparsers_of
from standto.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

COLOURS = ("auto", "always", "never")


class CommandParser(argparse.ArgumentParser):
    """A parser that suggests the nearest command, option or choice for one that is mistyped."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("formatter_class", HelpLines)
        super().__init__(**{**settings, "allow_abbrev": False})
        self._words: list[str] = []
        self._optionals.title, self._positionals.title = "options", "arguments"

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse what this command knows, and refuse the rest with this command's own usage.

        Raises
        ------
        OptionError
            Options do not go together.
        """
        self._words = list(sys.argv[1:] if args is None else args)
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error("; ".join(self._refused(unknown)))
        if subparsers_of(self):
            return found, unknown
        found.given = self._given()
        chosen = {f"{name}={getattr(found, options_of(self)[name].dest)}" for name in found.given}
        if faults := list(pairs_of(self).faults(found.given | chosen)):
            raise OptionError("\n".join(faults))
        return found, unknown

    def _given(self) -> frozenset[str]:
        """Return the options that are given, each by its first name."""
        words = takewhile(lambda word: word != "--", self._words)
        known = options_of(self)
        # A short option may have its value in the same word.
        names = (word.partition("=")[0] if word.startswith("--") else word[:2] for word in words)
        return frozenset(known[name].option_strings[0] for name in names if name in known)

    def _refused(self, unknown: Sequence[str]) -> Iterator[str]:
        """Yield what is wrong with words that are no option or argument of this command."""
        options = [word.partition("=")[0] for word in unknown if word.startswith("-") and len(word) > 1]
        for option in options:
            meant = _meant(option, options_of(self)).replace("; did", ": did")
            late = ": write options after the command" if subparsers_of(self) else ""
            yield f"{option} is not an option{meant or late}"
        if not options:
            yield f"{' '.join(unknown)}: nothing is expected here; quote a value that has spaces in it"

    def error(self, message: str) -> NoReturn:
        """Exit with status 2; an option that there is not comes before what is missing, which may be its fault."""
        unknown = [word for word in self._words if word.startswith("--") and len(word) > 2]
        unknown = [word for word in unknown if word.partition("=")[0] not in options_of(self)]
        if unknown and unknown[0] == self._words[0]:
            # What follows it may be its value, or the options of a command.
            message = "; ".join(self._refused(unknown[:1]))
        elif unknown and message.startswith("the following arguments are required"):
            message = "; ".join(self._refused(unknown))
        super().error(message)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse a value that is none of the choices, and suggest the nearest."""
        if action.choices is not None and value not in action.choices:
            choices = [str(choice) for choice in action.choices]
            what = "command" if action.metavar == "COMMAND" else "choice"
            if action.metavar in ("ACT", "ACTION"):
                what = "action"
            told = f"{value!r} is not a {what}: allowed are {', '.join(choices)}{_meant(str(value), choices)}"
            raise argparse.ArgumentError(action, told.replace("a action", "an action"))


class HelpLines(argparse.RawDescriptionHelpFormatter):
    """Help whose examples keep their lines, with an uncluttered column of options."""

    def __init__(self, prog: str, **settings: Any) -> None:
        super().__init__(prog, **{"max_help_position": 26, **settings})

    def _fill_text(self, text: str, width: int, indent: str) -> str:  # noqa: ARG002 - argparse's own signature
        """Wrap the paragraphs of a text, but keep the lines of examples."""
        import textwrap

        parts = text.split("\n\n")
        return "\n\n".join(
            part if part.startswith("examples:") else textwrap.fill(part, width, break_on_hyphens=False)
            for part in parts
        )


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add the options about how a command prints, which every command has."""
    group = parser.add_argument_group("on a terminal")
    group.add_argument(
        "--color", "--colour", choices=COLOURS, default="auto", help="when to use colour (%(default)s)", dest="colour"
    )
    group.add_argument("--quiet", action="store_true", help="show no progress")


def epilog_of(examples: str) -> str:
    """Return the examples of a command, for the end of its help."""
    lines = [f"  {line.strip()}" for line in examples.strip().splitlines()]
    return "\n".join(["examples:", *lines])


def joined_negatives(words: Sequence[str]) -> list[str]:
    """Return the words with times such as ``-6h`` joined to their option, so that they are no options themselves."""
    joined: list[str] = []
    for word in words:
        if joined and re.fullmatch(r"-[0-9]+[a-z].*", word) and re.fullmatch(r"--[a-z-]+", joined[-1]):
            joined[-1] = f"{joined[-1]}={word}"
        else:
            joined.append(word)
    return joined


def _meant(name: str, among: Iterable[str]) -> str:
    # It is slow to load, and most command lines have no mistake.
    from standto.scenario.name_likeness import meant_by_option

    return meant_by_option(name, among)
