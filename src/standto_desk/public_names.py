"""Public names of a room that are looked up when they are used: Django imports rooms before their tables are ready."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def looked_up_late(room: str, places: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the `__getattr__` (PEP 562) of a room.

    Parameters
    ----------
    room
        Its import name.
    places
        In which of its modules each public name is.
    """

    def look_up(name: str) -> Any:
        if name not in places:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return getattr(import_module(f"{room}.{places[name]}"), name)

    return look_up
