"""The words that can follow on a command line: commands, options, and the values of both."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import standto
from standto.cli.asked_moments import SEEKS
from standto.cli.compare import MARK
from standto.cli.parser_parts import arguments_of, options_of, subparsers_of, told_actions
from standto.model.ladder import BASES

if TYPE_CHECKING:
    from argparse import Action, ArgumentParser
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FILES, FOLDERS = ":files", ":folders"
"""What the shell itself completes: files, or folders alone."""

_TABLES = {
    "duty": (("duties", "duty"), ("crews", "crew")),
    "pool": (("pools", "pool"),),
    "capability": (("capabilities", "capability"),),
    "assume": (("duties", "when"), ("powers", "when")),
}
"""The tables and columns of a folder that hold the values of an option."""


def completions(words: Sequence[str]) -> list[tuple[str, str]]:
    """Return each word that can stand in the place of the last, with a line about it.

    Parameters
    ----------
    words
        The words after the program's name; the last is the beginning of a word, or blank.
    """
    *before, current = words or [""]
    current = current.strip("\"'")
    return [(word, what) for word, what in _following(before, current) if word.startswith((current, ":"))]


def _following(before: Sequence[str], current: str) -> Iterator[tuple[str, str]]:
    """Yield the words that can follow others, whatever they begin with."""
    from standto.cli.main import commands, parser_for

    named = [word for word in before if not word.startswith("-")]
    if not named:
        yield from ((name, line) for name, (line, _) in commands().items())
        yield from (("--help", "show help"), ("--version", "show the version")) if current.startswith("-") else ()
        return
    parser: ArgumentParser | None = subparsers_of(parser_for(named[:1])).get(named[0])
    rest = list(before[before.index(named[0]) + 1 :])
    while parser is not None and (actions := subparsers_of(parser)):
        if not rest:
            yield from ((name, each.description or "") for name, each in actions.items())
            return
        parser, rest = actions.get(rest[0]), rest[1:]
    if parser is not None:
        yield from _of_command(parser, rest, current)


def _of_command(parser: ArgumentParser, before: Sequence[str], current: str) -> Iterator[tuple[str, str]]:
    """Yield the options of a command, or the values of the option or argument whose turn it is."""
    options = options_of(parser)
    places = arguments_of(parser)
    # A shell may give the option, the equals sign and the value as words of their own.
    plain = [word for word in before if word != "="]
    given = _arguments(plain, options)
    words = [*given, *[""] * len(places)]
    named = {place.dest: word for place, word in zip(places, words, strict=False)}
    last = options.get(plain[-1]) if plain else None
    if last is not None and last.nargs != 0:
        yield from _values(last, named)
    elif current.startswith("-"):
        yield from (
            (name, what)
            for action, _, what in told_actions(parser)
            for name in action.option_strings
            if name.startswith("--") and name not in plain
        )
    elif len(given) < len(places):
        yield from _values(places[len(given)], named)
    elif places and places[-1].nargs in ("+", "*"):
        yield from _values(places[-1], named)


def _arguments(words: Sequence[str], options: Mapping[str, Action]) -> list[str]:
    """Return the words that are neither options nor their values."""
    found, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word.startswith("-"):
            action = options.get(word)
            skip = action is not None and action.nargs != 0
        else:
            found.append(word)
    return found


def _values(action: Action, named: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the values that an option or argument may have, beside the command's arguments; blank if not given."""
    folder = named.get("folder")
    if action.dest.startswith(MARK):
        # The second answer of a comparison is about the first one's scenario, unless it has its own.
        folder = named["other"] or folder
    dest = action.dest.removeprefix(MARK)
    if action.choices is not None:
        yield from ((str(choice), "") for choice in action.choices)
    elif dest == "basis":
        yield from ((basis, "") for basis in BASES)
    elif f"--{dest.replace('_', '-')}" in SEEKS:
        yield from (("start", "the start of the scenario"), ("end", "its end"), ("now", "the present"))
    elif dest == "assumptions":
        yield from ((name, "assumptions of the folder") for name in _assumptions(folder))
        yield FILES, ""
    elif dest in _TABLES and folder:
        yield from _ids(folder, _TABLES[dest])
    elif action.metavar in ("FOLDER", "OTHER", "SOURCE"):
        yield from ((path.parent.name, "a sample") for path in sorted(_samples().glob("*/scenario.toml")))
        yield (FILES if action.metavar == "SOURCE" else FOLDERS), ""
    elif action.metavar == "DIR":
        yield FOLDERS, ""
    elif action.metavar in ("FILE", "WORKBOOK"):
        yield FILES, ""


def _ids(name: str, tables: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the values of some columns of a folder or sample, each with its row's name."""
    folder = Path(name) if Path(name).is_dir() else _samples() / name
    for table, column in tables:
        try:
            with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
                rows = {row.get(column) or "": row.get("name") or "" for row in csv.DictReader(file)}
        except (OSError, ValueError, csv.Error):
            continue
        yield from ((value, what) for value, what in rows.items() if value)


def _assumptions(name: str | None) -> Iterator[str]:
    """Yield the names of the assumptions of a folder or sample."""
    if name:
        folder = Path(name) if Path(name).is_dir() else _samples() / name
        yield from sorted(path.name.removesuffix(".toml") for path in folder.glob("assumptions/*.toml"))


def _samples() -> Path:
    return Path(standto.__file__).parent / "samples"
