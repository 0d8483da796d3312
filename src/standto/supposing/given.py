"""Checking the arguments of a method: every fault is noted, and all are raised at once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from standto.errors import OptionError
from standto.model.time import Instant
from standto.scenario.cells import MOST
from standto.supposing.changes import NotSupposable, When
from standto.supposing.ground import Ground
from standto.supposing.reading import Reading
from standto.supposing.subjects import Subject, Unknown
from standto.wording import Moment, check_choice, check_text, instant_of, shortened

Value = TypeVar("Value")


class Given:
    """The arguments of one method; a faulty one gives a stand-in until `check` raises."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._faults: list[str] = []

    def fault(self, name: str, what: str) -> None:
        """Note what is wrong with an argument."""
        self._faults.append(f"{name}: {what}")

    def check(self) -> None:
        """Raise `OptionError` with all faults if there are any."""
        if self._faults:
            raise OptionError("\n".join(self._faults))

    def attempt(self, found: Callable[[], Value], name: str = "") -> Value | None:
        """Return a value; note why there is none, after the name of the argument unless the error has it."""
        try:
            return found()
        except (NotSupposable, OptionError) as error:
            self._faults.append(f"{name}: {error}" if name else str(error))
            return None

    def whole(self, name: str, value: object, most: int = MOST) -> int:
        """Return a whole number of 0 or more."""
        number: Any = value
        try:
            right = not isinstance(value, bool) and int(number) == value and 0 <= int(number) <= most
        except (TypeError, ValueError, OverflowError):
            right = False
        if not right or isinstance(value, float | str):
            self.fault(name, f"{shortened(value)} is not allowed: give a whole number from 0 to {most:,}")
            return 0
        return int(number)

    def choice(self, name: str, value: object, allowed: tuple[str, ...]) -> str:
        """Return one of some words."""
        self.attempt(lambda: check_choice(value, name, allowed))
        return str(value)

    def text(self, name: str, value: object) -> str:
        """Return a text; empty, with a fault, if it is none."""
        self.attempt(lambda: check_text(value, name))
        return value if isinstance(value, str) else ""

    def joined(self, name: str, value: object) -> str | None:
        """Return capabilities, given as a text or several, as a cell has them; None if there are none."""
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, Collection) and all(isinstance(one, str) for one in value):
            return ";".join(value)
        self.fault(name, f"{shortened(value)} is not a list of capabilities")
        return None

    def needed(self, name: str, value: object, *sorts: str) -> str:
        """Return the id of a subject that must be given."""
        found = self.find(name, value, *sorts)
        return "" if found is None else found.id

    def subject(self, name: str, value: object, *sorts: str) -> str:
        """Return the id of a subject; empty if there is none."""
        found = None if value is None else self.find(name, value, *sorts)
        return "" if found is None else found.id

    def find(self, name: str, value: object, *sorts: str) -> Subject | None:
        """Return a subject; None, with a fault, if there is none."""
        if not isinstance(value, str):
            self.fault(name, f"{shortened(value)} is not an id: give a text")
            return None
        try:
            return self.ground.subjects.find(value, *sorts)
        except Unknown as error:
            self.fault(name, str(error))
            return None

    def when(self, since: Moment | None, until: Moment | None) -> When:
        """Return the time between two moments, which is not empty."""
        when = When(self.instant("since", since), self.instant("until", until, after=True))
        if not self._faults:
            self.attempt(lambda: when.period(self.ground))
        return when

    def instant(self, name: str, moment: Moment | None, *, after: bool = False) -> Instant | None:
        """Return the instant of a moment; None without one."""
        if moment is None:
            return None
        if isinstance(moment, str):
            return self.attempt(lambda: Reading(self.ground, "worst", 0).instant(moment, after=after), name)
        zone, horizon = self.ground.scenario.zone, self.ground.scenario.horizon
        return self.attempt(lambda: instant_of(moment, zone, horizon, name))
