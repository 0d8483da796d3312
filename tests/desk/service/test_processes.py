"""Several processes, proxies, kills and stops: real servers, and the answers that their clients get."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from urllib.parse import urlencode

import psutil
import pytest
from django.db import connection

from standto_desk.ledger.appending import append
from tests.desk.ledger.starting import ANA, HOUR, NOON, event, started
from tests.desk.people import account_of
from tests.desk.serving import KEY, Browser, environment, serve
from tests.patience import PATIENCE, wait_until

pytestmark = pytest.mark.slow
PASSWORD = "a password of some length"


def workers_of(server) -> list[psutil.Process]:
    """The processes that serve."""
    children = psutil.Process(server.process.pid).children()
    alive = [child for child in children if child.status() != psutil.STATUS_ZOMBIE]
    return [child for child in alive if any("spawn_main" in word for word in child.cmdline())]


@pytest.fixture
def small(database):
    """A small force, a viewer and an account that sees events at once; returns the URL of its database."""
    started()
    account_of("viewer", username="viewer", password=PASSWORD)
    account_of("planner", username="planner", password=PASSWORD)
    connection.close()
    return database


def test_a_process_that_is_killed_is_replaced_and_the_others_serve_on(small, tmp_path):
    words = ("--database", small, "--workers", "2")
    with serve(tmp_path, *words, STANDTO_SECRET_KEY=KEY, STANDTO_SECOND_FACTOR="optional") as server:
        assert server.get("/health/")[0] == 200
        wait_until(lambda: len(workers_of(server)) == 2)
        first, second = workers_of(server)
        first.kill()
        deadline = time.monotonic() + PATIENCE
        while len(alive := [worker for worker in workers_of(server) if worker.pid != first.pid]) < 2:
            assert server.get("/health/")[0] == 200
            assert time.monotonic() < deadline
            time.sleep(0.2)
        assert second.pid in [worker.pid for worker in alive]
        browser = server.signed_in("planner", PASSWORD)
        with browser.listening() as stream:
            stream.event()
            (entry,) = append([event("stepped-back", "m1")], author=ANA, now=NOON + HOUR)
            assert stream.event()["id"] == f"{entry.sequence}-0-0"
        assert server.stop() == 0


def test_no_process_outlives_the_one_that_started_it(small, tmp_path):
    with serve(tmp_path, "--database", small, "--workers", "2", STANDTO_SECRET_KEY=KEY) as server:
        wait_until(lambda: len(workers_of(server)) == 2)
        workers = workers_of(server)
        server.process.kill()
        _, left = psutil.wait_procs(workers, timeout=PATIENCE)
        assert (len(workers), left) == (2, [])


def test_a_closed_terminal_stops_every_process(small, tmp_path):
    with serve(tmp_path, "--database", small, "--workers", "2", STANDTO_SECRET_KEY=KEY) as server:
        wait_until(lambda: server.get("/health/")[0] == 200 and len(workers_of(server)) == 2)
        workers = workers_of(server)
        for process in workers:
            process.send_signal(signal.SIGHUP)
        assert server.stop(signal.SIGHUP) == 0
        _, left = psutil.wait_procs(workers, timeout=PATIENCE)
        assert left == []
        assert "restarting" not in server.log.read_text()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_several_that_start_at_once_make_the_tables_once(kind, tmp_path, postgres_server):
    import psycopg

    with psycopg.connect(postgres_server.get_uri(), autocommit=True) as administrator:
        administrator.execute("DROP DATABASE IF EXISTS at_once WITH (FORCE)")
        administrator.execute("CREATE DATABASE at_once")
    url = f"sqlite:///{tmp_path}/at-once.sqlite3"
    if kind == "postgresql":
        url = postgres_server.get_uri().replace("/postgres?", "/at_once?")
    started_ones, lock = [], threading.Lock()

    with ExitStack() as stack:

        def start() -> None:
            server = stack.enter_context(serve(tmp_path, "--database", url, STANDTO_SECRET_KEY=KEY))
            with lock:
                started_ones.append(server)

        threads = [threading.Thread(target=start) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        ready = [json.loads(server.get("/ready/")[1])["checks"] for server in started_ones]
        assert [[name for name, holds in checks.items() if not holds] for checks in ready] == [["force"]] * 3


def test_a_request_under_way_is_answered_before_the_server_stops(small, tmp_path):
    with serve(tmp_path, "--database", small, STANDTO_SECRET_KEY=KEY) as server:
        browser = Browser(server.port)
        browser.get("/account/login/")
        form = urlencode({"login": "viewer", "password": PASSWORD, "csrfmiddlewaretoken": browser.cookies["csrftoken"]})
        with socket.create_connection(("localhost", server.port), timeout=PATIENCE) as asking:
            asking.sendall(HEAD.format(**browser.cookies, port=server.port, length=len(form)).encode())
            assert asking.recv(100).startswith(b"HTTP/1.1 100 ")  # the server has begun, and asks for the form
            server.process.send_signal(signal.SIGTERM)
            wait_until(lambda: not listens(server.port))
            asking.sendall(form.encode())
            assert asking.recv(100).startswith(b"HTTP/1.1 302 ")
        assert server.process.wait(PATIENCE) == 0


HEAD = """\
POST /account/login/ HTTP/1.1\r
Host: localhost:{port}\r
Origin: http://localhost:{port}\r
Cookie: csrftoken={csrftoken}\r
Content-Type: application/x-www-form-urlencoded\r
Content-Length: {length}\r
Expect: 100-continue\r
\r
"""
"""The head of a request to sign in, whose form waits until the server asks for it."""


def listens(port: int) -> bool:
    """Whether anything listens at a port of this machine."""
    with suppress(OSError), socket.create_connection(("localhost", port), timeout=PATIENCE):
        return True
    return False


def test_behind_a_proxy_that_is_trusted_the_desk_is_https(small, tmp_path):
    settings = {
        "STANDTO_SECRET_KEY": KEY,
        "STANDTO_ADDRESS": "https://desk.example.org",
        "STANDTO_TRUSTED_PROXY": "127.0.0.1",
    }
    with serve(tmp_path, "--database", small, "--host", "127.0.0.1", **settings) as server:
        told = ask(server.port, {"Host": "desk.example.org", "X-Forwarded-Proto": "https"})
        assert told.status == 200
        assert told.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
        cookies = told.headers.get_all("Set-Cookie")
        assert cookies
        assert all("Secure" in cookie for cookie in cookies)
        told = ask(server.port, {"Host": "desk.example.org"})
        assert (told.status, told.headers["Location"]) == (301, "https://desk.example.org/account/login/")
        assert ask(server.port, {}, "/health/").status == 200


def ask(port: int, headers: dict[str, str], path: str = "/account/login/"):
    """Ask as a proxy would."""
    asking = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    asking.request("GET", path, headers=headers)
    answer = asking.getresponse()
    answer.read()
    asking.close()
    return answer


def test_a_demonstrations_clock_that_was_put_into_a_real_desk_is_not_served(small, tmp_path):
    variables = environment(STANDTO_SECRET_KEY=KEY, DATABASE_URL=small)
    command = [sys.executable, "-m", "standto.cli.main"]
    asked = {"env": variables, "cwd": tmp_path, "capture_output": True, "text": True, "timeout": 60}
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO clock_democlock (id, shown, set_at, rate, settings) VALUES (1, 1, 1, 1, 0)")
    connection.close()
    refused = subprocess.run([*command, "serve", "--port", "0"], check=False, **asked)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--database: has the clock of a demonstration" in refused.stderr
    told = subprocess.run([*command, "clock"], check=False, **asked)
    assert told.stdout.splitlines()[0] == "this is a demonstration, with a clock of its own"


def test_told_to_stop_while_it_starts_it_stops(tmp_path):
    with serve(tmp_path, "--database", f"sqlite:///{tmp_path}/d.sqlite3", STANDTO_SECRET_KEY=KEY) as server:
        os.kill(server.process.pid, signal.SIGTERM)
        assert server.process.wait(PATIENCE) == 0


def test_an_empty_desk_says_what_to_do_first(tmp_path):
    url = f"sqlite:///{tmp_path}/desk.sqlite3"
    with serve(tmp_path, "--database", url, STANDTO_SECRET_KEY=KEY) as server:
        assert server.told.splitlines()[:-1] == [
            "There is no scenario yet. An administrator opens Set up, or you enter one: standto ledger import FOLDER",
            "There is no administrator yet. Make one: standto account make NAME --force FORCE --role administrator",
        ]
