"""The base of the forms that write a what-if sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms

from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.supposing.subjects import SORTS, Subjects
from standto_desk.components.date_and_time import DateAndTimeField
from standto_desk.kit.act_forms import ActForm
from standto_desk.kit.number_fields import whole_number

MOST_PLACES = 1_000_000


class SentenceForm(ActForm):
    """A form that writes sentences about a scenario; its times are optional.

    Its fields are the parts of one sentence, which says something else without one of them, so it is not rehearsed.

    Attributes
    ----------
    TITLE, ABOUT
        Its heading, and a sentence that says what it supposes.
    FIELDS
        Its fields in order, before the times.
    """

    rehearsed = False
    TITLE: ClassVar[str] = ""
    ABOUT: ClassVar[str] = ""
    FIELDS: ClassVar[tuple[str, ...]] = ()

    since = DateAndTimeField(label="From when?", required=False, help_text="Leave blank for the whole time.")
    until = DateAndTimeField(label="Until when?", required=False, help_text="Leave blank for no end.")

    def __init__(self, *args: Any, scenario: Scenario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._scenario, self._subjects = scenario, Subjects(scenario)
        self.order_fields([*self.FIELDS, "since", "until"])
        self.prepare(scenario)

    def prepare(self, scenario: Scenario) -> None:
        """Fill the choices of the fields."""

    def clean(self) -> dict[str, Any]:
        """Refuse an end before a beginning."""
        filled: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = filled.get("since"), filled.get("until")
        if since is not None and until is not None and until <= since:
            self.add_error("until", "Until when: enter a moment after the beginning")
        return filled

    def sentences(self) -> tuple[str, ...]:
        """Return the sentences that the form writes."""
        raise NotImplementedError

    @property
    def when(self) -> str:
        """The end of a sentence that says when; empty for the whole time."""
        since, until = self.cleaned_data["since"], self.cleaned_data.get("until")
        if since is None and until is None:
            return ""
        if until is None:
            return f" from {self.iso(since)}"
        return f" until {self.iso(until)}" if since is None else f" {self.iso(since)} to {self.iso(until)}"

    @property
    def moment(self) -> str:
        """The end of a sentence about a moment; empty for the beginning."""
        since = self.cleaned_data["since"]
        return "" if since is None else f" at {self.iso(since)}"

    def iso(self, instant: Instant) -> str:
        """Return an instant as a sentence has it."""
        return self._scenario.zone.iso(instant)

    def named(self, sort: str, name: str) -> str:
        """Return how a sentence names something: by its id, after its sort if the id means several things."""
        several = any(self._subjects.known(name, other) for other in SORTS if other != sort)
        return f"{sort} {name}" if several else name

    def choose(self, field: str, groups: Iterable[tuple[str, str, Sequence[Any]]], first: str = "") -> None:
        """Offer rows of the scenario as choices, by group: its heading, its sort and its rows."""
        found: list[Any] = [("", first)] if first else []
        for heading, sort, rows in groups:
            if rows:
                found.append((heading, [(f"{sort}:{one.id}", _label(one)) for one in rows]))
        self.fields[field].choices = found

    def chosen(self, field: str) -> str:
        """Return how a sentence names the choice of a field; empty for none."""
        sort, _, name = self.cleaned_data[field].partition(":")
        return self.named(sort, name) if name else ""


def _label(row: Any) -> str:
    name = getattr(row, "name", "")
    return f"{name} ({row.id})" if name and name != row.id else str(row.id)


def number(label: str, *, most: int = MOST_PLACES, **kwargs: Any) -> forms.IntegerField:
    """Return a field for a number of people, places or minutes."""
    return whole_number(label, most=most, **kwargs)
