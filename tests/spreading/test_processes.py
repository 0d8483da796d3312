"""Processes of this machine that die, hang or are interrupted: the same digest, and nothing lost or left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import pytest

from standto.errors import Stopped
from standto.futures.merging import digest_of
from standto.spreading.inline import Inline
from standto.spreading.kept_chunks import FolderKeeper, Keeping
from standto.spreading.process_pool import Processes
from standto.spreading.tallying import tally_of
from tests.patience import PATIENCE, wait_until
from tests.spreading.counted_run import CountedRun, MemoryKeepingRun

FUTURES, SIZE = 400, 10
SLOW = CountedRun(seed=5, seconds=0.002)
EXPECTED = digest_of(CountedRun(seed=5).tally(0, FUTURES))


class Sometime:
    """Progress that does something to the first process, once, after a tenth of the work."""

    def __init__(self, processes, signal_number):
        self.processes, self.number, self.pid = processes, signal_number, None

    def __call__(self, share):
        if share >= 0.1 and self.pid is None:
            self.pid = self.processes.pids[0]
            os.kill(self.pid, self.number)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_process_that_is_killed_or_hangs_loses_nothing(number):
    with Processes(2, least_late=0.3) as processes:
        sometime = Sometime(processes, number)
        assert digest_of(tally_of(SLOW, 0, FUTURES, size=SIZE, executor=processes, progress=sometime)) == EXPECTED
        assert sometime.pid not in processes.pids


def test_processes_use_their_memory_again():
    with Processes(1) as processes:
        assert digest_of(tally_of(MemoryKeepingRun(seed=5), 0, FUTURES, executor=processes)) == EXPECTED


def test_no_process_outlives_its_executor():
    with Processes(2) as processes:
        tally_of(CountedRun(), 0, 40, size=SIZE, executor=processes)
        pids = processes.pids
    assert len(pids) == 2
    assert [Path(f"/proc/{pid}").exists() for pid in pids] == [False, False]


class Counting(CountedRun):
    """A run of this process that notes what is judged."""

    judged: ClassVar[list[int]] = []

    def tally(self, start, stop):
        self.judged.append(start)
        return super().tally(start, stop)


def test_after_a_stop_only_the_missing_chunks_are_judged(tmp_path):
    def stop(share):
        if share >= 0.5:
            raise Stopped("enough")

    keeper = FolderKeeper(tmp_path / "kept" / "here")
    with pytest.raises(Stopped):
        tally_of(CountedRun(seed=5), 0, FUTURES, size=SIZE, executor=Keeping(Inline(1), keeper), progress=stop)
    Counting.judged.clear()
    again = tally_of(Counting(seed=5), 0, FUTURES, size=SIZE, executor=Keeping(Inline(1), keeper))
    assert digest_of(again) == EXPECTED
    assert Counting.judged == list(range(FUTURES // 2, FUTURES, SIZE))
    assert len(list((tmp_path / "kept" / "here").iterdir())) == FUTURES // SIZE


def test_a_chunk_of_another_run_is_not_taken(tmp_path):
    executor = Keeping(Inline(1), FolderKeeper(tmp_path))
    tally_of(CountedRun(seed=6), 0, FUTURES, size=SIZE, executor=executor)
    assert digest_of(tally_of(CountedRun(seed=5), 0, FUTURES, size=SIZE, executor=executor)) == EXPECTED


@pytest.mark.parametrize("damaged", [b"", b"x" * 500])
def test_a_damaged_chunk_is_judged_again(tmp_path, damaged):
    executor = Keeping(Inline(1), FolderKeeper(tmp_path))
    tally_of(CountedRun(seed=5), 0, FUTURES, size=SIZE, executor=executor)
    for path in tmp_path.iterdir():
        path.write_bytes(damaged or path.read_bytes()[:-9])
    assert digest_of(tally_of(CountedRun(seed=5), 0, FUTURES, size=SIZE, executor=executor)) == EXPECTED


def test_a_folder_that_is_removed_in_mid_run_is_made_again(tmp_path):
    keeper = FolderKeeper(tmp_path / "kept")

    def remove(share):
        if share < 0.5:
            shutil.rmtree(tmp_path / "kept")

    executor = Keeping(Inline(1), keeper)
    assert (
        digest_of(tally_of(CountedRun(seed=5), 0, FUTURES, size=SIZE, executor=executor, progress=remove)) == EXPECTED
    )
    assert list((tmp_path / "kept").iterdir())


SCRIPT = """
import sys
from standto.spreading.choosing import executor_of
from standto.spreading.tallying import tally_of
from tests.spreading.counted_run import CountedRun, MemoryKeepingRun
with executor_of("processes", workers=2, keep=sys.argv[1]) as executor:
    tally_of(CountedRun(5, 0.002), 0, 400, size=10, executor=executor, progress=lambda share: print(share, flush=True))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_client_leaves_no_process_and_goes_on_later(tmp_path, number, root):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    path = os.pathsep.join([str(root / "src"), str(root)])
    client = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "kept")],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    for _ in range(8):
        client.stdout.readline()
    # Ctrl+C reaches every process of the terminal's group; a kill, the client alone.
    os.killpg(client.pid, number) if number == signal.SIGINT else client.kill()
    errors = client.communicate()[1].decode()
    assert "worker_process" not in errors
    assert len(list((tmp_path / "kept").glob("*.tally"))) >= 8
    wait_until(lambda: group(client.pid) == [])
    Counting.judged.clear()
    executor = Keeping(Inline(1), FolderKeeper(tmp_path / "kept"))
    assert digest_of(tally_of(Counting(seed=5), 0, FUTURES, size=SIZE, executor=executor)) == EXPECTED
    assert len(Counting.judged) <= 32


STARTING = """
import sys
from standto.spreading.choosing import executor_of
from standto.spreading.tallying import tally_of
from tests.spreading.counted_run import CountedRun
try:
    with executor_of("processes", workers=2) as executor:
        tally_of(CountedRun(5, 1), 0, 400, size=10, executor=executor)
except KeyboardInterrupt:
    sys.exit(130)
"""


INTERRUPTING = """
import os, signal, sys
if "standto.spreading.worker_process" in sys.orig_argv:
    try:
        os.close(os.open({told!r}, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        pass
    else:
        os.killpg(0, signal.SIGINT)
"""
"""What Python loads first: the first process that starts interrupts the whole group, as a terminal would."""


def test_processes_that_still_start_end_without_a_word_when_their_terminal_interrupts_them(tmp_path, root):
    (tmp_path / "sitecustomize.py").write_text(INTERRUPTING.format(told=str(tmp_path / "told")))
    path = os.pathsep.join(map(str, (tmp_path, root / "src", root)))
    client = subprocess.Popen(
        [sys.executable, "-c", STARTING],
        env={**os.environ, "PYTHONPATH": path},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    _, said = client.communicate(timeout=PATIENCE)
    assert (client.returncode, said.decode()) == (130, "")
    wait_until(lambda: group(client.pid) == [])


def group(number):
    """The processes of a process group."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == number and fields[0] != "Z":
            found.append(path.parent.name)
    return found
