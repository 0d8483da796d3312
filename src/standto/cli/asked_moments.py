"""The moments that options give, in any form that people write; each is told back in full."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from standto.model.time import SECOND
from standto.model.zone import Zone
from standto.wording.spoken_times import ISO, spoken_instant

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto.wording.spoken_times import Seek

SEEKS: dict[str, Seek] = {
    "--at": "from", "--known-at": "back", "--from": "from", "--until": "after", "--previous": "before",
    "--since": "before", "--now": "from",
}  # fmt: skip
"""The options for moments, in the order in which they are read, and which of several moments each means."""


class AskedMoments:
    """The moments that options give; each counts from the one before that it follows.

    Attributes
    ----------
    found
        The instant of each option that was given and could be read.
    faults
        Why the others could not be.
    """

    def __init__(self, args: Namespace, scenario: Scenario) -> None:
        self._scenario = scenario
        self.found: dict[str, Instant] = {}
        self.faults: list[str] = []
        self._told: list[str] = []
        for option, seek in SEEKS.items():
            text = getattr(args, option.strip("-").replace("-", "_"), None)
            if text is not None:
                self._read(option, text, seek)

    def __getitem__(self, option: str) -> Instant | None:
        """Return the instant that an option gives; None if it was not given or cannot be read."""
        return self.found.get(option)

    def tell(self, written: Callable[[str], str] = str) -> None:
        """Print what each moment in words is, in full, each line as `written` returns it."""
        for line in self._told:
            print(written(line), file=sys.stderr)

    def _read(self, option: str, text: str, seek: Seek) -> None:
        since = self.found.get("--from") if option == "--until" else None
        try:
            found = spoken_instant(
                text,
                self._scenario.zone,
                self._scenario.horizon,
                now=present(),
                since=self.found.get("--at") if since is None else since,
                seek=seek,
            )
        except ValueError as error:
            self.faults.append(f"{option}: {error}")
            return
        self.found[option] = found
        if not ISO.fullmatch(text):
            self._told.append(f"{option}: {text} is {self._scenario.zone.iso(found)}")


def present() -> Instant:
    """Return the present, to the second: the command line is where it comes in."""
    now = Zone("UTC").instant(datetime.now(UTC))  # noqa: TID251 - nothing below the command line reads a clock
    return now // SECOND * SECOND
