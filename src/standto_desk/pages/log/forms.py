"""The forms of the log: writing a line, changing its owner and time, marking it, and searching."""

from __future__ import annotations

from typing import Any

from django import forms

from standto.model.time import Instant
from standto_desk.acts.log.finding import DONE, MINE, OPEN, OVERDUE, LogSearch
from standto_desk.acts.log.writing import LONGEST_WORDS, Task, owners_of
from standto_desk.components.date_and_time import DateAndTimeField
from standto_desk.components.spoken import id_words
from standto_desk.kit.act_forms import BasedForm
from standto_desk.kit.instants import InstantField, written

POST, ACCOUNT = "post", "account"
UNKNOWN = {"invalid_choice": "Choose one from the list"}


class TaskForm(BasedForm):
    """The owner of a line, and the time by which something is to be done."""

    owner = forms.ChoiceField(label="Who should do something about it?", required=False, error_messages=UNKNOWN)
    due = DateAndTimeField(label="By when?", required=False, help_text="Leave blank if there is no time.")

    def __init__(self, *args: Any, force: str, task: Task | None = None, **kwargs: Any) -> None:
        initial = {"owner": owner_value(task), "due": task.due} if task else {}
        super().__init__(*args, **kwargs, initial=initial)
        posts, accounts = owners_of(force)
        posts = list(dict.fromkeys([*posts, *([task.owner] if task and task.owner else [])]))
        self.fields["owner"].choices = [
            ("", "Nobody"),
            ("Posts", [(f"{POST}:{one}", id_words(one)) for one in posts]),
            ("Accounts", [(f"{ACCOUNT}:{one.pk}", one.get_username()) for one in accounts]),
        ]

    def task(self) -> Task:
        """Return the owner and the time as they were filled in."""
        kind, _, name = self.cleaned_data["owner"].partition(":")
        due = self.cleaned_data["due"]
        return Task(owner=name if kind == POST else "", to=name if kind == ACCOUNT else "", due=due)


class LineForm(TaskForm):
    """A line of the log."""

    words = forms.CharField(
        label="What happened?",
        help_text="Write nothing about a volunteer: no name, no cipher, and no reason for stepping back.",
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(),
        error_messages={"required": "Enter what happened"},
    )
    occurred = DateAndTimeField(
        label="When did it happen?", required=False, help_text="Leave blank if it happened just now."
    )


class MarkForm(BasedForm):
    """A form with only a button."""


class LogSearchForm(forms.Form):
    """A search of the log; a field that is left empty finds everything."""

    words = forms.CharField(label="Words", required=False, max_length=200)
    post = forms.ChoiceField(label="Written as", required=False, error_messages=UNKNOWN)
    owner = forms.ChoiceField(label="Owner", required=False, error_messages=UNKNOWN)
    state = forms.ChoiceField(
        label="State",
        required=False,
        error_messages=UNKNOWN,
        choices=[("", "Any"), (OPEN, "Open"), (OVERDUE, "Overdue"), (DONE, "Done")],
    )
    start = InstantField(label="From", required=False)
    until = InstantField(label="Until", required=False)

    def __init__(self, *args: Any, posts: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one, id_words(one)) for one in posts]
        self.fields["post"].choices = [("", "Any post"), *named]
        self.fields["owner"].choices = [("", "Anybody"), (MINE, "Me, or a post that I hold"), *named]

    def clean(self) -> dict[str, Any]:
        """Return what was filled in, with an error if the time ends before it begins."""
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        start, until = asked.get("start"), asked.get("until")
        if start is not None and until is not None and until <= start:
            self.add_error("until", "Until: enter a moment after the beginning")
        return asked

    @property
    def status(self) -> int:
        """The HTTP status of a page that shows the form."""
        return 422 if self.is_bound and self.errors else 200

    def search(self) -> LogSearch:
        """Return what is looked for; everything if the form has errors."""
        if not (self.is_bound and self.is_valid()):
            return LogSearch()
        return LogSearch(**self.cleaned_data)

    @property
    def query(self) -> dict[str, Any]:
        """Return the fields that were filled in, as the parameters of an address."""
        if not (self.is_bound and self.is_valid()):
            return {}
        return {name: _parameter(value) for name, value in self.cleaned_data.items() if value not in (None, "")}


def owner_value(task: Task) -> str:
    """Return the choice of a line's owner."""
    return f"{POST}:{task.owner}" if task.owner else f"{ACCOUNT}:{task.to}" if task.to else ""


def _parameter(value: str | Instant) -> str:
    return written(value) if isinstance(value, int) else value
