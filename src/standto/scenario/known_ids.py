"""The ids that were read so far, to which later files refer."""

from __future__ import annotations

from dataclasses import dataclass, field

from standto.scenario.name_likeness import meant

_MOST_IDS, _MOST_LOOKED, _LONGEST = 500, 50, 60
"""The most ids that a wrong one is compared with, the most wrong ones that are compared, and the longest of them."""


class Ids(dict[str, int]):
    """The ids of one table, each with its line.

    Attributes
    ----------
    what
        The noun for a row of the table.
    file
        The file that lists the ids.
    complete
        Whether the file could be read; if not, it may hold any id.
    """

    def __init__(self, what: str, file: str) -> None:
        super().__init__()
        self.what = what
        self.file = file
        self.complete = True
        self._looked = 0

    def meant(self, name: str) -> str:
        """Return the question whether a similar id was meant; blank if there is none, or too much to compare."""
        self._looked += 1
        if self._looked > _MOST_LOOKED or len(self) > _MOST_IDS or len(name) > _LONGEST:
            return ""
        # Ids that differ by their numbers are not mistyped: m0103 is nobody's slip for m0104.
        return meant(name, (one for one in self if _digits(one) == _digits(name)))

    def allow(self, name: str) -> bool:
        """Return whether an id is known, or may be in a file that could not be read."""
        return name in self or not self.complete


def _digits(name: str) -> str:
    return "".join(sign for sign in name if sign.isdigit())


@dataclass
class KnownIds:
    """The ids of every table, and the kind of force of each force and pool."""

    home: str = ""
    shifts: Ids = field(default_factory=lambda: Ids("shift", "scenario.toml"))
    patterns: Ids = field(default_factory=lambda: Ids("pattern", "scenario.toml"))
    forces: Ids = field(default_factory=lambda: Ids("force", "forces.csv"))
    capabilities: Ids = field(default_factory=lambda: Ids("capability", "capabilities.csv"))
    teams: Ids = field(default_factory=lambda: Ids("team", "teams.csv"))
    people: Ids = field(default_factory=lambda: Ids("person", "people.csv"))
    pools: Ids = field(default_factory=lambda: Ids("pool", "pools.csv"))
    duties: Ids = field(default_factory=lambda: Ids("duty", "duties.csv"))
    crews: Ids = field(default_factory=lambda: Ids("crew", "crews.csv"))
    powers: Ids = field(default_factory=lambda: Ids("power", "powers.csv"))
    sources: Ids = field(default_factory=lambda: Ids("source", "sources.csv"))
    force_kind: dict[str, str] = field(default_factory=dict)
    pool_kind: dict[str, str] = field(default_factory=dict)
    team_force: dict[str, str] = field(default_factory=dict)
