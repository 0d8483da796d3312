"""Machines with a wrong clock: real processes, and this one, that take their time from a file."""

from __future__ import annotations

import json
import subprocess
from contextlib import contextmanager
from pathlib import Path

from standto_desk.clock import reading
from standto_desk.clock.jumps import _differed
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry
from tests.desk.loaded_program import run_loaded
from tests.desk.reading_pages import hidden
from tests.desk.serving import SOURCE, environment

HERE = Path(__file__).parent
IMPORTER = Author("importer", "", "met")
LONG, SHORT = 2 * 24 * 3600 + 600, 5
UNAVAILABLE = {"event": "unavailable", "subject": "m0002", "occurred": "2023-10-01T12:00"}
STEPPED_BACK = {"event": "stepped-back", "subject": "m0003", "occurred": "2023-10-01T12:00"}


class Machine:
    """A machine that other processes run on: its clock is ahead by a number of seconds, which can be changed."""

    def __init__(self, folder: Path, url: str, *, ahead: int = 0, **more: str) -> None:
        self.file, self.url, self.folder, self.more = folder / f"clock-{id(self)}", url, folder, more
        self.set(ahead)

    def set(self, ahead: int) -> None:
        """Set its clock."""
        beside = self.file.with_suffix(".new")
        beside.write_text(str(ahead))
        beside.replace(self.file)

    @property
    def variables(self) -> dict[str, str]:
        """The environment of its processes."""
        return {
            "PYTHONPATH": f"{HERE}:{SOURCE}",
            "CLOCK_OF_THE_TESTS": str(self.file),
            "DATABASE_URL": self.url,
            "STANDTO_LOG_LEVEL": "error",
            **self.more,
        }

    def run(self, *words: str, lines: tuple[dict, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Run `standto` with some words, and lines of JSON to read."""
        given = "".join(json.dumps(line) + "\n" for line in lines)
        return run_loaded(*words, environ=environment(**self.variables), given=given, cwd=self.folder)


@contextmanager
def clock_ahead(monkeypatch, seconds: int):
    """Put this process's own clock ahead. The clock is an input; nothing of the desk is replaced."""
    real = reading.time_ns
    with monkeypatch.context() as patch:
        patch.setattr(reading, "time_ns", lambda: real() + seconds * 10**9)
        yield


def forget() -> None:
    """Let this process be one that was just started: it has seen no clock yet."""
    _differed.clear()


def stepped_back(client) -> Entry:
    """Step back by the volunteer's own page; the entry that the receipt names."""
    answer = client.post("/my/step-back/", {"capability": "", "key": hidden(client.get("/my/step-back/"), "key")})
    assert answer.status_code == 302, answer.content
    return Entry.objects.get(sequence=int(answer.headers["Location"].rstrip("/").rpartition("/")[2]))
