"""Forms that add and change a row of the register; each knows the row as its page showed it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms

from standto.errors import Fault
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.scenario.layout import TABLES
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.acts.registering.row_addresses import RowKey
from standto_desk.acts.registering.row_changes import RegisterChange, RowCells, change_between
from standto_desk.acts.registering.settings_cells import items_in
from standto_desk.components.date_and_time import DateAndTimeField
from standto_desk.kit.act_forms import BasedForm
from standto_desk.ledger.tables import SCENARIO
from standto_desk.pages.register.change_columns import AskedColumn
from standto_desk.pages.register.change_kinds import joined
from standto_desk.pages.register.fault_words import in_words

NAMED_BY = {
    "capabilities": "name",
    "duties": "name",
    "crews": "name",
    "forces": "name",
    "sources": "title",
}
"""The column from which a new row of a table gets an id if its own is left blank."""
NEEDED = {
    "shifts": frozenset({"id", "starts", "ends"}),
    "patterns": frozenset({"id", "anchor", "cycle"}),
    "rest-rules": frozenset({"id", "measure", "bound", "effect"}),
    SCENARIO: frozenset({"title", "timezone", "starts", "ends"}),
}
"""The columns that every row fills, of the settings and their parts."""
SKILLS, TOGETHER = "capabilities", ("duties", "seats")
"""The column of skills, and the tables of which a row may ask one person to hold several."""
HELD_TOGETHER: dict[str, Any] = {
    "label": "Or skills that one person holds together",
    "help_text": "Join their ids with '+', such as driver+first-aid. Separate several by ';'.",
    "required": False,
    "max_length": 1_000,
}
PLACES = {"entry": "This row", "register": "The register", "settings": "The settings"}
LONGEST_ID = 40


class RowForm(BasedForm):
    """A row of a table.

    Parameters
    ----------
    table
        Its table.
    asked
        The columns that the form asks for.
    scenario
        The things to choose from.
    key, row
        The row as it is; None for a new one.
    row_then
        Returns the row at a later time, which somebody may have planned.
    given
        The cells that a new row begins with.
    """

    subjects = PLACES
    decisive = ()
    occurred = DateAndTimeField(label="From when?", help_text="Leave blank to start now.", required=False)

    def __init__(
        self,
        *args: Any,
        table: str,
        asked: Mapping[str, AskedColumn],
        scenario: Scenario,
        key: RowKey | None = None,
        row: RowCells | None = None,
        row_then: Callable[[Instant], RowCells | None] | None = None,
        given: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.table, self.row_key, self.row = table, key, row
        self._row_then = row_then
        self._scenario, self._asked = scenario, dict(asked)
        if key is not None:
            # What tells a thing apart stays as it is: everything else refers to it.
            for column in fixed_columns(table):
                self._asked.pop(column, None)
        cells = dict(row or given or {})
        initial = {name: one.kind.value(cells.get(name, ""), scenario.zone) for name, one in self._asked.items()}
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        for name, one in self._asked.items():
            self.fields[name] = self._field(name, one, cells)
            if name == SKILLS and table in TOGETHER:
                self.fields[name].required = False
                self.fields["together"] = forms.CharField(**HELD_TOGETHER)
        self.fields["occurred"] = self.fields.pop("occurred")

    def _field(self, name: str, asked: AskedColumn, cells: Mapping[str, str]) -> forms.Field:
        needed = name in _needed(self.table) and not self._is_proposed(name)
        choices = list(asked.choices(self._scenario))
        if choices:
            # What the row says already may be chosen, even if it is in no list.
            known = {value for value, _ in choices}
            choices += [(item, item) for item in items_in(cells.get(name, "")) if item not in known]
        return asked.kind.field(asked.label, asked.hint, choices, needed)

    def _is_proposed(self, name: str) -> bool:
        return self.row_key is None and self.table in NAMED_BY and name == KEPT[self.table].ids[0]

    def clean(self) -> dict[str, Any]:
        """Check that a duty or a seat asks for some skill."""
        entered = super().clean() or self.cleaned_data
        asked = "together" in self.fields and SKILLS not in self.errors
        if asked and not (entered.get(SKILLS) or entered.get("together")):
            self.add_error(SKILLS, f"Choose at least one under “{self.fields[SKILLS].label}”")
        return entered

    def cells(self) -> RowCells:
        """Return the cells of a valid form; those that it does not ask for stay as they are."""
        zone = self._scenario.zone
        found = dict(self.row or {})
        for name, asked in self._asked.items():
            same = self.row is not None and self.cleaned_data.get(name) == asked.kind.value(
                self.row.get(name, ""), zone
            )
            if not same:
                found[name] = asked.kind.cell(self.cleaned_data.get(name), zone)
        if more := self.cleaned_data.get("together"):
            found[SKILLS] = joined(dict.fromkeys([*items_in(found.get(SKILLS, "")), *items_in(more)]))
        first = KEPT[self.table].ids[:1]
        if first and self._is_proposed(first[0]) and not found.get(first[0]):
            found[first[0]] = proposed_id(found.get(NAMED_BY[self.table], ""), self._taken())
        return found

    def changes(self) -> tuple[RegisterChange, ...]:
        """Return the changes that a valid form asks for."""
        cells, row, occurred = self.cells(), self.row or {}, self.cleaned_data.get("occurred")
        typed = {name: cell for name, cell in cells.items() if cell != row.get(name, "")}
        if self.table == SCENARIO:
            cells = typed
        elif self._row_then is not None and occurred is not None and (planned := self._row_then(occurred)):
            # What is left as it is stays as somebody planned it for then.
            cells = {**planned, **typed}
        return (change_between(self.table, self.row_key, cells, occurred),)

    def take(self, faults: Iterable[Fault]) -> None:
        """Show faults at their fields."""
        of_people = self.table == "people"
        super().take(
            replace(one, column="team" if of_people and one.column == "force" else one.column)
            for one in in_words(faults)
        )

    def _taken(self) -> Sequence[str]:
        """Return the ids that the table has now."""
        rows: Iterable[Any] = getattr(self._scenario, self.table)
        return [one.id for one in rows]


def fixed_columns(table: str) -> tuple[str, ...]:
    """Return the columns that stay as they are once a row is made."""
    if table == "authorisations":
        return ("person",)
    return ("person",) if table == "rota" else ("crew",) if table == "seats" else KEPT[table].ids


def proposed_id(name: str, taken: Sequence[str]) -> str:
    """Return an id made from a name, different from those that are taken; blank if the name has no letter or digit."""
    words = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:LONGEST_ID].strip("-")
    return next(one for one in _numbered(words) if one not in taken) if words else ""


def _numbered(words: str) -> Iterator[str]:
    yield words
    number = 2
    while True:
        yield f"{words}-{number}"
        number += 1


def _needed(table: str) -> frozenset[str]:
    """Return the columns that every row fills."""
    return NEEDED[table] if table in NEEDED else TABLES[f"{table}.csv"].needed
