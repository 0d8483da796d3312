"""Values as callers give them, for the message of an error."""

from __future__ import annotations

from numbers import Integral
from os import PathLike, fspath
from typing import cast

from standto.errors import OptionError
from standto.model.scenario import Scenario

_MOST = 60


def shortened(value: object) -> str:
    """Return the repr of a value on one line, cut after 60 characters."""
    text = " ".join(repr(value).split())
    return text if len(text) <= _MOST else f"{text[: _MOST - 3]}..."


def check_whole(value: object, name: str, least: int) -> None:
    """Raise `OptionError` if a value that a caller gives is no whole number, or less than the least allowed."""
    is_whole = not isinstance(value, bool) and isinstance(value, Integral)
    if not is_whole or int(cast("int", value)) < least:
        raise OptionError(f"{name}: {shortened(value)} is not a whole number of {least} or more")


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
