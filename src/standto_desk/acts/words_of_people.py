"""Keeping people out of free words."""

from __future__ import annotations

import re

from standto_desk.access.people_in_reach import forces_now

_WORD = re.compile(r"[a-z0-9][a-z0-9._-]*")

NO_CIPHERS = "holds somebody's cipher: write nothing about a person here"


def names_somebody(words: str) -> bool:
    """Whether the cipher of anybody in the register stands in some words."""
    return bool(forces_now({word.rstrip("._-") for word in _WORD.findall(words.lower())}))
