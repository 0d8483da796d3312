"""The answers of an administrator who sets a desk up, as forms send them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.desk.reading_pages import hidden, words_of

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


def with_sheet(client: Any, file: Any) -> bytes:
    """Send a sheet, save the key file and go on; the key file."""
    page = client.post("/set-up/sheet/", {"workbooks": [file]})
    assert "We have read your sheet" in words_of(page)
    secret = hidden(page, "secret")
    key = client.post("/set-up/sheet/key/", {"secret": secret}).content
    assert client.post("/set-up/sheet/", {"act": "saved", "secret": secret}).status_code == 422
    assert client.post("/set-up/sheet/", {"act": "saved", "secret": secret, "saved": "on"}).status_code == 302
    return key


def set_up_with_sheet(client: Any, answers: dict[str, dict[str, str]]) -> None:
    """Set a desk up from nothing, with the workbook of a police force."""
    for step in ("force", "teams"):
        assert client.post(f"/set-up/{step}/", answers[step]).status_code == 302, step
    with_sheet(client, workbook())
    for step in ("duties", "powers", "policy"):
        assert client.post(f"/set-up/{step}/", answers[step]).status_code == 302, step
    assert client.post("/set-up/review/", {})["Location"] == "/set-up/accounts/"
