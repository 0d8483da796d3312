"""The canonical form of assumptions: bytes that are the same for files that say the same, and their digest."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from standto.assuming.assumptions import Assumptions

if TYPE_CHECKING:
    from standto.assuming.processes import AnyProcess
    from standto.model.time import Instant


def assumed(*, name: str, by: str, at: Instant, note: str = "", processes: Iterable[AnyProcess]) -> Assumptions:
    """Return assumptions with their digest.

    Parameters
    ----------
    name, by, at, note, processes
        The fields of `Assumptions`; the processes in order.
    """
    found = tuple(processes)
    form = {"name": name, "by": by, "at": at, "note": note, "processes": [_plain(process) for process in found]}
    digest = sha256(json.dumps(form, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    return Assumptions(name, by, at, note, found, digest)


def _plain(value: Any) -> Any:
    """Return a record as texts, whole numbers and lists; a fraction is its lowest terms, as text."""
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        return {"sort": type(value).__name__} | {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return value
