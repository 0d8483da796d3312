"""Forms for a person with their tickets, and for a crew with its seats: what belongs together is entered together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms

from standto.errors import Fault
from standto.scenario.table_writer import moment_of
from standto_desk.acts.registering.row_changes import ADD, END, RegisterChange, RowCells
from standto_desk.components.date_and_time import DateAndTimeField
from standto_desk.pages.register.change_choices import skills
from standto_desk.pages.register.change_forms import RowForm

TICKETS, SEATS = "authorisations", "seats"
SEAT_PARTS = 3


class TicketedPersonForm(RowForm):
    """A person with their tickets.

    Parameters
    ----------
    held
        The tickets that they hold.
    """

    def __init__(self, *args: Any, held: Sequence[RowCells] = (), **kwargs: Any) -> None:
        self._held = held
        super().__init__(*args, **kwargs)
        offered = list(skills(self._scenario))
        initial = list(dict.fromkeys(one["capability"] for one in held))
        self.fields["tickets"] = forms.MultipleChoiceField(
            label="Tickets",
            help_text="The skills that they may use.",
            choices=offered,
            initial=initial,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["valid_until"] = DateAndTimeField(
            label="New tickets are valid until", help_text="Leave blank if they have no set end.", required=False
        )
        self.fields["occurred"] = self.fields.pop("occurred")

    def changes(self) -> tuple[RegisterChange, ...]:
        """Return the changes of the person's row, if it changes, and of their tickets."""
        (own,) = super().changes()
        occurred = own.occurred
        person = own.cells.get("person", "")
        chosen, until = self.cleaned_data.get("tickets", ()), self.cleaned_data.get("valid_until")
        held = {one["capability"] for one in self._held}
        ends = "" if until is None else moment_of(self._scenario.zone, until).isoformat()
        new = ((person, skill, "", ends) for skill in chosen if skill not in held)
        gone = (one for one in self._held if one["capability"] not in chosen)
        names = ("person", "capability", "from", "until")
        tickets = [RegisterChange(TICKETS, ADD, key, dict(zip(names, key, strict=True)), occurred) for key in new]
        tickets += [RegisterChange(TICKETS, END, tuple(one.values()), {}, occurred) for one in gone]
        same = self.row is not None and dict(own.cells) == dict(self.row) and tickets
        return (*(() if same else (own,)), *tickets)

    def take(self, faults: Iterable[Fault]) -> None:
        """Show the faults of tickets at their field."""
        own = [one.table == "people" for one in self.changes()]
        super().take(
            one if not one.line or (one.line <= len(own) and own[one.line - 1]) else replace(one, column="tickets")
            for one in faults
        )


class CrewForm(RowForm):
    """A new crew with its seats."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ", ".join(skill for skill, _ in skills(self._scenario))
        self.fields["seats"] = forms.CharField(
            label="Seats",
            help_text=f"One on each line: state; seat; skills. For example: full; driver; ba. Skills: {names}.",
            widget=forms.Textarea(attrs={"rows": 6}),
            max_length=10_000,
            error_messages={"required": "Enter at least one seat"},
        )
        self.fields["occurred"] = self.fields.pop("occurred")

    def clean_seats(self) -> list[tuple[str, ...]]:
        """Return the state, the seat and the skills of each line."""
        lines = [line for line in self.cleaned_data["seats"].splitlines() if line.strip()]
        rows = [tuple(part.strip() for part in line.split(";", 2)) for line in lines]
        wrong = [line.strip() for line, row in zip(lines, rows, strict=True) if len(row) < SEAT_PARTS or not all(row)]
        if wrong:
            raise forms.ValidationError(
                f"Write a state, a seat and skills, with ';' between them: {', '.join(wrong[:5])}"
            )
        return rows

    def changes(self) -> tuple[RegisterChange, ...]:
        """Return the changes that add the crew and its seats."""
        (own,) = super().changes()
        crew = own.cells.get("crew", "")
        names = ("crew", "state", "seat", "capabilities")
        seats = [dict(zip(names, (crew, *row), strict=True)) for row in self.cleaned_data.get("seats", ())]
        added = (RegisterChange(SEATS, ADD, (crew, one["state"], one["seat"]), one, own.occurred) for one in seats)
        return (own, *added)

    def not_checked(self) -> frozenset[str]:
        """Return the fields about which the register can say nothing; without its seats, a crew is never sound."""
        return super().not_checked() | ({"crew"} if "seats" in self.errors else frozenset())

    def take(self, faults: Iterable[Fault]) -> None:
        """Show the faults of seats at their field."""
        super().take(replace(one, column="seats") if (one.line or 1) > 1 else one for one in faults)
