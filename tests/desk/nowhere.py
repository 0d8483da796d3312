"""The address of no database, for the time before a test has one of its own."""

from __future__ import annotations

import atexit
import shutil
import tempfile


def nowhere() -> str:
    """Return the address of a database that does not exist, in a folder that this process removes at its end."""
    folder = tempfile.mkdtemp(prefix="standto-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return f"sqlite:///{folder}/none.sqlite3"
