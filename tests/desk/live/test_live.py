"""Open pages get an event for an entry, whichever process made it: real servers, real streams, on each database."""

from __future__ import annotations

import json

import psutil
import pytest
from django.db import connection

from standto_desk.access.models import Account, Membership, SecurityEvent
from standto_desk.clock.setting import set_demo_clock, start_demo_clock
from standto_desk.ledger.appending import append
from standto_desk.ledger.reading import head
from tests.desk.ledger.starting import ANA, HOUR, MINUTE, NOON, event, started
from tests.desk.people import account_of
from tests.desk.serving import KEY, serve
from tests.patience import wait_until

PASSWORD = "a password of some length"


@pytest.fixture
def served(database, tmp_path):
    """A desk with a small force and a viewer, served by another process."""
    with serving(database, tmp_path) as server:
        yield server


def serving(url, folder, *words):
    started()
    for role in ("planner", "viewer"):
        account_of(role, username=role, password=PASSWORD)
    connection.close()
    return serve(folder, "--database", url, *words, STANDTO_SECRET_KEY=KEY, STANDTO_SECOND_FACTOR="optional")


def enter(number: int = 1, at: int = NOON + HOUR) -> int:
    """Enter something from this process; return the number of the last entry."""
    return append([event("stepped-back", "m1") for _ in range(number)], author=ANA, now=at)[-1].sequence


def test_a_page_is_told_of_each_entry_of_another_process(served):
    with served.signed_in("planner", PASSWORD).listening() as stream:
        first = stream.event()
        assert (first["event"], json.loads(first["data"])) == ("entry", {"sequence": head().count})
        for _ in range(3):
            sequence = enter()
            told = stream.event()
            assert told == {"event": "entry", "id": f"{sequence}-0-0", "data": json.dumps({"sequence": sequence})}


def test_who_only_looks_is_told_that_an_hour_has_come_and_nothing_of_entries(database, tmp_path):
    started()
    start_demo_clock(at=NOON + 10 * MINUTE)
    account_of("viewer", username="viewer", password=PASSWORD)
    connection.close()
    with (
        serve(tmp_path, "--database", database, STANDTO_SECRET_KEY=KEY, STANDTO_DEMO="1") as server,
        server.signed_in("viewer", PASSWORD).listening() as stream,
    ):
        assert stream.event() == {"event": "clock", "id": "2023-09-22T12:00:00+01:00-0", "data": "{}"}
        enter(at=NOON + 20 * MINUTE)
        assert [stream.event(heartbeats=True) for _ in range(2)] == [{"heartbeat": "still here"}] * 2
        set_demo_clock(at=NOON + HOUR + MINUTE)
        assert stream.event() == {"event": "clock", "id": "2023-09-22T13:00:00+01:00-1", "data": "{}"}


@pytest.mark.slow
def test_a_browser_that_comes_back_is_told_what_it_missed_and_nothing_else(served):
    browser = served.signed_in("planner", PASSWORD)
    with browser.listening() as stream:
        last = stream.event()["id"]
    sequence = enter()
    with browser.listening(**{"Last-Event-ID": last}) as stream:
        last = stream.event()["id"]
        assert last == f"{sequence}-0-0"
    with browser.listening(**{"Last-Event-ID": last}) as stream:
        assert stream.event(heartbeats=True) == {"retry": "2000"}
        assert stream.event(heartbeats=True) == {"heartbeat": "still here"}
    with browser.listening(f"/live/?since={sequence}") as stream:
        assert stream.event(heartbeats=True) == {"retry": "2000"}
        assert stream.event(heartbeats=True) == {"heartbeat": "still here"}


@pytest.mark.slow
def test_nobody_is_told_anything_before_signing_in(served):
    status, _ = served.get("/live/")
    assert status == 302


@pytest.mark.slow
def test_a_stream_ends_after_its_reader_signs_out(served):
    browser = served.signed_in("planner", PASSWORD)
    with browser.listening() as stream:
        stream.event()
        browser.post("/account/logout/", {})
        assert stream.event() is None


@pytest.mark.slow
def test_a_stream_ends_after_its_reader_loses_the_role(served):
    with served.signed_in("planner", PASSWORD).listening() as stream:
        stream.event()
        Membership.objects.all().delete()
        assert stream.event() is None


@pytest.mark.slow
@pytest.mark.parametrize("stop", ["role", "confirmation"])
def test_a_stream_that_tells_the_minute_ends_when_its_reader_only_looks_from_then_on(served, stop):
    account = Account.objects.get(username="planner")
    Membership.objects.create(account=account, force=account.force, role="viewer")
    with served.signed_in("planner", PASSWORD).listening() as stream:
        assert stream.event()["event"] == "entry"
        if stop == "role":
            Membership.objects.filter(account=account, role="planner").delete()
        else:
            account.unconfirmed = "an-administrator"
            account.save()
        assert stream.event() is None


@pytest.mark.slow
def test_told_to_stop_a_server_with_a_stream_stops(served):
    with served.signed_in("planner", PASSWORD).listening() as stream:
        stream.event()
        assert served.stop() == 0
        assert stream.event() is None


@pytest.mark.slow
def test_a_hundred_streams_are_told_and_cost_little_memory(served):
    browser = served.signed_in("planner", PASSWORD)
    process = psutil.Process(served.process.pid)
    before = process.memory_info().rss
    opened = [browser.listening() for _ in range(100)]
    streams = [each.__enter__() for each in opened]
    for stream in streams:
        stream.event()
    grown = process.memory_info().rss - before
    assert _connections(process) <= 12
    sequence = enter()
    assert {stream.event()["id"] for stream in streams} == {f"{sequence}-0-0"}
    print(f"{grown // 100_000} kB a stream, {process.num_threads()} threads")
    assert grown < 100 * 500_000
    for each in opened:
        each.__exit__(None, None, None)


def _connections(process: psutil.Process) -> int:
    """The number of connections to its database that a server holds open."""
    if connection.vendor == "sqlite":
        return sum(file.path.endswith(".sqlite3") for file in process.open_files())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        return cursor.fetchone()[0]


@pytest.mark.slow
def test_every_process_of_a_server_tells_its_own_streams(postgres_desk, tmp_path):
    with serving(postgres_desk, tmp_path, "--workers", "3") as server:
        # The first that serves would take every stream.
        wait_until(lambda: len(server.processes_that_serve()) == 3)
        browser = server.signed_in("planner", PASSWORD)
        opened = [browser.listening() for _ in range(24)]
        streams = [each.__enter__() for each in opened]
        for stream in streams:
            stream.event()
        sequence = enter()
        assert {stream.event()["id"] for stream in streams} == {f"{sequence}-0-0"}
        workers = [
            child for child in psutil.Process(server.process.pid).children() if "spawn_main" in str(child.cmdline())
        ]
        assert len(workers) == 3
        assert len({line["process"] for line in server.lines() if line.get("route") == "live"}) > 1
        assert server.stop() == 0
        assert [stream.event() for stream in streams] == [None] * 24
        for each in opened:
            each.__exit__(None, None, None)
        assert not any(worker.is_running() for worker in workers)


@pytest.mark.slow
def test_streams_outlast_a_database_that_goes_away(postgres_desk, postgres_server, tmp_path):
    import psycopg

    name = connection.settings_dict["NAME"]
    with (
        serving(postgres_desk, tmp_path) as server,
        server.signed_in("planner", PASSWORD).listening() as stream,
        psycopg.connect(postgres_server.get_uri(), autocommit=True) as administrator,
    ):
        first = stream.event()
        administrator.execute(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false")
        administrator.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        assert stream.event() == {"data": "away"}
        assert server.get("/health/")[0] == 200
        status, answer = server.get("/ready/")
        assert (status, json.loads(answer)["checks"]["database"]) == (503, False)
        status, page = server.get("/account/login/")
        assert (status, "The desk is out of service" in page) == (503, True)
        administrator.execute(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true")
        assert stream.event() == first
        connection.close()
        sequence = enter()
        assert stream.event()["id"] == f"{sequence}-0-0"


@pytest.mark.slow
def test_nothing_of_a_person_is_logged(served):
    browser = served.signed_in("planner", PASSWORD)
    with browser.listening("/live/?since=m1") as stream:
        stream.event()
        enter()
        stream.event()
    browser.get("/account/login/?next=/m1/")
    logged = served.log.read_text()
    assert '"m1' not in logged
    assert "/m1" not in logged
    assert "planner" not in logged
    assert SecurityEvent.objects.count() == 1
