"""Where the shared messy workbooks are, and sheets made from lists of rows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from standto.sheets import Sheet
from tests.importing.given import sheet

ROOT = Path(__file__).resolve().parents[2]
WORKBOOKS = {
    "police": ("police/rota.xlsx",),
    "hospital": ("hospital/rota.xlsx", "hospital/personal.csv"),
    "lifeboat": ("lifeboat/raw_availability.csv",),
}


def messy_workbooks(kind: str) -> list[Path]:
    """Return the paths of one kind of messy workbooks, or skip the test where they are absent."""
    place = Path(os.environ.get("STANDTO_SHARED", ROOT.parent / "shared")) / "data/messy"
    if not place.is_dir():
        pytest.skip(f"the messy workbooks are missing: {place}")
    return [place / name for name in WORKBOOKS[kind]]


def sheet_of(rows, **about) -> Sheet:
    """Return a sheet of a list of rows of any lengths."""
    return sheet(*rows, **about)
