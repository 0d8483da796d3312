"""Read and check a rota made by hand for 2,595 people and 28 days, beside a bare loop of `csv.reader` over the file.

Then ask for the cover of six duties by it, beside the same with every row said by an event. The folder is that of
`rota_world`, with 52,420 rows and 2,016 windows. Aim, start-up included: read and check in 2 s.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import STANDTO, print_figure, run_child
from benchmarks.rota_world import write_world

_BARE = (
    "import csv, sys\n"
    "with open(sys.argv[1] + '/rota.csv', encoding='utf-8', newline='') as file:\n"
    "    print(sum(1 for row in csv.reader(file)) - 1)"
)


def main() -> int:
    """Measure, print, and return 1 if an answer is wrong."""
    with tempfile.TemporaryDirectory() as place:
        folder, said = write_world(Path(place) / "rota"), write_world(Path(place) / "said")
        rows = _say_with_events(said)
        check = run_child([STANDTO, "check", str(folder)])
        bare = run_child([sys.executable, "-c", _BARE, str(folder)])
        cover = run_child([STANDTO, "cover", str(folder), "--json"])
        events = run_child([STANDTO, "cover", str(said), "--json"])
    other = "csv.reader alone"
    print_figure(f"check, {rows:,} rows", check.seconds, "s", aim=2, alternative=other, other=bare.seconds)
    print_figure("peak memory", check.mebibytes, "MiB", aim=None, alternative=other, other=bare.mebibytes)
    other = "the same said with events"
    print_figure("cover --json by the rota", cover.seconds, "s", aim=None, alternative=other, other=events.seconds)
    same = json.loads(cover.output)["windows"] == json.loads(events.output)["windows"]
    return 0 if check.status == 0 and int(bare.output) == rows and same else 1


def _say_with_events(folder: Path) -> int:
    """Say with `on-call` what the rota says, for people off duty by their pattern; return the number of rows."""
    with (folder / "rota.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = [f"{row['from']},on-call,{row['person']},{row['until']},{row['ready_minutes']}\n" for row in rows]
    (folder / "events.csv").write_text("occurred,event,subject,until,count\n" + "".join(lines), encoding="utf-8")
    people = (folder / "people.csv").read_text(encoding="utf-8").split()[1:]
    (folder / "people.csv").write_text("person,team\n" + "".join(f"{one},off\n" for one in people), encoding="utf-8")
    (folder / "teams.csv").write_text("team,pattern\noff,off\n", encoding="utf-8")
    with (folder / "scenario.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[pattern]]\nid = "off"\nanchor = 2024-01-01\ncycle = ["rest"]\n')
    (folder / "rota.csv").unlink()
    return len(rows)


if __name__ == "__main__":
    raise SystemExit(main())
