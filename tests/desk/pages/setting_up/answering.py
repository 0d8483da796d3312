"""The answers of an administrator who sets a desk up, as forms send them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

POLICE = Path(__file__).resolve().parents[4] / "../shared/data/messy/police/rota.xlsx"
ANSWERS = {
    "force": {"name": "Metropolitan", "title": "Armed response", "timezone": "Europe/London", "days": "28"},
    "teams": {"teams": "Team A\nReserve"},
    "duties": {
        "name-1": "Armed response vehicles",
        "capability-1": "arv",
        "strength-1": "2",
        "name-2": "Guard",
        "capability-2": "afo",
        "strength-2": "3",
    },
    "powers": {"rules": "listed", "may-police": "on", "law-police": "Police Act 1996, section 24"},
    "policy": {"look_ahead_hours": "48", "reserve": "1", "aid": "chief", "contingency": "chief;ministry"},
}
"""What somebody enters at each step but the sheet."""


def workbook() -> SimpleUploadedFile:
    """The messy workbook of a police force; the test is skipped where it is not there."""
    if not POLICE.exists():
        pytest.skip(f"{POLICE} is missing")
    return SimpleUploadedFile("rota.xlsx", POLICE.read_bytes())
