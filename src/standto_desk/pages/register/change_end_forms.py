"""The form that ends a row of the register from a date, with what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms

from standto.errors import Fault
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.scenario.table_writer import moment_of
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.acts.registering.row_addresses import RowKey
from standto_desk.acts.registering.row_changes import CHANGE, RegisterChange, RowCells
from standto_desk.acts.registering.row_dependents import ending_together
from standto_desk.components.date_and_time import DateAndTimeField
from standto_desk.kit.act_forms import BasedForm
from standto_desk.ledger.tables import Tables
from standto_desk.pages.register.change_forms import PLACES
from standto_desk.pages.register.fault_words import in_words

CLOSE, REMOVE = "close", "remove"
CLOSED = frozenset({"duties", "crews", "pools", "powers"})
"""The tables whose rows may also stay in the register, and stand no longer."""


class EndForm(BasedForm):
    """The end of a row.

    Parameters
    ----------
    table, key, row
        The row.
    tables, scenario
        Every version of every row, and the things in force.
    at
        The present.
    """

    subjects = PLACES
    occurred = DateAndTimeField(label="From when?", help_text="Leave blank to end it now.", required=False)

    def __init__(
        self,
        *args: Any,
        table: str,
        key: RowKey,
        row: RowCells,
        tables: Tables,
        scenario: Scenario,
        at: Instant,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._table, self._row_key, self._row = table, key, row
        self._tables, self._scenario, self._at = tables, scenario, at
        if table in CLOSED:
            self.fields["how"] = forms.ChoiceField(
                label="What becomes of it?",
                choices=[
                    (CLOSE, "It stands no longer, and stays in the register with what refers to it"),
                    (REMOVE, "It leaves the register, with what belongs to it"),
                ],
                initial=CLOSE,
                widget=forms.RadioSelect,
            )

    def changes(self) -> tuple[RegisterChange, ...]:
        """Return the changes that a valid form asks for."""
        occurred: Instant | None = self.cleaned_data.get("occurred")
        when = self._at if occurred is None else occurred
        if self.cleaned_data.get("how") == CLOSE:
            until = moment_of(self._scenario.zone, when).isoformat()
            return (RegisterChange(self._table, CHANGE, self._row_key, {**self._row, "until": until}),)
        if KEPT[self._table].section:
            return (RegisterChange(self._table, "end", self._row_key, {}, occurred),)
        return ending_together(self._tables, self._table, self._row_key, occurred, when)

    def take(self, faults: Iterable[Fault]) -> None:
        """Show faults; an end before the beginning is a fault of the time."""
        super().take(
            replace(one, column="occurred") if one.column in ("until", "from") else one for one in in_words(faults)
        )
