"""Words that a message offers in place of one that does not fit: the nearest, and those that are allowed."""

from __future__ import annotations

from collections.abc import Iterable

from standto.scenario.cells import shown
from standto.scenario.name_likeness import nearest
from standto.wording import listed

_MANY = 16
"""The most allowed words that a message lists beside the nearest."""


def nearest_first(name: str, words: Iterable[str]) -> str:
    """Return the beginning of a message: the nearest of some words, or nothing if none is near."""
    near = nearest(name, words, 0.5)
    return f"the nearest is {shown(near)}; " if near else ""


def allowed_words(name: str, allowed: Iterable[str]) -> str:
    """Return the end of a message about a word that is not allowed: the nearest, and what is allowed."""
    words = list(allowed)
    return f"{nearest_first(name, words)}{all_allowed(words)}" if words else "none is allowed"


def all_allowed(words: list[str]) -> str:
    """Return the allowed words, the first of them if they are many."""
    more = f", and {len(words) - _MANY:,} more" if len(words) > _MANY else ""
    return f"allowed are {', '.join(words[:_MANY])}{more}"


def several(words: Iterable[str]) -> str:
    """Return words in quotes, as a list in a sentence."""
    return listed([shown(word) for word in words])
