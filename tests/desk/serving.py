"""Real servers: `standto serve` in a process of its own, and browsers that know no more than HTTP."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from tests.desk.databases import is_written_over
from tests.patience import PATIENCE

SOURCE = Path(__file__).parents[2] / "src"
ADDRESS = re.compile(r"The desk (?:is at http://localhost|listens at \S+):(\d+)")
ACCOUNT = re.compile(r"^  ([a-z0-9-]+) +(\S+)  ", re.MULTILINE)
KEY = "a-key-that-is-long-enough-to-be-hard-to-guess-0123456789"


class Server:
    """A server that is running: its port, what it has printed, and the passwords of a demonstration."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self.process, self.log = process, log
        self.told = ""
        for line in process.stdout:
            self.told += line
            if found := ADDRESS.search(line):
                self.port = int(found[1])
                break
        else:
            raise AssertionError(f"the server did not start: {log.read_text()}")
        self.passwords = dict(ACCOUNT.findall(self.told))

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Ask for something as nobody: status and text."""
        return Browser(self.port).get(path, **headers)

    def signed_in(self, username: str, password: str = "") -> Browser:
        """A browser in which somebody has signed in."""
        browser = Browser(self.port)
        browser.get("/account/login/")
        form = {"login": username, "password": password or self.passwords[username]}
        status, text = browser.post("/account/login/", form)
        assert status == 302, text
        return browser

    def lines(self) -> list[dict]:
        """What it has logged, in whole lines."""
        *whole, _ = self.log.read_text().split("\n")
        return [json.loads(line) for line in whole]

    def processes_that_serve(self) -> set[int]:
        """The processes that have said that they serve."""
        return {line["process"] for line in self.lines() if line["message"] == "Application startup complete."}

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Tell it to stop; return its status."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


class Browser:
    """Keeps cookies, and sends the token of forms."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        with self._ask("GET", path, "", headers) as answer:
            return answer.status, answer.read().decode()

    def post(self, path: str, form: dict[str, str]) -> tuple[int, str]:
        body = urlencode(form | {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://localhost:{self.port}"}
        with self._ask("POST", path, body, headers) as answer:
            return answer.status, answer.read().decode()

    def leaves(self, path: str, *, after: float) -> None:
        """Ask for a part of a page, and leave after some seconds, as the script of a page does."""
        connection = HTTPConnection("localhost", self.port, timeout=PATIENCE)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request("GET", path, headers={"Cookie": cookies, "HX-Request": "true"})
        time.sleep(after)
        connection.close()

    @contextmanager
    def listening(self, path: str = "/live/", **headers: str):
        """Open a stream; gives what its events are read by."""
        with self._ask("GET", path, "", {"Accept": "text/event-stream", **headers}) as answer:
            assert (answer.status, answer.headers["Content-Type"]) == (200, "text/event-stream")
            yield Stream(answer)

    @contextmanager
    def _ask(self, method: str, path: str, body: str, headers: dict[str, str]):
        connection = HTTPConnection("localhost", self.port, timeout=PATIENCE)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, {"Cookie": cookies, **headers})
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            yield answer
        finally:
            connection.close()


class Stream:
    """The events of an open stream."""

    def __init__(self, answer) -> None:
        self._answer = answer

    def event(self, *, heartbeats: bool = False) -> dict[str, str] | None:
        """The next event by its fields, or None where the stream has ended."""
        fields: dict[str, str] = {}
        patience = time.monotonic() + PATIENCE
        while line := self._answer.readline().decode():
            name, _, value = line.rstrip("\n").partition(": ")
            if line == "\n" and ("data" in fields or (heartbeats and fields)):
                return fields
            assert time.monotonic() < patience, "nothing but heartbeats came"
            if line == "\n":
                fields = {}
            else:
                fields[name or "heartbeat"] = value
        return None


def environment(**more: str) -> dict[str, str]:
    """The variables of a command: none of the desk's but those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("STANDTO_", "DATABASE_URL"))}
    return kept | {"PYTHONPATH": str(SOURCE), **more}


@contextmanager
def serve(folder: Path, *words: str, **environ: str):
    """Run `standto serve` with some words; ends with it."""
    for url in (*words, environ.get("DATABASE_URL", "")):
        assert not is_written_over(url), f"{url}: the next test writes over it: serve weekend_alone or handful_alone"
    log = folder / f"log-{time.monotonic_ns()}"
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "standto.cli.main", "serve", "--port", "0", *words],
            env=environment(**environ),
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            yield Server(process, log)
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(PATIENCE)
                except subprocess.TimeoutExpired:
                    process.kill()
