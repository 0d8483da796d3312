"""The form field for an instant, typed as a date and a time in four boxes."""

from __future__ import annotations

from typing import Any

from django import forms

from standto.model.time import Instant
from standto_desk.components.moments import here
from standto_desk.components.typed_times import BOXES, NotATime, instant_typed, typed


class DateAndTimeWidget(forms.MultiWidget):
    """Day, month, year and time of day, each in a box of its own."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.TextInput() for _ in BOXES], attrs)

    def decompress(self, value: Instant | None) -> list[str | None]:
        """Return the contents of the boxes for an instant; sent back unchanged, they give that instant."""
        return [None] * len(BOXES) if value is None else [*typed(value, here())]


class DateAndTimeField(forms.Field):
    """An instant, typed as a local date and time.

    The time may be ``14:05``, ``2:05pm`` or, in the hour that occurs twice, ``01:30 GMT`` or ``01:30 UTC+00:00``.
    Without a zone, it is the first of the two. The field cleans to an `Instant`, or to None if nothing is typed and
    nothing is required. The code of a fault is the box that is wrong, one of `BOXES`.
    """

    widget = DateAndTimeWidget
    default_error_messages = {"required": "Enter a date and a time"}

    def clean(self, value: Any) -> Instant | None:
        """Return the instant.

        Raises
        ------
        ValidationError
            Something is missing, or there is no such date or time; the words say what is allowed.
        """
        boxes = [str(part or "").strip() for part in (value or [""] * len(BOXES))]
        if not any(boxes):
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        try:
            return instant_typed(boxes, here())
        except NotATime as error:
            label = str(self.label or "The time").rstrip("?:")
            raise forms.ValidationError(f"{label} {error.words}", code=error.box) from None
