"""Find the stints of 2,595 people in 28 days that break a rule on rest, beside a plain loop over the rows of the rota.

The folder is that of `rota_world`, with a shipped set of rules and three of its own. The loop reads `rota.csv` with
`csv`, and measures the two rules of effect `breach`: a stint of more than 13 hours, and more than 48 hours of work in
seven days. Aim, start-up included: 3 s.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.measuring import STANDTO, print_figure, run_child
from benchmarks.rota_world import write_world

LONGEST, WEEK, MOST = timedelta(hours=13), timedelta(days=7), timedelta(hours=48)
_LOOP = "import json, sys; from benchmarks.bench_rest import breaches; print(json.dumps(breaches(sys.argv[1])))"


def main() -> int:
    """Measure, print, and return 1 if an answer is wrong."""
    with tempfile.TemporaryDirectory() as place:
        folder = write_world(Path(place) / "rota", rules=True)
        rest = run_child([STANDTO, "rest", str(folder), "--json"])
        loop = run_child([sys.executable, "-c", _LOOP, str(folder)])
    other = "a loop over the rows"
    print_figure("rest --json, 52,420 rows", rest.seconds, "s", aim=3, alternative=other, other=loop.seconds)
    print_figure("peak memory", rest.mebibytes, "MiB", aim=None, alternative=other, other=loop.mebibytes)
    stints = json.loads(rest.output)["stints"]
    found = [[one["person"], one["from"][:19], one["rule"]] for one in stints if one["effect"] == "breach"]
    expected = json.loads(loop.output)
    return 0 if expected and sorted(each for each in found if each[2] in ("long-stint", "week")) == expected else 1


def breaches(folder: str) -> list[list[str]]:
    """Return the person, start and rule of each stint that breaks one of two rules; each row is a stint of its own."""
    by_person: dict[str, list[tuple[datetime, datetime]]] = {}
    with (Path(folder) / "rota.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not row["ready_minutes"]:
                ends = datetime.fromisoformat(row["from"]), datetime.fromisoformat(row["until"])
                by_person.setdefault(row["person"], []).append(ends)
    found = []
    for person, stints in by_person.items():
        stints.sort()
        for place, (start, until) in enumerate(stints):
            since = until - WEEK
            week = sum((end - max(begin, since) for begin, end in stints[: place + 1] if end > since), timedelta())
            found += [[person, start.isoformat(), "long-stint"]] if until - start > LONGEST else []
            found += [[person, start.isoformat(), "week"]] if week > MOST else []
    return sorted(found)


if __name__ == "__main__":
    raise SystemExit(main())
