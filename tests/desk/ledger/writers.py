"""Writers: processes of `standto ledger append` that a test can start, feed, kill and wait for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def line_of(key: str, subject: str, event: str = "unavailable", **columns: object) -> str:
    """Return a line for `standto ledger append`."""
    line = {"occurred": "2023-09-23T10:00", "event": event, "subject": subject, "key": key}
    return json.dumps(line | columns) + "\n"


def standto(*words: str, given: str = "", **options) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "standto.cli.main", *words],
        input=given,
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        check=False,
        **options,
    )


class Ack(NamedTuple):
    """An acknowledgement of a line."""

    sequence: int
    hash: str
    key: str


def acks(text: str) -> list[Ack]:
    """Return the complete acknowledgements."""
    lines = text[: text.rfind("\n") + 1].splitlines()
    return [Ack(int(sequence), digest, key) for sequence, digest, key in (line.split(" ") for line in lines)]


class Writer(NamedTuple):
    """A writer: the number of its process, and the files of its output."""

    number: int
    out: Path
    err: Path

    def acks(self) -> list[Ack]:
        """Return its acknowledgements so far."""
        return acks(self.out.read_text()) if self.out.exists() else []


class Writers:
    """A set of writers on one database."""

    def __init__(self, url: str, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        command = [sys.executable, str(Path(__file__).with_name("forking.py")), url]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
        )

    def start(self, source: Path) -> Writer:
        """Start a writer that reads a file or a named pipe."""
        self._count += 1
        out, err = (self._folder / f"{self._count}.{name}" for name in ("out", "err"))
        return Writer(int(self._ask(f"{source} {out} {err}")), out, err)

    def wait(self, writer: Writer) -> int:
        """Wait for the end of a writer, and return its exit code, as from `os.waitstatus_to_exitcode`."""
        return os.waitstatus_to_exitcode(int(self._ask(f"wait {writer.number}")))

    def close(self) -> None:
        """End the process that forks writers."""
        self._process.stdin.close()
        self._process.wait(PATIENCE)
        self._process.stdout.close()

    def _ask(self, line: str) -> str:
        """Send one line and return the answer."""
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()
