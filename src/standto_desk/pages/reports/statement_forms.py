"""The form that drafts a cover statement for the public: its months, and the statement that it corrects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from itertools import pairwise
from typing import Any

from django import forms

from standto.model.time import Instant, Period
from standto_desk.acts.situation_reports.report_chain import ReportChain
from standto_desk.components.moments import here
from standto_desk.kit.act_forms import OnceForm

MONTHS_BACK = 24
"""The number of past months to choose from."""
MOST_MONTHS = 3
"""The most months of a statement: it is worked out again for each reader of a draft."""


class DraftStatementForm(OnceForm):
    """The months of a cover statement, and the published statement that it corrects.

    Parameters
    ----------
    until
        The last moment that the public may hear of: months that end by then can be chosen.
    published
        The statements that it could correct.
    """

    subjects = {"report": "The statement"}
    first = forms.TypedChoiceField(label="First month", coerce=int)
    last = forms.TypedChoiceField(
        label="Last month", coerce=int, help_text=f"A statement is of {MOST_MONTHS} months at most."
    )
    corrects = forms.TypedChoiceField(
        label="Does it correct a statement that is published?", coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, until: Instant, published: Sequence[ReportChain], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.months = dict(enumerate(months_before(until)))
        named = [(number, f"{here().local(one.start):%B %Y}") for number, one in self.months.items()]
        self.fields["first"].choices = self.fields["last"].choices = named
        self.fields["corrects"].choices = [("", "No"), *((one.number, one.title) for one in published)]
        self.fields["corrects"].help_text = "The statement that it corrects is then superseded. It stays where it is."

    def clean(self) -> dict[str, Any]:
        """Return the months as one period."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.pop("first", None), cleaned.pop("last", None)
        if first is None or last is None:
            return cleaned
        if last > first:
            self.add_error("last", "The last month must not be before the first")
        elif first - last >= MOST_MONTHS:
            self.add_error("last", f"A statement is of {MOST_MONTHS} months at most")
        else:
            cleaned["months"] = Period(self.months[first].start, self.months[last].until)
        return cleaned


def months_before(until: Instant) -> list[Period]:
    """Return the whole months that are over at a moment, the latest first."""
    today = here().local(until)
    count = today.year * 12 + today.month - 1
    edges = [_first_of(count - back) for back in range(MONTHS_BACK + 1)]
    return [Period(start, end) for end, start in pairwise(edges)]


def _first_of(month: int) -> Instant:
    return here().wall_clock(date(month // 12, month % 12 + 1, 1), time())
