"""The forms of a folder: its files, and the confirmation of what they would do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from standto.errors import Fault
from standto_desk.clock import now
from standto_desk.components.date_and_time import DateAndTimeField
from standto_desk.kit.act_forms import ActForm
from standto_desk.kit.uploads import SeveralFiles, SeveralFilesField


class FolderForm(ActForm):
    """The files of a folder, and from when it holds."""

    files = SeveralFilesField(
        label="Folder",
        help_text=(
            "A ZIP archive of a scenario's folder, or files of it: scenario.toml and CSV files, 8 MB together. "
            "Files that do not change may be missing."
        ),
        widget=SeveralFiles(attrs={"accept": ".zip,.csv,.toml"}),
        error_messages={"required": "Choose an archive, or one or more files", "empty": "The selected file is empty"},
    )
    since = DateAndTimeField(
        label="From when?",
        help_text="Nothing earlier changes. Leave blank to change it as soon as you confirm.",
        required=False,
    )

    found: tuple[Fault, ...] = ()
    """The faults in the files, which the page lists in a table."""

    def take(self, faults: Iterable[Fault]) -> None:
        """Note the faults in the files."""
        self.found = tuple(faults)

    def clean_since(self) -> Any:
        """Refuse a start in the past."""
        since = self.cleaned_data["since"]
        if since is not None and since < now():
            raise forms.ValidationError("From when must not be in the past: what has happened stays as it is")
        return since


class ConfirmFolderForm(ActForm):
    """The confirmation of a folder, with what its page showed.

    Parameters
    ----------
    unlisted
        The words for each part that has rows which the folder does not list, by the part.
    left
        Whether something is left as it is.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    ending = forms.MultipleChoiceField(
        label="End rows that the folder does not list?",
        help_text="They stay, unless you select their table. Then choose “Show the effect again”.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Choose from the tables listed"},
    )
    leave = forms.BooleanField(
        label="Leave out what is listed under “What would stay as it is”, and import the rest",
        error_messages={"required": "Say that we may leave out what would stay as it is, or change the folder"},
    )

    def __init__(self, *args: Any, unlisted: dict[str, str], left: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = list(unlisted)
        ending: Any = self.fields["ending"]
        ending.choices = list(unlisted.items())
        if not unlisted:
            del self.fields["ending"]
        if not left:
            del self.fields["leave"]
