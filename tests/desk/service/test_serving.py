"""The demonstration and its server, as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys

import pytest

from tests.desk.serving import KEY, SOURCE, serve


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A demonstration that is running, kept in a folder."""
    folder = tmp_path_factory.mktemp("demonstration")
    with serve(folder, "--demo", "--folder", str(folder / "kept"), STANDTO_LOG_LEVEL="info") as server:
        server.folder = folder
        yield server


def test_a_demonstration_prints_an_account_of_every_role(demonstration):
    assert list(demonstration.passwords) == [
        "volunteer",
        "viewer",
        "duty-officer",
        "planner",
        "commander",
        "commander-2",
        "auditor",
        "administrator",
        "administrator-2",
    ]
    assert len(set(demonstration.passwords.values())) == 9
    assert "There is no second factor" in demonstration.told


def test_the_process_is_alive_and_ready(demonstration):
    assert demonstration.get("/health/") == (200, "alive\n")
    status, answer = demonstration.get("/ready/")
    checks = dict.fromkeys(("database", "migrations", "ledger", "force", "writes", "background", "clock"), True)
    assert (status, json.loads(answer)) == (200, {"ready": True, "checks": checks, "reasons": {}})


def test_everybody_sees_the_clock_of_a_demonstration(demonstration):
    _, page = demonstration.get("/account/login/")
    assert "Saturday 23 September 2023, 12:00 BST" in page
    assert "Set the clock" not in page
    status, page = demonstration.signed_in("viewer").get("/clock/")
    assert (status, "Set the clock" in page) == (200, True)


def test_its_files_are_for_their_owner_alone(demonstration):
    kept = demonstration.folder / "kept"
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in (kept, *kept.glob("*[ey3]"))} == {
        "kept": "0o700",
        "desk.sqlite3": "0o600",
        "secret-key": "0o600",
    }


def test_open_pages_are_told_when_the_clock_is_set_and_when_it_passes_what_becomes_known(demonstration):
    browser = demonstration.signed_in("duty-officer")
    browser.get("/clock/")
    with browser.listening() as stream:
        stream.event()
        browser.post("/clock/go-on/", {})
        told = stream.event()
        assert told["event"] == "clock"
        browser.post("/clock/play/", {"rate": "600"})
        played, passed = stream.event(), stream.event()
        (_, known, once), (_, _, twice), (_, later, still) = (
            map(int, each["id"].split("-")) for each in (told, played, passed)
        )
        assert (twice, still) == (once + 1, once + 1)
        assert later > known  # nobody set it, and something became known
        browser.post("/clock/play/", {"rate": "0"})


def test_a_page_that_is_not_there_names_the_request_in_the_log(demonstration):
    status, page = demonstration.get("/nx121/?cipher=nx122")
    assert (status, "Page not found" in page) == (404, True)
    (line,) = [line for line in demonstration.lines() if line.get("status") == 404]
    assert (line["route"], line["method"], line["account"]) == ("none", "GET", "")
    assert "nx12" not in demonstration.log.read_text()


def test_a_host_that_is_not_the_desks_own_is_not_answered(demonstration):
    assert demonstration.get("/health/", Host="desk.example.org")[0] == 400


@pytest.mark.slow
def test_a_kept_demonstration_is_as_it_was_left(tmp_path):
    words = ("--demo", "--folder", str(tmp_path / "kept"))
    with serve(tmp_path, *words) as server:
        passwords = server.passwords
    with serve(tmp_path, *words) as server:
        assert server.passwords == {}
        assert "This demonstration already exists" in server.told
        server.signed_in("commander", passwords["commander"])


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_told_to_stop_it_ends_streams_and_stops(tmp_path, number):
    with serve(tmp_path, "--demo") as server, server.signed_in("planner").listening() as stream:
        assert stream.event()["event"] == "entry"
        assert server.stop(number) == 0
        assert stream.event() is None


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_temporary_demonstration_leaves_nothing_behind(tmp_path, number):
    with serve(tmp_path, "--demo", TMPDIR=str(tmp_path)) as server:
        assert [path.name[:13] for path in tmp_path.glob("standto-*")] == ["standto-demo-"]
        assert server.stop(number) == 0
    assert list(tmp_path.glob("standto-*")) == []


def refused(folder, *words: str, **environ: str) -> list[str]:
    """The error of `standto serve` when it does not start."""
    settings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), **environ}
    answer = subprocess.run(
        [sys.executable, "-m", "standto.cli.main", "serve", *words],
        env=settings,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (answer.returncode, answer.stdout) == (2, "")
    return answer.stderr.splitlines()


def test_every_fault_of_the_settings_is_said_before_anything_is_served(tmp_path):
    assert [
        line.split(":")[0] for line in refused(tmp_path, "--port", "0", STANDTO_WORKERS="0", STANDTO_LOG_LEVEL="loud")
    ] == [
        "STANDTO_LOG_LEVEL",
        "STANDTO_WORKERS",
        "STANDTO_SECRET_KEY",  # missing: told beside what is not allowed
    ]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--folder", "here"], "--folder: needs --demo"),
        (["--demo", "--database", "sqlite:///desk.sqlite3"], "--database: the demonstration has its own"),
        (["--demo", "--host", "0.0.0.0"], "--host 0.0.0.0: the demonstration is only for this machine"),
        (["--host", "0.0.0.0"], "--host 0.0.0.0: others would reach the desk by plain http"),
        (["--host", "no.such.host.invalid"], "--host no.such.host.invalid --port 0: "),
        (["--database", "sqlite:///no/such/folder/desk.sqlite3"], "no such folder; make it first"),
        (["--database", "mysql://x"], "--database: its scheme is mysql; allowed: sqlite:///FILE or postgresql://"),
        (["--workers", "0"], "--workers: is '0'; allowed: a whole number from 1 to 64"),
        (["--database", "postgresql://localhost:1/desk"], "the database cannot be reached: "),
    ],
)
def test_what_cannot_be_served_is_refused(tmp_path, words, said):
    (line,) = refused(tmp_path, "--port", "0", *words, STANDTO_SECRET_KEY=KEY)
    assert said in line


@pytest.mark.parametrize("port", ["-1", "65536", "99999"])
def test_a_port_that_there_is_not_is_refused(tmp_path, port):
    (line,) = refused(tmp_path, "--port", port, STANDTO_SECRET_KEY=KEY)
    assert line == f"--port {port}: there is no such port; allowed: 0 (any free port) to 65535"


def test_a_port_that_is_taken_is_said(tmp_path, demonstration):
    (line,) = refused(tmp_path, "--demo", "--port", str(demonstration.port))
    assert line == f"--host localhost --port {demonstration.port}: Address already in use; choose another with --port"


def test_faults_of_the_settings_are_said_before_a_port_that_is_taken(tmp_path, demonstration):
    lines = refused(tmp_path, "--port", str(demonstration.port), STANDTO_WORKERS="0", STANDTO_LAST_BOARD=str(tmp_path))
    assert [line.split(":")[0] for line in lines] == ["STANDTO_WORKERS", "STANDTO_SECRET_KEY", "STANDTO_LAST_BOARD"]


@pytest.mark.slow
def test_a_database_of_a_newer_version_is_refused(tmp_path):
    with serve(tmp_path, STANDTO_SECRET_KEY=KEY):
        pass
    with sqlite3.connect(tmp_path / "desk.sqlite3") as database:
        database.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '0099_x', '2030-01-01')")
    (line,) = refused(tmp_path, "--port", "0", STANDTO_SECRET_KEY=KEY)
    assert line == "a newer version of Standto made this database (ledger.0099_x): use that version"
