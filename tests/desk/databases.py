"""Pointing Django's one connection at another database, which need not outlast a loss of power."""

from __future__ import annotations

from pathlib import Path

from django.db import connections

IMPORTED = "imported.sqlite3"
"""The name of a file that tests copy; the copy beside it is written over for every test."""


def is_written_over(url: str) -> bool:
    """Whether the next test writes over a database, so that no other process may open it."""
    return url.startswith("sqlite:") and Path(url.removeprefix("sqlite:///")).with_name(IMPORTED).exists()


def point_at(url: str) -> str:
    """Use another database from here on in this process; return its URL."""
    from standto_desk.service.settings import database_settings

    settings = database_settings(url)
    if url.startswith("sqlite:"):
        # To wait for the disk at each commit is a ninth of the time that the tests of pages take.
        options = settings["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    connections["default"].close()
    connections.settings["default"] = connections.configure_settings({"default": settings})["default"]
    del connections["default"]
    return url
