"""Forms that can be sent twice and are entered once: by a key that the page gives them and that does for one thing."""

from __future__ import annotations

import re
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from standto.errors import Fault

KEY = re.compile(r"[!-.0-~]{1,64}")
"""As the ledger takes keys, but shorter, and without the stroke that acts put behind them."""
ODD = "The page came back damaged, and nothing was recorded. Check what follows, and send it again"
USED = (
    "This page was used before, for something else, and nothing more was recorded. "
    "Check what follows, and send it again if it still holds"
)
REFUSED, CONFLICT, DONE = 422, 409, 200
LONGEST = 19
"""Digits of a number that every database takes, and one."""


def new_key() -> str:
    """Return a key for one form."""
    return token_urlsafe(18)


def key_in(sent: Mapping[str, Any]) -> str:
    """Return the key that came with a form; blank where none did that this desk could have made."""
    key = sent.get("key", "")
    return key if isinstance(key, str) and KEY.fullmatch(key) else ""


def number_in(text: str) -> int:
    """Return the number of an entry that a form carries; 0, which is always stale, for anything else."""
    return int(text) if text.isdecimal() and len(text) < LONGEST else 0


def in_words(faults: Iterable[Fault]) -> list[str]:
    """Return faults of an act as a page says them: one of a key says what to do, and not the key."""
    return list(dict.fromkeys(USED if fault.column == "key" else str(fault) for fault in faults))


class KeyField(forms.CharField):
    """The key of a form, which nobody types."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.HiddenInput, initial=new_key, strip=False, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the key.

        Raises
        ------
        ValidationError
            It is none that this desk could have made.
        """
        if value in self.empty_values and not self.required:
            return ""
        if not isinstance(value, str) or not KEY.fullmatch(value):
            raise forms.ValidationError(ODD, code="key")
        return value


class OnceForm(forms.Form):
    """A form that can be sent twice and is entered once.

    One whose key is odd, or was used for something else, comes back with what was typed and a new key.
    """

    data: Any
    status = DONE
    """What a page answers that shows it."""

    key = KeyField()

    def full_clean(self) -> None:
        """Clean every field; where the key will not do, take another."""
        super().full_clean()
        if self.is_bound and "key" in self.errors:
            del self.errors["key"]
            self.add_error(None, ODD)
            self._take_new_key(REFUSED)

    def take(self, faults: Iterable[Fault]) -> None:
        """Show faults that an act found, each at its field where there is one."""
        for fault in faults:
            if fault.column == "key":
                self.add_error(None, USED)
                self._take_new_key(CONFLICT)
                continue
            name = next((name for name in (fault.column, fault.place) if name in self.fields), None)
            self.add_error(name, _sentence(fault.what, str(self.fields[name].label or "") if name else ""))

    def _take_new_key(self, status: int) -> None:
        """Give the form a key that nothing was entered by."""
        self.status = status
        self.data = self.data.copy()
        self.data[self.add_prefix("key")] = new_key()


def _sentence(what: str, label: str) -> str:
    """Return a fault as a sentence, which begins with the field's label where it is said of the field."""
    if label and what.startswith(("must ", "is ", "has ")):
        return f"{label.rstrip('?:')} {what}"
    return f"{what[0].upper()}{what[1:]}"
