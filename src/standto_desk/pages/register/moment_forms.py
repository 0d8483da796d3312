"""The form that asks for the two moments of a thing: as it was, and as it was known."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from standto.model.time import Instant
from standto_desk.clock import now
from standto_desk.kit.instants import InstantField, written


class TwoMomentsForm(forms.Form):
    """As it was at a moment, and as that was known at another; each is now if it is left empty."""

    at = InstantField(
        label="As it is at", required=False, help_text="For example, 23 9 2023 at 14:05. It may lie ahead"
    )
    known = InstantField(label="As known at", required=False, help_text="Leave blank for what is known now")

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.GET)
        self.present = now()

    def clean(self) -> dict[str, Any]:
        """Return the moments that were filled in."""
        known = self.cleaned_data.get("known")
        if known is not None and known > self.present:
            self.add_error("known", "“As known at” must not be in the future")
        return dict(self.cleaned_data)

    @property
    def at_shown(self) -> Instant:
        """The moment that is shown."""
        return self._asked("at")

    @property
    def known_shown(self) -> Instant:
        """The moment at which that was known."""
        return self._asked("known")

    @property
    def asks(self) -> bool:
        """Whether it asks for another moment than now."""
        return self.is_valid() and any(self.cleaned_data.get(name) is not None for name in ("at", "known"))

    @property
    def query(self) -> str:
        """The moments as parameters of an address."""
        if not self.asks:
            return ""
        chosen = {name: self.cleaned_data.get(name) for name in ("at", "known")}
        return "&".join(f"{name}={written(value)}" for name, value in chosen.items() if value is not None)

    def _asked(self, name: str) -> Instant:
        value = self.cleaned_data.get(name) if self.is_valid() else None
        return self.present if value is None else value
