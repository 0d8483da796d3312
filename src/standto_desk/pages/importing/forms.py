"""The forms of an import: the files and the mapping, and the confirmation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from standto.errors import Fault
from standto_desk.clock import now
from standto_desk.components.date_and_time import DateAndTimeField
from standto_desk.kit.act_forms import ActForm
from standto_desk.kit.uploads import SeveralFiles, SeveralFilesField

LONGEST = 200_000
"""The most characters of a mapping."""
ACCEPTED = ".csv,.txt,.xlsx,.ods,.ics"
ALL_NEW = "Nobody in these workbooks has a cipher yet"
EMPTY = "The selected file is empty"
NOT_TEXT = "The mapping must be a text file in UTF-8"


class ImportForm(ActForm):
    """The workbooks, their mapping and the key file of their people.

    They are read only by a sound mapping: without one, the desk would suggest another.
    """

    decisive = ("workbooks", "mapping_file", "mapping")

    workbooks = SeveralFilesField(
        label="Workbooks",
        help_text="Up to 10 CSV, Excel (XLSX), OpenDocument (ODS) or iCalendar files, 8 MB together.",
        widget=SeveralFiles(attrs={"accept": ACCEPTED}),
        error_messages={"required": "Choose one or more workbooks", "empty": EMPTY},
    )
    key_file = forms.FileField(
        label="Key file",
        help_text="The file from your last import, with each person's cipher. Leave blank the first time.",
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        error_messages={"empty": EMPTY},
        required=False,
    )
    all_new = forms.BooleanField(label=ALL_NEW, required=False)
    mapping_file = forms.FileField(
        label="Mapping file",
        help_text="It replaces the mapping below. Without a mapping, we suggest one.",
        widget=forms.FileInput(attrs={"accept": ".toml,.txt"}),
        error_messages={"empty": EMPTY},
        required=False,
    )
    mapping = forms.CharField(
        label="Mapping",
        help_text="Do not write names or personnel numbers here.",
        widget=forms.Textarea(attrs={"rows": 12}),
        required=False,
        max_length=LONGEST,
        strip=False,
    )
    since = DateAndTimeField(
        label="From when?",
        help_text="Nothing earlier changes. Leave blank for the start of the sheets, or now if that is later.",
        required=False,
    )

    def clean_mapping_file(self) -> str:
        """Return the text of the mapping's file."""
        file = self.cleaned_data["mapping_file"]
        if file is None:
            return ""
        if file.size > LONGEST:
            raise forms.ValidationError(f"The mapping must be smaller than {LONGEST:,} bytes")
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(NOT_TEXT) from None

    def clean(self) -> dict[str, Any]:
        """Put the text of a file in place of the typed mapping, and refuse a start in the past."""
        entered = self.cleaned_data
        if entered.get("mapping_file"):
            self.show_mapping(entered["mapping_file"])
            entered["mapping"] = entered["mapping_file"]
        if entered.get("since") is not None and entered["since"] < now():
            self.add_error("since", "From when must not be in the past: what has happened stays as it is")
        return entered

    def take(self, faults: Iterable[Fault]) -> None:
        """Show each fault at its field: those of a file at the workbooks, with its name and line."""
        for name, text in map(_at_field, faults):
            if name not in self._faulty:
                self.add_error(name, text)

    def show_mapping(self, text: str) -> None:
        """Show a text as the mapping when the page is drawn again."""
        self.data = self.data.copy()
        self.data["mapping"] = text


class ConfirmImportForm(ActForm):
    """The confirmation of an import, with what its page showed.

    Parameters
    ----------
    new
        Whether somebody has a new cipher, so that there is a key file to keep.
    left
        Whether something is left as it is.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    secret = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    saved = forms.BooleanField(
        label="I have saved the new key file in a safe place",
        error_messages={"required": "Save the new key file first: without it nobody can tell who is who"},
    )
    leave = forms.BooleanField(
        label="Leave out the differences listed above, and import the rest",
        error_messages={"required": "Say that we may leave out the differences listed above, or change the workbooks"},
    )

    def __init__(self, *args: Any, new: bool, left: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not new:
            del self.fields["saved"]
        if not left:
            del self.fields["leave"]


class UndoForm(ActForm):
    """The confirmation of undoing an import, with what its page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


def _at_field(fault: Fault) -> tuple[str, str]:
    """Return the field at which a fault of the workbooks, the mapping or the key file stands, and its words."""
    where = "".join((f"line {fault.line}: " if fault.line else "", f"{fault.column}: " if fault.column else ""))
    if fault.place == "mapping":
        return "mapping", f"{where}{fault.what}"
    if fault.place == "key":
        return "key_file", f"The key file {where}{fault.what}"
    name = "The workbooks" if fault.place == "workbooks" else fault.place
    return "workbooks", f"{name}, {where}{fault.what}" if where else f"{name} {fault.what}"
