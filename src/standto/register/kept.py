"""Answers kept for the next who asks: an hour-by-hour review looks back over a few states of knowledge."""

from __future__ import annotations

from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

MOST_KEPT = 64
"""How many answers of one sort stay at hand."""


def keep(kept: dict[Key, Value], key: Key, value: Value) -> Value:
    """Keep a value, let the oldest go where there are many, and return it."""
    if len(kept) >= MOST_KEPT:
        del kept[next(iter(kept))]
    kept[key] = value
    return value
