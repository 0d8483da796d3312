"""The form that filters and sorts a list of the register."""

from __future__ import annotations

from typing import Any

from django import forms

from standto_desk.acts.registering.kept_tables import KeptTable
from standto_desk.kit.instants import InstantField, written
from standto_desk.presenting.registers.row_words import RowWords
from standto_desk.presenting.registers.table_names import LISTED, column_name

BY: dict[str, tuple[str, ...]] = {
    "team": ("people", "authorisations", "rota"),
    "capability": ("people", "authorisations", "duties", "crews", "seats", "pools"),
    "force": ("people", "authorisations", "rota", "teams", "pools"),
}
"""The filters, each with the tables that it is for."""
TABLE_OF = {"team": "teams", "capability": "capabilities", "force": "forces"}
"""The table that each filter chooses from."""
UNKNOWN = {"invalid_choice": "Choose one from the list"}


class ListForm(forms.Form):
    """A filter of a list, and its order; a field that is left empty filters nothing."""

    find = forms.CharField(label="Find", required=False, max_length=100, help_text="A name or a part of one")
    team = forms.ChoiceField(label="Team", required=False, error_messages=UNKNOWN)
    capability = forms.ChoiceField(label="Skill", required=False, error_messages=UNKNOWN)
    force = forms.ChoiceField(label="Force", required=False, error_messages=UNKNOWN)
    at = InstantField(label="In force at", required=False, help_text="Leave blank for the rows in force now")
    sort = forms.ChoiceField(label="Sort by", required=False, error_messages=UNKNOWN)
    order = forms.ChoiceField(
        label="Order",
        required=False,
        error_messages=UNKNOWN,
        choices=[("", "Smallest or A first"), ("down", "Largest or Z first")],
    )

    def __init__(self, data: Any, *, table: KeptTable, words: RowWords) -> None:
        super().__init__(data)
        for name, tables in BY.items():
            if table.name in tables:
                chosen = words.names(TABLE_OF[name])
                self.fields[name].choices = [("", "Any"), *sorted(chosen.items(), key=lambda one: one[1].casefold())]
            else:
                del self.fields[name]
        if table.of_people:
            del self.fields["find"]
        columns = LISTED.get(table.name, table.columns)
        self.fields["sort"].choices = [
            ("", "As entered"),
            *((column, column_name(table.name, column)) for column in columns),
        ]

    @property
    def asked(self) -> dict[str, Any]:
        """The fields that were filled in."""
        if not self.is_valid():
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    @property
    def query(self) -> dict[str, Any]:
        """The same as the parameters of an address."""
        return {name: written(value) if name == "at" else value for name, value in self.asked.items()}


class FindPersonForm(forms.Form):
    """A cipher, or a part of one: sent in a request's body, so that no address holds it."""

    cipher = forms.CharField(
        label="Cipher",
        max_length=100,
        required=False,
        help_text="Or a part of one",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
