"""Commands that take long, in a terminal: they say that they work, and stop when they are told to."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from select import select
from time import monotonic

import psutil
import pytest

from tests.kernel.worlds import random_windows
from tests.patience import PATIENCE, wait_until

STANDTO = Path(sys.executable).parent / "standto"
PATIENT = f"""
import sys
from standto.cli import progress
from standto.cli.main import main
progress.PATIENCE = {PATIENCE}
sys.exit(main())
"""
"""The program on a machine on which nothing takes long."""
SETTINGS = """\
format = 1
title = "A long search"
timezone = "UTC"
starts = 2023-09-22T18:00:00
ends = 2023-09-24T06:00:00
home = "f0"
"""


def held(mask):
    """The capabilities behind a bit mask of duties, one for each."""
    return ";".join(f"c{duty}" for duty in range(mask.bit_length()) if mask >> duty & 1)


@pytest.fixture(scope="module")
def long_search(tmp_path_factory):
    """A folder of sixty duties with help from outside: what breaks first is searched for a minute."""
    world = random_windows(
        1, duties=60, classes=300, forces=6, windows=1, people=30, strength=40, spread=0.1, help_in=3
    )
    required, counts = world.required[0].tolist(), world.counts[0].tolist()
    tables = {
        "scenario.toml": SETTINGS,
        "forces.csv": "force,kind\n" + "".join(f"f{n},{'police' if n else 'home'}\n" for n in range(6)),
        "capabilities.csv": "capability\n" + "".join(f"c{n}\n" for n in range(60)),
        "duties.csv": "duty,task,capabilities,strength\n"
        + "".join(f"d{n},guard,c{n},{max(number, 0)}\n" for n, number in enumerate(required)),
        "pools.csv": "pool,force,capabilities,count,state\n"
        + "".join(
            f"p{n},f{kind.force},{held(kind.duties)},{number},{'arrived' if kind.force else ''}\n"
            for n, (kind, number) in enumerate(zip(world.classes, counts, strict=True))
        ),
    }
    folder = tmp_path_factory.mktemp("long")
    for name, text in tables.items():
        (folder / name).write_text(text)
    return folder


def in_a_terminal(command, *, send, after):
    """Run a command whose standard error is a terminal; send a signal once it has shown something, or never did.

    Returns its status, what it printed and what the terminal was sent.
    """
    shown, terminal = pty.openpty()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=terminal)
    os.close(terminal)
    os.set_blocking(shown, False)
    said, started = b"", monotonic()
    while monotonic() - started < PATIENCE and after not in said:
        if select([shown], [], [], 1)[0]:
            said += os.read(shown, 1000)
    process.send_signal(send)
    out, _ = process.communicate(timeout=PATIENCE)
    with suppress(OSError):
        while more := os.read(shown, 1000):
            said += more
    os.close(shown)
    return process.returncode, out, said.decode()


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_long_margin_shows_progress_and_can_be_stopped_in_the_middle_of_a_search(long_search, sent):
    status, out, said = in_a_terminal([STANDTO, "margin", long_search], send=sent, after=b"margin: ")
    *lines, last = said.replace("\r\n", "\n").split("\r")
    assert (status, out) == (130, b"")
    assert (next(line.rstrip() for line in lines if line.strip()), last.strip()) == (
        "margin: 0% .",
        "standto: interrupted; nothing is left half-written",
    )


def test_work_that_is_done_in_time_shows_no_progress(tmp_path):
    shown, terminal = pty.openpty()
    command = [sys.executable, "-c", PATIENT, "new", tmp_path / "made", "--people", "5", "--days", "1", "--duties", "1"]
    status = subprocess.run(command, stdout=subprocess.PIPE, stderr=terminal, check=False).returncode
    os.close(terminal)
    try:
        said = os.read(shown, 1000)
    except OSError:
        said = b""
    os.close(shown)
    assert (status, said) == (0, b"")


def test_no_progress_is_shown_if_standard_error_is_no_terminal(long_search):
    process = subprocess.Popen([STANDTO, "margin", long_search], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    # Seconds of the processor: on a slow machine it takes many of the clock to load the program.
    wait_until(lambda: psutil.Process(process.pid).cpu_times().user > 5)
    process.send_signal(signal.SIGINT)
    out, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, said) == (130, b"", b"standto: interrupted; nothing is left half-written\n")
