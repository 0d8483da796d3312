"""Forms for acts: each is entered once however often it is sent, and shows why the act refused it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from secrets import token_urlsafe
from typing import Any

from django import forms

from standto.errors import Fault
from standto.wording import counted

KEY = re.compile(r"[!-.0-~]{1,64}")
"""A form's key: shorter than a key of the ledger, and without the slash that acts put after it."""
DAMAGED = "The form was damaged on its way to us, and we recorded nothing. Check your answers, then send it again"
USED = (
    "You have already sent this form with other answers, and we recorded nothing more. "
    "Check your answers, then send it again if they are still right"
)
CHANGED = (
    "This changed after you opened the page, and we recorded nothing. "
    "Check the changes, then send the form again if it is still right"
)
DONE, CONFLICT, REFUSED = 200, 409, 422
MOST_CHANGES = 20
"""The number of changes that a form lists; it counts the others."""
PREDICATES = ("must ", "is ", "was ", "has ", "belongs ", "may ", "cannot ")
"""The beginnings of faults that need a subject."""
LONGEST = 19
"""An entry's number has fewer digits than this."""


def new_key() -> str:
    """Return a random key for one form."""
    return token_urlsafe(18)


def key_in(sent: Mapping[str, Any]) -> str:
    """Return the key that came with a form; blank unless this desk could have made it."""
    key = sent.get("key", "")
    return key if isinstance(key, str) and KEY.fullmatch(key) else ""


def number_in(text: str) -> int:
    """Return the number of an entry that a form carries; 0, which is always stale, for anything else."""
    return int(text) if text.isdecimal() and len(text) < LONGEST else 0


def sentences(faults: Iterable[Fault]) -> list[str]:
    """Return each different fault as a sentence for people; a fault of the key says what to do, not the key."""
    return list(dict.fromkeys(USED if fault.column == "key" else str(fault) for fault in faults))


class KeyField(forms.CharField):
    """The hidden key of a form, by which the ledger recognises a form that was sent before."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.HiddenInput, initial=new_key, strip=False, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the key.

        Raises
        ------
        ValidationError
            This desk could not have made it.
        """
        if value in self.empty_values and not self.required:
            return ""
        if not isinstance(value, str) or not KEY.fullmatch(value):
            raise forms.ValidationError(DAMAGED, code="key")
        return value


class ActForm(forms.Form):
    """A form whose act may refuse it.

    Attributes
    ----------
    subjects
        The names of things that have no field here, by the places of their faults.
    rehearsed
        Whether the act is rehearsed if a field has a fault.
    decisive
        The fields without which the act would say something wrong about the others, so that it is not rehearsed.
        None: the fields that must be filled in, apart from text.
    taken_out
        The fields that `clean` takes out of the answers, because the act does not ask for them.
    result
        The act's answer, once `attempted` has done it.
    """

    data: Any
    subjects: Mapping[str, str] = {}
    rehearsed = True
    decisive: Collection[str] | None = None
    taken_out: Collection[str] = ()
    result: Any = None
    _conflict = False
    _faulty: Collection[str] = ()

    @property
    def status(self) -> int:
        """The HTTP status of a page with this form: 409 if it conflicts with other entries, 422 if it has faults."""
        return CONFLICT if self._conflict else REFUSED if self.is_bound and self.errors else DONE

    @property
    def may_be_rehearsed(self) -> bool:
        """Whether the act can say something about the other fields of a form with faults."""
        decisive = self.decisive
        if decisive is None:
            decisive = [name for name, one in self.fields.items() if one.required and type(one) is not forms.CharField]
        return self.rehearsed and not {*decisive} & {*self.errors}

    @contextmanager
    def without_faulty_fields(self) -> Iterator[None]:
        """Leave the fields with faults blank meanwhile, and show no further faults of them."""
        self._faulty = self.not_checked()
        wrong = {name: self.fields[name] for name in {*self.errors} & {*self.fields} - {*self.taken_out}}
        # A choice that is coerced has a blank value of its own.
        blank = {name: getattr(one, "empty_value", one.to_python(None)) for name, one in wrong.items()}
        self.cleaned_data.update(blank)
        try:
            yield
        finally:
            for name in blank:
                self.cleaned_data.pop(name, None)
            self._faulty = ()

    def not_checked(self) -> frozenset[str]:
        """Return the fields about which the act can say nothing: they have faults."""
        return frozenset(self.errors)

    def take(self, faults: Iterable[Fault]) -> None:
        """Show faults that an act found, each at its field if there is one."""
        for fault in faults:
            name = next((name for name in (fault.column, fault.place) if name in self.fields), None)
            if name in self._faulty:
                continue
            place = self.subjects.get(fault.place, fault.place.capitalize() if fault.place.isalpha() else fault.place)
            text = _sentence(fault.what, str(self.fields[name].label or "") if name else place)
            if text not in self.errors.get(name or "__all__", ()):
                self.add_error(name, text)


class OnceForm(ActForm):
    """A form that is entered once, however often it is sent.

    If its key is damaged, or was used for something else, the form comes back with a new key and the old answers.
    """

    key: Any = KeyField()

    def full_clean(self) -> None:
        """Clean every field; replace hidden ones that are damaged."""
        super().full_clean()
        if self.is_bound and (damaged := self.errors.keys() & {"key", "based_on"}):
            for name in damaged:
                del self.errors[name]
                initial = self.get_initial_for_field(self.fields[name], name)
                self._send_with(**{name: "" if initial is None else str(initial)})
            self.add_error(None, DAMAGED)
            # The act would take the page for one that is out of date.
            self.rehearsed = False

    def take(self, faults: Iterable[Fault]) -> None:
        """Show faults that an act found; replace a key that was used for something else."""
        others = []
        for fault in faults:
            if fault.column == "key":
                self.add_error(None, USED)
                self._send_with(key=new_key())
                self._conflict = True
            else:
                others.append(fault)
        super().take(others)

    def _send_with(self, **hidden: str) -> None:
        """Change the hidden fields that the form carries when it is sent again."""
        self.data = self.data.copy()
        for name, value in hidden.items():
            self.data[self.add_prefix(name)] = value


class BasedForm(OnceForm):
    """A form that an act refuses if other entries were made after its page was drawn.

    Parameters
    ----------
    based_on
        The number of entries in the ledger when the page was drawn.
    """

    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, based_on: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"based_on": based_on, **(kwargs.pop("initial", None) or {})}, **kwargs)

    def start_over(self, changes: Sequence[str], based_on: int) -> None:
        """Show the changes made after the page was drawn; base the form on the ledger as it is now."""
        self.add_error(None, CHANGED)
        for change in changes[:MOST_CHANGES]:
            self.add_error(None, change)
        if (more := len(changes) - MOST_CHANGES) > 0:
            self.add_error(None, f"and {counted(more, 'other change')}")
        self._send_with(based_on=str(based_on))
        self._conflict = True


def _sentence(what: str, label: str) -> str:
    """Return a fault as a sentence; a predicate gets the field's label as its subject."""
    if label and what.startswith(PREDICATES):
        return f"{label.rstrip('?:')} {what}"
    return f"{what[0].upper()}{what[1:]}"
