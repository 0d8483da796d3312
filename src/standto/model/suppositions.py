"""What was supposed of a record, so that nobody takes its answers for the truth."""

from __future__ import annotations

from typing import NamedTuple


class Suppositions(NamedTuple):
    """What was supposed of a scenario.

    Attributes
    ----------
    told
        Each change in full.
    digest
        The digest of the scenario that it was supposed of; empty if that was made in memory.
    """

    told: tuple[str, ...] = ()
    digest: str = ""


NOTHING_SUPPOSED = Suppositions()
"""Nothing: the scenario is as it was read or made."""
