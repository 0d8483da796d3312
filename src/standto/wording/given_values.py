"""Values as callers give them, for the message of an error."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Integral, Real
from os import PathLike, fspath
from typing import cast

from standto.errors import OptionError
from standto.model.scenario import Scenario

MOST_RUNS = 100_000
"""The most random orders of a margin: a hundred times the default, and still within memory."""
MOST_MINUTES = 999_999_999
"""The most minutes that duties and crews may wait."""
MOST_WORKERS = 1_024
"""The most processes that are started on one machine to judge futures."""
_MOST = 60


def shortened(value: object) -> str:
    """Return the repr of a value on one line, cut after 60 characters."""
    text = " ".join(repr(value).split())
    return text if len(text) <= _MOST else f"{text[: _MOST - 3]}..."


def quoted(text: str) -> str:
    """Return a text in quotes, cut after 60 characters, with its invisible characters made visible."""
    return repr(text if len(text) <= _MOST else f"{text[: _MOST - 3]}...")


def check_whole(value: object, name: str, least: int, most: int | None = None) -> None:
    """Raise `OptionError` if a value that a caller gives is no whole number, or is not within bounds."""
    is_whole = not isinstance(value, bool) and isinstance(value, Integral)
    if not is_whole or int(cast("int", value)) < least or (most is not None and int(cast("int", value)) > most):
        bounds = f"of {least} or more" if most is None else f"from {least} to {most:,}"
        raise OptionError(f"{name}: {shortened(value)} is not a whole number {bounds}")


def check_more_than_none(value: object, name: str) -> None:
    """Raise `OptionError` if a value that a caller gives is no number above 0."""
    if isinstance(value, bool) or not isinstance(value, Real) or not float(value) > 0:
        raise OptionError(f"{name}: {shortened(value)} is not a number above 0")


def check_flag(value: object, name: str) -> None:
    """Raise `OptionError` if a value that a caller gives is neither True nor False."""
    if not isinstance(value, bool):
        raise OptionError(f"{name}: {shortened(value)} is not True or False")


def check_choice(value: object, name: str, allowed: Iterable[str]) -> None:
    """Raise `OptionError` if a value that a caller gives is none of some words."""
    words = tuple(allowed)
    if not isinstance(value, str) or value not in words:
        raise OptionError(f"{name}: {shortened(value)} is not one of {', '.join(words)}")


def check_text(value: object, name: str, what: str = "a text") -> None:
    """Raise `OptionError` if a value that a caller gives is no text; `what` says which text it should be."""
    if not isinstance(value, str):
        raise OptionError(f"{name}: {shortened(value)} is not {what}")


def check_path(value: object, name: str) -> None:
    """Raise `OptionError` if a value that a caller gives is no path."""
    if not isinstance(value, (str, PathLike)):
        raise OptionError(f"{name}: {shortened(value)} is not a path")


def check_callable(value: object, name: str, what: str = "a function that takes the share done, or None") -> None:
    """Raise `OptionError` if a value that a caller gives is neither a function nor None."""
    if value is not None and not callable(value):
        raise OptionError(f"{name}: {shortened(value)} is not {what}")


def no_scenario(given: object, name: str = "of", allowed: str = "a scenario or a situation") -> OptionError:
    """Return the error for something given in place of a scenario: it says how to come by one.

    Parameters
    ----------
    name
        The argument.
    allowed
        What it may be, with its article.
    """
    if isinstance(given, (str, PathLike)):
        how = f'read it first: read_scenario("{fspath(given)!s}") returns the scenario'
    elif isinstance(getattr(given, "scenario", None), Scenario):
        how = "its .scenario is one"
    else:
        how = "read_scenario(folder) returns a scenario, and situation_of(scenario) a situation"
    return OptionError(f"{name}: {shortened(given)} is not {allowed}; {how}")
