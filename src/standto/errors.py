"""Everything Standto raises on purpose.

StandtoError                 the root: catch it to catch all of these
├── InputError               input that cannot be used; carries every fault found, not only the first
│   └── ScenarioError        a scenario folder with faults
├── OptionError              an option or argument outside what is allowed
└── Stopped                  somebody stopped a long piece of work

StandtoWarning is a warning, not an error: what was supposed is allowed, but changes nothing or less than it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class StandtoError(Exception):
    """The root of every error that Standto raises on purpose."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the input: where, and what is allowed instead.

    Attributes
    ----------
    place
        The file as the user named it, or the option.
    what
        What is wrong and what is allowed.
    line
        Line of the file, from 1; None if the fault is not in a single line.
    column
        The column or key; None if the fault is not in a single column.
    """

    place: str
    what: str
    line: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        """Return ``file:line: column: what``, without the parts that are None."""
        where = self.place if self.line is None else f"{self.place}:{self.line}"
        return f"{where}: {self.what}" if self.column is None else f"{where}: {self.column}: {self.what}"


def not_installed(what: str, module: str, extra: str) -> StandtoError:
    """Return the error for something that needs a module of an extra that is not installed: it says how to get it."""
    return StandtoError(f"{what} need {module}: install standto[{extra}] (pip install 'standto[{extra}]')")


class InputError(StandtoError):
    """Input that cannot be used, with all of its faults at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class ScenarioError(InputError):
    """A scenario folder with faults; nothing of it is used."""


class OptionError(StandtoError):
    """An option or argument outside what is allowed."""


class Stopped(StandtoError):
    """Somebody stopped a long piece of work; nothing was changed."""


class StandtoWarning(UserWarning):
    """Something that is allowed but unlikely to be meant, such as a supposed step that moves nothing."""
