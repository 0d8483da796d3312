"""Import 100,000 rows of a rota from a workbook into a folder, compared with `pandas.read_excel` and a plain loop.

A mapping of the same workbook is also suggested, beside the same alternative.

The workbook is a long table of 2,000 people, each with 50 stints over two months: a number, a start and an end as real
dates, and the text of a duty. Ours reads, maps, gives ciphers, checks the folder, writes it and reads it back. The
alternative reads the sheet with pandas and calamine, and makes a list of tuples of texts: no zone, no check, no file.
Aim: 5 s for either, including start-up.
"""

from __future__ import annotations

import random
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import xlsxwriter

from benchmarks.measuring import STANDTO, print_figure, run_child

PEOPLE, STINTS = 2_000, 50
_FIRST = datetime(2023, 9, 1)
_MAPPING = """format = 1
[scenario]
title = "A rota of 100,000 rows"
timezone = "Europe/London"
home = "met"
[[sheet]]
file = "rota.xlsx"
shape = "records"
into = "rota"
[sheet.columns]
person = "Number"
from = "From"
until = "Until"
duty = "Duty"
[values.duty]
"""
_DUTIES = ("Gate", "Patrol", "Control room", "Response")
_ALTERNATIVE = (
    "import pandas, sys\n"
    "table = pandas.read_excel(sys.argv[1], engine='calamine')\n"
    "rows = []\n"
    "for number, start, until, duty in table.itertuples(index=False):\n"
    "    rows.append((number, start.isoformat(), until.isoformat(), duty))\n"
    "print(len(rows))"
)


def main() -> int:
    """Measure, print, and return 1 if a row was lost."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _write_workbook(folder / "rota.xlsx")
        (folder / "rota.toml").write_text(_MAPPING + _duties(), encoding="utf-8")
        given = [str(folder / "rota.xlsx"), "-o", str(folder / "made"), "--mapping", str(folder / "rota.toml")]
        ours = run_child([STANDTO, "import", *given, "--json"])
        guess = run_child([STANDTO, "import", "--suggest", str(folder / "rota.xlsx"), "--json"])
        bare = run_child([sys.executable, "-c", _ALTERNATIVE, str(folder / "rota.xlsx")])
    other = "pandas.read_excel and a loop"
    rows = PEOPLE * STINTS
    print_figure(f"import {rows:,} rows of a workbook", ours.seconds, "s", aim=5, alternative=other, other=bare.seconds)
    print_figure("peak memory", ours.mebibytes, "MiB", aim=1024, alternative=other, other=bare.mebibytes)
    print_figure(
        f"suggest a mapping of {rows:,} rows", guess.seconds, "s", aim=5, alternative=other, other=bare.seconds
    )
    sound = ours.status == guess.status == bare.status == 0 and f'"rows": {rows}'.encode() in ours.output
    return 0 if sound and bare.output.strip() == str(rows).encode() else 1


def _duties() -> str:
    """Return what the texts of the duties stand for, and the duties."""
    ids = {text: text.lower().replace(" ", "-") for text in _DUTIES}
    values = "".join(f'"{text}" = "{name}"\n' for text, name in ids.items())
    row = '[[duty]]\nduty = "{}"\ntask = "routine"\ncapabilities = "able"\nstrength = 1\n'
    return values + '[[capability]]\ncapability = "able"\n' + "".join(map(row.format, ids.values()))


def _write_workbook(path: Path) -> None:
    """Write the rota."""
    chance = random.Random(1)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Rota")
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.write_row(0, 0, ["Number", "From", "Until", "Duty"])
        for row in range(PEOPLE * STINTS):
            stint, person = divmod(row, PEOPLE)
            start = _FIRST + timedelta(days=stint, hours=chance.choice((6, 14)), minutes=chance.choice((0, 15, 30)))
            sheet.write_string(row + 1, 0, f"{1000 + person} AR")
            sheet.write_datetime(row + 1, 1, start, moment)
            sheet.write_datetime(row + 1, 2, start + timedelta(hours=8), moment)
            sheet.write_string(row + 1, 3, chance.choice(_DUTIES))


if __name__ == "__main__":
    raise SystemExit(main())
