"""Answers kept for the next who asks: an hour-by-hour review looks back over a few states of knowledge."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Key = TypeVar("Key")
Value = TypeVar("Value")

MOST_KEPT = 64
"""How many answers of one sort stay at hand."""
MOST_CARRIED = 16
"""How many of them are taken along when more events come: with each comes another, and few are asked again."""


def keep(kept: dict[Key, Value], key: Key, value: Value) -> Value:
    """Keep a value, let the oldest go where there are many, and return it."""
    if len(kept) >= MOST_KEPT:
        del kept[next(iter(kept))]
    kept[key] = value
    return value


def carried(kept: dict[Key, Value], holds: Callable[[Key], bool]) -> dict[Key, Value]:
    """Return the newest of the answers that still hold, by their keys, to be kept elsewhere."""
    return {key: kept[key] for key in [key for key in kept if holds(key)][-MOST_CARRIED:]}
