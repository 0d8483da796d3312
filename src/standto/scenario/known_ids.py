"""What has been read so far, so that the files read after it can refer to it."""

from __future__ import annotations

from dataclasses import dataclass, field


class Ids(dict[str, int]):
    """The ids of one table with the lines they are on.

    Attributes
    ----------
    what
        What a row of the table is called.
    file
        Where they are listed.
    complete
        Whether the file could be read; if not, any id may be in it.
    """

    def __init__(self, what: str, file: str) -> None:
        super().__init__()
        self.what = what
        self.file = file
        self.complete = True

    def allow(self, name: str) -> bool:
        """Whether an id is there, or may be."""
        return name in self or not self.complete


@dataclass
class KnownIds:
    """The ids of every table, and what kind of force each force and pool is of."""

    home: str = ""
    shifts: Ids = field(default_factory=lambda: Ids("shift", "scenario.toml"))
    patterns: Ids = field(default_factory=lambda: Ids("pattern", "scenario.toml"))
    forces: Ids = field(default_factory=lambda: Ids("force", "forces.csv"))
    capabilities: Ids = field(default_factory=lambda: Ids("capability", "capabilities.csv"))
    teams: Ids = field(default_factory=lambda: Ids("team", "teams.csv"))
    people: Ids = field(default_factory=lambda: Ids("person", "people.csv"))
    pools: Ids = field(default_factory=lambda: Ids("pool", "pools.csv"))
    duties: Ids = field(default_factory=lambda: Ids("duty", "duties.csv"))
    powers: Ids = field(default_factory=lambda: Ids("power", "powers.csv"))
    sources: Ids = field(default_factory=lambda: Ids("source", "sources.csv"))
    force_kind: dict[str, str] = field(default_factory=dict)
    pool_kind: dict[str, str] = field(default_factory=dict)
    team_force: dict[str, str] = field(default_factory=dict)
