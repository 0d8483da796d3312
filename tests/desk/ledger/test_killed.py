"""Every acknowledged entry is there, whatever happens to the writer, the disk or the database."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
import threading
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, connection

from standto_desk.ledger.appending import append
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.ledger.verifying import verify_ledger
from standto_desk.service.tables import bring_up_to_date
from tests.desk.databases import point_at
from tests.desk.ledger.starting import ANA, NOON, event, started
from tests.desk.ledger.writers import Ack, Writers, acks, line_of, standto
from tests.desk.own_postgres import postgres_of_its_own
from tests.patience import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

KILLS = 200


@pytest.fixture
def writers(database, tmp_path):
    """Writers on a ledger with a small force."""
    started()
    found = Writers(database, tmp_path)
    yield found
    found.close()


def entered() -> dict[str, Ack]:
    """Return the entries with keys, by key; fail if two have the same."""
    rows = Entry.objects.exclude(key=None).order_by("sequence").values_list("sequence", "hash", "key")
    found = [Ack(*row) for row in rows]
    assert max(Counter(ack.key for ack in found).values(), default=1) == 1
    return {ack.key: ack for ack in found}


def assert_sound(acknowledged: list[Ack]) -> None:
    """Check that every acknowledged entry is there once, as it was acknowledged, and that the chain verifies."""
    there = entered()
    assert [ack for ack in acknowledged if there.get(ack.key) != ack] == []
    assert verify_ledger().fault == ""


def feed(pipe: Path, lines: Iterator[str], chance: random.Random) -> None:
    """Write lines in bursts of all sizes, with pauses, until none are left or the reader has gone."""
    try:
        with pipe.open("w") as file:
            while burst := "".join(islice(lines, chance.choice([1, 1, 2, 5, 20, 100]))):
                file.write(burst)
                file.flush()
                time.sleep(chance.random() * 0.004)
    except BrokenPipeError:
        pass


class Sending:
    """An endless supply of lines, with those that are not acknowledged yet."""

    def __init__(self) -> None:
        self.unanswered: dict[str, str] = {}
        self.made = 0

    def lines(self) -> Iterator[str]:
        """Return the lines that are not acknowledged, and new ones after them."""
        yield from list(self.unanswered.values())
        while True:
            key = f"k{self.made}"
            self.made += 1
            self.unanswered[key] = line_of(key, f"m{1 + self.made % 2}")
            yield self.unanswered[key]

    def answered(self, found: list[Ack]) -> None:
        """Collect the acknowledgements."""
        for ack in found:
            self.unanswered.pop(ack.key, None)


def test_a_writer_killed_in_mid_append_loses_nothing_that_it_acknowledged(writers, tmp_path):
    chance = random.Random(1)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    sending, acknowledged = Sending(), []
    for _ in range(KILLS):
        feeding = threading.Thread(target=feed, args=(pipe, sending.lines(), random.Random(chance.random())))
        feeding.start()
        writer = writers.start(pipe)
        until = time.monotonic() + PATIENCE
        wanted = chance.choice([1, 1, 3, 30])
        while len(writer.acks()) < wanted and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(chance.random() * 0.02)
        os.kill(writer.number, signal.SIGKILL)
        assert writers.wait(writer) == -signal.SIGKILL
        _drain(pipe, feeding)
        sending.answered(writer.acks())
        acknowledged += writer.acks()
    assert_sound(acknowledged)
    before = entered()
    rest = tmp_path / "rest"
    rest.write_text("".join(sending.unanswered.values()))
    writer = writers.start(rest)
    assert (writers.wait(writer), writer.err.read_text()) == (0, "")
    again = {ack.key: ack for ack in writer.acks()}
    # What was entered and not acknowledged is acknowledged now, as the entry that it was.
    assert [ack for key, ack in again.items() if key in before and before[key] != ack] == []
    assert_sound([*acknowledged, *again.values()])
    assert len(entered()) == sending.made


def _drain(pipe: Path, feeding: threading.Thread) -> None:
    """Let writers that still wait for a reader go on, and end."""
    while feeding.is_alive():
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        feeding.join(0.01)
        os.close(reader)


def test_sixteen_writers_at_once_make_one_order(writers, tmp_path):
    before = head().count
    running = []
    for client in range(16):
        source = tmp_path / f"client-{client}"
        lines = []
        for number in range(60):
            lines.append(line_of(f"c{client}-{number}", f"m{1 + number % 2}"))
            if number % 10 == 0:
                lines.append(line_of(f"a{client}-{number}", "kent-arv", "aid-confirmed", count=1))
                lines.append(line_of(f"r{client}-{number}", "kent-arv", "aid-released", count=9))
        source.write_text("".join(lines))
        running.append((writers.start(source), lines))
    released = 0
    acknowledged = []
    for writer, lines in running:
        status, found, told = writers.wait(writer), writer.acks(), writer.err.read_text().splitlines()
        assert len(found) + len(told) == len(lines)
        assert status == (2 if told else 0)
        assert all("aid-released moves" in line for line in told), told
        released += 9 * sum(ack.key.startswith("r") for ack in found)
        acknowledged += found
    assert sorted(ack.sequence for ack in acknowledged) == list(range(before + 1, head().count + 1))
    assert released <= 16 * 6
    assert_sound(acknowledged)


def test_a_full_disk_is_a_clear_refusal_and_goes_on_after_room_is_made_on_sqlite(desk, tmp_path):
    started()
    path = Path(desk.removeprefix("sqlite:///"))
    lines = [line_of(f"k{number}", "met", "statement", note="words " * 200) for number in range(3000)]
    given = "".join(lines)
    limit = path.stat().st_size + 1_000_000

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    answer = standto("ledger", "append", "--database", desk, given=given, preexec_fn=limited)
    first = acks(answer.stdout)
    assert answer.returncode == 2
    assert 0 < len(first) < len(lines)
    assert f"standard input:{len(first) + 1}: the database refused: " in answer.stderr
    assert "nothing from this line on was acknowledged" in answer.stderr
    assert_sound(first)
    again = standto("ledger", "append", "--database", desk, given=given)
    assert (again.returncode, again.stderr) == (0, "")
    assert acks(again.stdout)[: len(first)] == first
    assert_sound(acks(again.stdout))
    assert len(entered()) == len(lines)


@pytest.fixture
def own_server(empty_sqlite):
    """A PostgreSQL of this test's own, to be stopped and started, and the URL of a ledger on it with a small force."""
    with postgres_of_its_own() as server:
        url = server.get_uri().replace("/postgres?", "/own?")
        server.psql("CREATE DATABASE own")
        point_at(url)
        bring_up_to_date()
        started()
        yield server, url
        connection.close()


def test_a_full_disk_is_a_clear_refusal_and_goes_on_after_room_is_made_on_postgresql(own_server):
    server, url = own_server
    connection.close()
    chance = random.Random(1)
    lines = [line_of(f"k{number}", "met", "statement", note=chance.randbytes(40_000).hex()) for number in range(600)]
    given = "".join(lines)
    server.stop()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    # A segment of its journal is 16 MiB; no table of a server that is started now may grow past a little more.
    resource.setrlimit(resource.RLIMIT_FSIZE, (17 << 20, before[1]))
    try:
        server.ensure_postgres_running()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    answer = standto("ledger", "append", "--database", url, given=given)
    first = acks(answer.stdout)
    assert answer.returncode == 2
    assert 0 < len(first) < len(lines)
    assert f"standard input:{len(first) + 1}: the database refused: could not extend file" in answer.stderr
    assert_sound(first)
    connection.close()
    server.stop()
    server.ensure_postgres_running()
    again = standto("ledger", "append", "--database", url, given=given)
    assert (again.returncode, again.stderr) == (0, "")
    assert acks(again.stdout)[: len(first)] == first
    assert len(entered()) == len(lines)
    assert_sound(acks(again.stdout))


def test_postgresql_that_goes_away_and_returns_has_all_that_was_acknowledged(own_server, tmp_path):
    server, url = own_server
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writers = Writers(url, tmp_path)
    lines = [line_of(f"k{number}", f"m{1 + number % 2}") for number in range(900)]
    feeding = threading.Thread(target=feed, args=(pipe, iter(lines), random.Random(2)))
    feeding.start()
    writer = writers.start(pipe)
    until = time.monotonic() + PATIENCE
    while len(writer.acks()) < 50 and time.monotonic() < until:
        time.sleep(0.001)
    append([event("unavailable", "m1")], author=ANA, now=NOON)
    os.kill(server.get_pid(), signal.SIGQUIT)
    assert writers.wait(writer) == 2
    _drain(pipe, feeding)
    assert "the database refused: " in writer.err.read_text()
    with pytest.raises(DatabaseError):
        append([event("unavailable", "m2")], author=ANA, now=NOON)
    _wait_until_gone(server)
    server.ensure_postgres_running()
    connection.close_if_unusable_or_obsolete()
    append([event("unavailable", "m2")], author=ANA, now=NOON)
    assert_sound(writer.acks())
    rest = tmp_path / "rest"
    rest.write_text("".join(lines))
    again = writers.start(rest)
    assert writers.wait(again) == 0
    assert again.acks()[: len(writer.acks())] == writer.acks()
    assert_sound(again.acks())
    assert len(entered()) == len(lines)
    writers.close()


def _wait_until_gone(server) -> None:
    """Wait until a server has ended."""
    until = time.monotonic() + PATIENCE
    while server.get_postmaster_info().is_running() and time.monotonic() < until:
        time.sleep(0.05)


def test_a_sqlite_file_that_goes_away_and_returns_has_all_that_was_acknowledged(empty_sqlite, tmp_path):
    folder, away = tmp_path / "here", tmp_path / "away"
    folder.mkdir()
    shutil.copy(empty_sqlite, folder / "desk.sqlite3")
    url = point_at(f"sqlite:///{folder}/desk.sqlite3")
    started()
    connection.close()
    lines = [line_of(f"k{number}", "m1") for number in range(300)]
    first = standto("ledger", "append", "--database", url, given="".join(lines[:200]))
    folder.rename(away)
    gone = standto("ledger", "append", "--database", url, given="".join(lines))
    assert (gone.returncode, gone.stdout) == (2, "")
    assert gone.stderr == f"--database: there is no file {folder}/desk.sqlite3: `standto ledger import` makes one\n"
    away.rename(folder)
    again = standto("ledger", "append", "--database", url, given="".join(lines))
    assert (again.returncode, acks(again.stdout)[:200]) == (0, acks(first.stdout))
    assert_sound(acks(again.stdout))
    assert len(entered()) == 300


def test_a_sqlite_file_that_another_holds_is_a_clear_refusal(desk):
    started()
    holding = sqlite3.connect(desk.removeprefix("sqlite:///"), isolation_level=None)
    holding.execute("BEGIN IMMEDIATE")
    held = standto("ledger", "append", "--database", desk, given=line_of("k1", "m1"))
    holding.execute("ROLLBACK")
    holding.close()
    assert (held.returncode, held.stdout) == (2, "")
    assert held.stderr.startswith("standard input:1: the database refused: database is locked\n")
    again = standto("ledger", "append", "--database", desk, given=line_of("k1", "m1"))
    assert_sound(acks(again.stdout))
    assert len(entered()) == 1
