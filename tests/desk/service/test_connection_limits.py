"""Thousands of silent or slow connections shut nobody out: a real server, and real sockets."""

from __future__ import annotations

import select
import socket
import time
from contextlib import ExitStack, contextmanager
from resource import RLIMIT_NOFILE, getrlimit, setrlimit

import pytest
from django.db import connection

from tests.desk.ledger.starting import started
from tests.desk.people import account_of
from tests.desk.serving import KEY, serve
from tests.patience import PATIENCE

PASSWORD = "a password of some length"
SILENT = 2_500
HEAD = b"GET /health/ HTTP/1.1\r\nHost: localhost\r\n"
FORM = b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"


@contextmanager
def served(url, folder, **settings):
    """A desk with a small force and a viewer."""
    started()
    account_of("viewer", username="viewer", password=PASSWORD)
    connection.close()
    with serve(folder, "--database", url, STANDTO_SECRET_KEY=KEY, **settings) as server:
        yield server


@pytest.fixture
def many_files():
    """The most open files that the system allows a process."""
    soft, hard = getrlimit(RLIMIT_NOFILE)
    setrlimit(RLIMIT_NOFILE, (hard, hard))
    yield
    setrlimit(RLIMIT_NOFILE, (soft, hard))


def opened(stack: ExitStack, port: int, number: int, said: bytes = b"") -> list[socket.socket]:
    """Connections that send something and then stay silent."""
    made = []
    for _ in range(number):
        one = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE))
        if said:
            one.sendall(said)
        made.append(one)
    return made


def ended(one: socket.socket, within: float) -> bool:
    """Whether the server closes a connection within some seconds."""
    if not select.select([one], [], [], within)[0]:
        return False
    try:
        return one.recv(65_536) == b""
    except ConnectionResetError:
        return True


def asked(port: int, path: str) -> int:
    """The status of a fresh request."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as one:
        one.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        return int(one.recv(100).split()[1])


def answered(port: int, path: str) -> bool:
    """Whether a fresh request gets its page."""
    try:
        return asked(port, path) == 200
    except (OSError, IndexError):
        return False


@pytest.mark.parametrize("said", [b"", HEAD], ids=["silent", "half a head"])
def test_thousands_of_silent_connections_shut_nobody_out(desk, tmp_path, many_files, said):
    # None of them ends by itself while somebody waits for a page.
    with served(desk, tmp_path, STANDTO_HEAD_SECONDS="300") as server, ExitStack() as crowd:
        got = []
        for _ in range(12):
            opened(crowd, server.port, SILENT // 12, said)
            got += [answered(server.port, "/health/"), answered(server.port, "/account/login/")]
        assert got == [True] * 24


def test_bodies_that_do_not_come_shut_nobody_out(desk, tmp_path, many_files):
    limits = {"STANDTO_CONNECTIONS": "100", "STANDTO_CONNECTIONS_OF_ADDRESS": "100", "STANDTO_BODY_SECONDS": "3600"}
    with served(desk, tmp_path, **limits) as server, ExitStack() as crowd:
        opened(crowd, server.port, 140, FORM)
        for page in ("/health/", "/account/login/"):
            assert [answered(server.port, page) for _ in range(5)] == [True] * 5


def test_a_head_must_have_come_in_time_however_it_drips(desk, tmp_path):
    with served(desk, tmp_path, STANDTO_HEAD_SECONDS="2") as server, ExitStack() as crowd:
        began = time.monotonic()
        (silent, dripping) = opened(crowd, server.port, 2)
        while not ended(dripping, 0.2):
            assert time.monotonic() - began < PATIENCE
            try:
                dripping.sendall(b"G" if time.monotonic() - began < 0.3 else b"E")
            except OSError:
                break
        assert time.monotonic() - began >= 1.9
        assert ended(silent, PATIENCE)


def test_a_body_must_have_come_in_time(desk, tmp_path):
    with served(desk, tmp_path, STANDTO_BODY_SECONDS="2") as server, ExitStack() as crowd:
        began = time.monotonic()
        (one,) = opened(crowd, server.port, 1, FORM)
        assert ended(one, PATIENCE)
        assert time.monotonic() - began >= 1.9


def test_a_connection_that_is_kept_does_not_wait_for_ever_for_the_next_head(desk, tmp_path):
    with served(desk, tmp_path, STANDTO_HEAD_SECONDS="2") as server, ExitStack() as crowd:
        (one,) = opened(crowd, server.port, 1, HEAD + b"\r\n")
        assert b"200" in one.recv(65_536)
        one.sendall(b"GET")
        began = time.monotonic()
        while not ended(one, 1):
            assert time.monotonic() - began < PATIENCE


@pytest.mark.slow
def test_a_stream_lives_on_among_thousands_of_silent_connections(desk, tmp_path, many_files):
    limits = {"STANDTO_HEAD_SECONDS": "2", "STANDTO_BODY_SECONDS": "2", "STANDTO_CONNECTIONS_OF_ADDRESS": "100"}
    with served(desk, tmp_path, **limits) as server, ExitStack() as crowd:
        stream = crowd.enter_context(server.signed_in("viewer", PASSWORD).listening())
        opened(crowd, server.port, SILENT)
        until = time.monotonic() + 12
        while time.monotonic() < until:
            assert stream.event(heartbeats=True) is not None


def test_where_every_place_is_being_answered_others_are_told_and_health_answers(desk, tmp_path):
    limits = {"STANDTO_CONNECTIONS": "10", "STANDTO_CONNECTIONS_OF_ADDRESS": "10"}
    with served(desk, tmp_path, **limits) as server, ExitStack() as crowd:
        browser = server.signed_in("viewer", PASSWORD)
        for _ in range(10):
            crowd.enter_context(browser.listening())
        assert asked(server.port, "/account/login/") == 503
        assert asked(server.port, "/health/") == 200


def test_as_many_pages_as_are_allowed_open_their_streams_at_once(desk, tmp_path, many_files):
    """Each needs its connection, and SQLite's three files for a moment."""
    with served(desk, tmp_path, STANDTO_CONNECTIONS="300", STANDTO_SECOND_FACTOR="off", STANDTO_DEMO="1") as server:
        cookies = "; ".join(f"{name}={value}" for name, value in server.signed_in("viewer", PASSWORD).cookies.items())
        asks = f"GET /live/ HTTP/1.1\r\nHost: localhost:{server.port}\r\nCookie: {cookies}\r\n\r\n".encode()
        with ExitStack() as stack:
            pages = opened(stack, server.port, 290, asks)
            for one in pages:
                one.settimeout(PATIENCE)
            assert {one.recv(15) for one in pages} == {b"HTTP/1.1 200 OK"}
