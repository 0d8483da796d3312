"""Read and check a folder of 1,000,000 events, compared with a bare loop of `csv.reader` over the same file.

The force is one of `standto new` with 10,000 people over 28 days, with 1,000,000 events of its people: most at a time
of their own, to the second, a third with a `recorded`, a fourth with an `until`, all with an id. Aim: 12 s and well
under 1 GiB, including start-up.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import STANDTO, print_figure, run_child

EVENTS = 1_000_000
PEOPLE = 10_000
_KINDS = ("stepped-back", "returned", "unavailable", "called-in", "stood-off", "authority-withdrawn")
_READ = "import sys; from standto import read_scenario; print(len(read_scenario(sys.argv[1]).events))"
_BARE = (
    "import csv, sys\n"
    "with open(sys.argv[1] + '/events.csv', encoding='utf-8', newline='') as file:\n"
    "    print(sum(1 for row in csv.reader(file)) - 1)"
)


def main() -> int:
    """Measure, print, and return 1 if an event was lost."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "force"
        sizes = ["--people", str(PEOPLE), "--days", "28", "--duties", "12", "--teams", "5", "--seed", "1"]
        made = run_child([STANDTO, "new", str(folder), *sizes])
        _write_events(folder, EVENTS)
        ours = run_child([sys.executable, "-c", _READ, str(folder)])
        bare = run_child([sys.executable, "-c", _BARE, str(folder)])
    other = "csv.reader alone"
    what = f"read and check {EVENTS:,} events"
    print_figure(what, ours.seconds, "s", aim=12, alternative=other, other=bare.seconds)
    print_figure("rows a second", EVENTS / ours.seconds, "", aim=None, alternative=other, other=EVENTS / bare.seconds)
    print_figure("peak memory", ours.mebibytes, "MiB", aim=1024, alternative=other, other=bare.mebibytes)
    sound = made.status == ours.status == bare.status == 0 and ours.output == bare.output
    return 0 if sound else 1


def _write_events(folder: Path, number: int) -> None:
    """Write `number` events of the people of a folder."""
    people = [line.split(",")[0] for line in (folder / "people.csv").read_text(encoding="utf-8").splitlines()[1:]]
    chance = random.Random(1)
    with (folder / "events.csv").open("w", encoding="utf-8", newline="\n") as file:
        file.write("id,occurred,recorded,event,subject,until\n")
        for name in range(number):
            seconds = chance.randrange(27 * 86_400)
            recorded = _moment(seconds + chance.randrange(3600)) if name % 3 == 0 else ""
            until = _moment(seconds + 60 + chance.randrange(86_000)) if name % 4 == 0 else ""
            kind, subject = chance.choice(_KINDS), chance.choice(people)
            file.write(f"e{name},{_moment(seconds)},{recorded},{kind},{subject},{until}\n")


def _moment(seconds: int) -> str:
    """Return the local time `seconds` after the start of 2 January 2024."""
    days, rest = divmod(seconds, 86_400)
    return f"2024-01-{days + 2:02}T{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"


if __name__ == "__main__":
    raise SystemExit(main())
