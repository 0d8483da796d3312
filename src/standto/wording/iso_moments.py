"""Moments in ISO 8601, as files and options have them."""

from __future__ import annotations

import re
from datetime import datetime

from standto.wording.given_values import quoted

_DATE = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}")


def iso_moment(text: str) -> datetime:
    """Return a date and time in ISO 8601, with or without its offset; raise `ValueError` if the text is none."""
    how = "write date and time in ISO 8601, as 2023-09-22T18:00 (local) or 2023-09-22T18:00+01:00"
    if _DATE.fullmatch(text):
        raise ValueError(f"{quoted(text)} is a date without a time: {how}")
    try:
        if "T" not in text and " " not in text:
            raise ValueError
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{quoted(text)} is not a time: {how}") from None
