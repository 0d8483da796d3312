"""Several kept outlooks side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from standto_desk.acts.models import KeptOutlook
from standto_desk.presenting.outlooks.shown_outlook import ShownOutlook, shown


@dataclass(frozen=True)
class OutlooksBeside:
    """Several outlooks: the names of the columns, rows of cells, and whether they differ by more than what is assumed.

    Attributes
    ----------
    mixed
        Whether they look from different moments.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    mixed: bool


def beside(chosen: Sequence[KeptOutlook]) -> OutlooksBeside:
    """Return some kept outlooks side by side, as they were worked out."""
    found = [shown(one.content) for one in chosen]
    mixed = len({(one.at, one.known_at) for one in chosen}) > 1
    return OutlooksBeside(tuple(one.name for one in chosen), tuple(_rows(found)), mixed)


def _rows(found: Sequence[ShownOutlook]) -> list[tuple[Any, ...]]:
    whole = [one.whole for one in found]
    rows: list[tuple[Any, ...]] = [
        ("From", *({"instant": one.start} for one in found)),
        ("Until", *({"instant": one.until} for one in found)),
        ("Futures", *(f"{one.futures:,}" for one in found)),
        ("Any gap", *("no duty stands" if one is None else one.chance.words for one in whole)),
    ]
    lines = [{line.name: line for line in one.parts} for one in found]
    names = dict.fromkeys(name for each in lines for name, line in each.items() if line.chance.count)
    rows += [(f"Gap: {name}", *(_chance(each.get(name)) for each in lines)) for name in names]
    rows.append(("When help can go", *(one.help_goes or "–" for one in found)))
    return rows


def _chance(line: Any) -> str:
    return "not there" if line is None else line.chance.words
