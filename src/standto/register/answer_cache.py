"""A cache of answers: a review looks back hour by hour, over a few states of knowledge."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

MOST_KEPT = 64
"""The most answers of one sort in a cache."""
MOST_CARRIED = 16
"""The most answers that are carried over when events are added: few of them are asked for again."""


def keep(kept: dict[Key, Value], key: Key, value: Value) -> Value:
    """Cache a value, drop the oldest from a full cache, and return the value."""
    if len(kept) >= MOST_KEPT:
        del kept[next(iter(kept))]
    kept[key] = value
    return value


def carried(kept: dict[Key, Value], holds: Callable[[Key], bool]) -> dict[Key, Value]:
    """Return a cache of the newest answers whose keys still hold."""
    return {key: kept[key] for key in [key for key in kept if holds(key)][-MOST_CARRIED:]}
