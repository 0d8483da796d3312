"""The forms of situation reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from standto.model.time import Instant
from standto_desk.acts.situation_reports.report_chain import ReportChain
from standto_desk.acts.situation_reports.report_parts import AUDIENCES, COMMAND, READERS
from standto_desk.acts.situation_reports.wording_reports import LONGEST_WORDS
from standto_desk.clock import now
from standto_desk.kit.act_forms import BasedForm, OnceForm
from standto_desk.kit.instants import InstantField

ALL = ""
OTHER_WORDS = "Somebody else changed these words. We show theirs above yours"
OTHER_REPORT = "Somebody changed this report. Read it again"


class DraftForm(OnceForm):
    """The readers of a report, its moment, and the report that it corrects."""

    audience = forms.ChoiceField(
        label="Who will read it?", choices=list(AUDIENCES.items()), widget=forms.RadioSelect, initial=COMMAND
    )
    at = InstantField(
        label="Which moment is it about?",
        help_text="Leave blank for the situation now. Reports to the desk and to the public are about a whole hour.",
        required=False,
    )
    corrects = forms.TypedChoiceField(
        label="Does it correct a report that is published?", coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, published: Sequence[ReportChain], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.number, f"Report {one.number}, for {AUDIENCES[one.audience].lower()}") for one in published]
        self.fields["corrects"].choices = [(ALL, "No"), *named]
        self.fields["corrects"].help_text = "The report that it corrects is then superseded. It is never changed."

    def clean_at(self) -> Instant | None:
        """Return the moment; refuse one in the future."""
        at: Instant | None = self.cleaned_data["at"]
        if at is not None and at > now():
            raise forms.ValidationError("The moment must not be in the future", code="future")
        return at


class NoChangeForm(OnceForm):
    """The button that drafts a report with the words of the last, because nothing has changed."""


class WordsForm(BasedForm):
    """The words of a part of a report."""

    words = forms.CharField(
        label="Words",
        required=False,
        max_length=LONGEST_WORDS,
        strip=False,
        widget=forms.Textarea(),
        help_text="Name nobody, and give nobody's reasons. Leave blank to leave this part out.",
    )

    def start_over(self, changes: Sequence[str], based_on: int) -> None:  # noqa: ARG002
        """Say that somebody else wrote words, which the page shows."""
        super().start_over([OTHER_WORDS], based_on)


class StepForm(BasedForm):
    """The button that approves, publishes or withdraws a report as the page showed it."""

    def start_over(self, changes: Sequence[str], based_on: int) -> None:  # noqa: ARG002
        """Say that the report has changed, which the page shows."""
        super().start_over([OTHER_REPORT], based_on)


class ArchiveForm(forms.Form):
    """The filter of the archive.

    Parameters
    ----------
    sees_numbers
        Whether its reader sees exact numbers, and so reports to command.
    """

    audience = forms.ChoiceField(label="Readers", choices=[(ALL, "All"), *READERS.items()], required=False)
    since = InstantField(label="About a moment from", required=False)
    until = InstantField(label="Until", required=False)

    def __init__(self, *args: Any, sees_numbers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sees_numbers:
            choices = self.fields["audience"].choices
            self.fields["audience"].choices = [one for one in choices if one[0] != COMMAND]

    @property
    def status(self) -> int:
        """The HTTP status of a page that shows the form."""
        return 422 if self.is_bound and self.errors else 200
