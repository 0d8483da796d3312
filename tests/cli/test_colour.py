"""Colour: on a terminal that can show it, unless somebody says otherwise."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

STANDTO = Path(sys.executable).parent / "standto"
RED = b"\x1b[31;1mNOT COVERED\x1b[0m"


def in_a_terminal(*options, **environment):
    """Return what a command prints on a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
    process = subprocess.Popen(
        [STANDTO, "cover", "lifeboat", *options], stdout=theirs, env={**plain, "TERM": "xterm", **environment}
    )
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 4096):
            said += part
    except OSError:
        pass  # Linux says so when the other end is closed
    os.close(ours)
    assert process.wait() == 1
    return said


COLOURED = [
    ((), {}, True),
    (("--color", "never"), {}, False),
    ((), {"NO_COLOR": "1"}, False),
    ((), {"TERM": "dumb"}, False),
    (("--colour", "always"), {"NO_COLOR": "1", "TERM": "dumb"}, True),
]


@pytest.mark.parametrize(("options", "environment", "coloured"), COLOURED)
def test_a_terminal_is_coloured_unless_somebody_says_otherwise(options, environment, coloured):
    said = in_a_terminal(*options, **environment)
    assert (RED in said, b"NOT COVERED" in said, b"\x1b" in said) == (coloured, True, coloured)


def test_a_terminal_gets_lines_that_fit_it():
    said = in_a_terminal("--color", "never").decode().replace("\r\n", "\n")
    assert [line for line in said.splitlines() if len(line) > 80] == []


def test_a_file_gets_no_colour():
    ran = subprocess.run(
        [STANDTO, "cover", "lifeboat"], capture_output=True, check=False, env={**os.environ, "TERM": "xterm"}
    )
    assert b"\x1b" not in ran.stdout
