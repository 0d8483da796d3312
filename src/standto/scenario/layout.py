"""The layout of a scenario folder: its files, their columns, and the columns that every row must fill."""

from __future__ import annotations

from typing import NamedTuple

SETTINGS = "scenario.toml"
FORMAT = 1
"""The version of the format that this program reads and writes."""


Cells = tuple[str, ...]
"""The cells of one row, in the documented order of the columns."""


class TableLayout(NamedTuple):
    """One table of the folder.

    Attributes
    ----------
    file
        The file name.
    columns
        Every column, in the documented order.
    needed
        The columns that must be present, and filled in every row.
    required
        Whether the file must be present.
    """

    file: str
    columns: tuple[str, ...]
    needed: frozenset[str]
    required: bool = False


def _table(file: str, columns: str, *, required: bool = False) -> TableLayout:
    """Return the layout of a table from the names of its columns; ``!`` marks those that every row needs."""
    names = columns.split()
    needed = frozenset(name[1:] for name in names if name.startswith("!"))
    return TableLayout(file, tuple(name.lstrip("!") for name in names), needed, required)


FORCES = _table("forces.csv", "!force name !kind tier", required=True)
CAPABILITIES = _table("capabilities.csv", "!capability name")
TEAMS = _table("teams.csv", "!team force pattern offset_days")
PEOPLE = _table("people.csv", "!person force team")
AUTHORISATIONS = _table("authorisations.csv", "!person !capability from until")
POOLS = _table("pools.csv", "!pool !force !capabilities !count from until state lead_minutes ready_minutes")
DUTIES = _table(
    "duties.csv",
    "!duty name !task site !capabilities !strength criticality from until shifts when ready_minutes",
    required=True,
)
CREWS = _table("crews.csv", "!crew name !task site criticality needs ready_minutes from until shifts when")
SEATS = _table("seats.csv", "!crew !state !seat !capabilities strength")
ROTA = _table("rota.csv", "!person !from !until duty ready_minutes")
POWERS = _table("powers.csv", "!power !kind !task site when !permitted authority from until")
EVENTS = _table("events.csv", "id !occurred recorded !event !subject capability count low high until step source note")
SOURCES = _table("sources.csv", "!source title publisher published")

TABLES = {
    table.file: table
    for table in (
        FORCES, CAPABILITIES, TEAMS, PEOPLE, AUTHORISATIONS, POOLS, DUTIES, CREWS, SEATS, ROTA, POWERS, EVENTS, SOURCES,
    )
}  # fmt: skip
"""Every table by its file, in the documented order."""

FILES = (SETTINGS, *TABLES)
REQUIRED = (SETTINGS, *(file for file, table in TABLES.items() if table.required))
COLUMNS = {file: table.columns for file, table in TABLES.items()}
