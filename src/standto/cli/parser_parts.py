"""The parts of a parser: its commands, its options and its groups.

`argparse` keeps them under private names, and has no public way to them. Completion and the manual pages need them, so
this module alone reads those names.
"""
# ruff: noqa: SLF001 - the reason is above

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield the parsers without commands of their own: this one, or those of its commands."""
    subparsers = subparsers_of(parser)
    if not subparsers:
        yield parser
    for each in subparsers.values():
        yield from leaves(each)


def subparsers_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parsers of a parser's commands, by name; empty if it has none."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def options_of(parser: argparse.ArgumentParser) -> Mapping[str, argparse.Action]:
    """Return the options of a parser, by each of their names."""
    return parser._option_string_actions


def arguments_of(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """Return the arguments of a parser that are no options, in order."""
    return [action for action in parser._actions if not action.option_strings]


def group_of(parser: argparse.ArgumentParser, title: str) -> argparse._ArgumentGroup:
    """Return the group of options with a title in the help of a command; make it if there is none."""
    for group in parser._action_groups:
        if group.title == title:
            return group
    return parser.add_argument_group(title)


def told_actions(parser: argparse.ArgumentParser) -> Iterator[tuple[argparse.Action, str, str]]:
    """Yield the options and arguments of a command's help, each as it is written, with its help in full."""
    formatter = parser._get_formatter()
    for action in parser._actions:
        if action.help != argparse.SUPPRESS:
            written = formatter._format_action_invocation(action)
            yield action, written, formatter._expand_help(action) if action.help else ""
