"""Read 100,000 rows of ten columns as XLSX and as CSV, beside openpyxl in its read-only mode and a bare `csv.reader`.

The workbook is written by the library's own writer, with texts, times and numbers; the CSV is in Windows-1252 with
semicolons. Both alternatives are told what the file is; Standto finds it out. Another workbook has formulas: its XML is
read twice. Aim, start-up included: 2 s for each file without formulas.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.measuring import print_figure, run_child
from standto.sheets import SheetTable, workbook_bytes

ROWS = 100_000
HEADINGS = ("person", "capability", "from", "until", "team", "site", "duty", "count", "note", "shift")
_OURS = "import sys; from standto.sheets import read_workbook; print(len(read_workbook(sys.argv[1])[0].rows))"
_OPENPYXL = (
    "import sys, openpyxl; sheet = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True).active;"
    "print(len([tuple(row) for row in sheet.iter_rows(values_only=True)]))"
)
_CSV = "import csv, sys; print(len(list(csv.reader(open(sys.argv[1], encoding='cp1252', newline=''), delimiter=';'))))"


def main() -> int:
    """Measure, print, and return 1 if a row was lost."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _write(folder)
        found = []
        for name, what, other, script, aim in (
            ("rota.xlsx", "read", "openpyxl", _OPENPYXL, 2),
            ("formulas.xlsx", "with a formula in each,", "openpyxl", _OPENPYXL, None),
            ("rota.csv", "read", "csv.reader", _CSV, 2),
        ):
            path = str(folder / name)
            ours, theirs = (run_child([sys.executable, "-c", code, path]) for code in (_OURS, script))
            words = f"{what} {ROWS:,} rows of {Path(name).suffix[1:].upper()}"
            print_figure(words, ours.seconds, "s", aim=aim, alternative=other, other=theirs.seconds)
            print_figure("peak memory", ours.mebibytes, "MiB", aim=None, alternative=other, other=theirs.mebibytes)
            found += [ours.output, theirs.output]
    return 0 if set(found) == {f"{ROWS + 1}\n".encode()} else 1


def _write(folder: Path) -> None:
    """Write the same rows as a workbook, as CSV, and as a workbook with a formula in each row."""
    import xlsxwriter

    start = datetime(2023, 9, 1, 0, 15)
    rows = [_row(number, start + timedelta(hours=number % 900)) for number in range(ROWS)]
    (folder / "rota.xlsx").write_bytes(workbook_bytes([SheetTable("Rota", HEADINGS, rows)], title="Benchmark"))
    with (folder / "rota.csv").open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows([HEADINGS, *rows])
    with xlsxwriter.Workbook(folder / "formulas.xlsx", {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Rota")
        for place, row in enumerate([HEADINGS, *rows]):
            sheet.write_row(place, 0, [str(value) for value in row[:9]])
            sheet.write_formula(place, 9, f"=H{place + 1}", value="x")


def _row(number: int, start: datetime) -> tuple[str | int | datetime, ...]:
    times, places = (start, start + timedelta(hours=8)), (f"team-{number % 5}", f"site {number % 40}")
    person, note = f"p{number % 2595:05}", f"note {number % 1000}"
    return person, "arv", *times, *places, f"duty-{number % 12}", number % 7, note, "early"


if __name__ == "__main__":
    raise SystemExit(main())
