"""`standto export`: workbooks and calendars of a scenario."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from standto.cli.main import main
from standto.sheets import read_workbook

SUNDAY = ["--at", "2023-09-24T00:30:00", "--until", "2023-09-24T23:30:00"]


def exported(folder, *options):
    path = folder / "cover.xlsx"
    assert main(["export", "london-2023", "--xlsx", str(path), *options]) == 0
    return path


def test_the_workbook_holds_cover_gaps_people_and_every_table(tmp_path, capsys):
    sheets = {sheet.name: sheet for sheet in read_workbook(exported(tmp_path, *SUNDAY))}
    assert list(sheets) == [
        "About", "Cover", "Gaps", "People by day", "forces", "capabilities", "teams", "people", "authorisations",
        "pools", "duties", "powers", "events", "sources",
    ]  # fmt: skip
    first = dict(zip(*sheets["Cover"].rows[:2], strict=True))
    window = {"from": datetime(2023, 9, 24, 0, 30), "until": datetime(2023, 9, 24, 5)}
    numbers = {"required": 13, "filled": 9, "gap": 4, "filled by met": 9, "filled by kent": 0}
    assert first.items() >= (window | numbers | {"duty": "ct-response"}).items()
    assert len(sheets["people"].rows) == 2_596
    assert [row[0] for row in sheets["People by day"].rows] == ["day", date(2023, 9, 24)]
    assert capsys.readouterr().out.startswith(f"{tmp_path}/cover.xlsx: 14 sheets, ")


def test_the_gaps_in_it_are_those_of_cover(tmp_path):
    sheets = {sheet.name: sheet for sheet in read_workbook(exported(tmp_path, *SUNDAY))}
    headings, *rows = sheets["Cover"].rows
    lines = [dict(zip(headings, row, strict=True)) for row in rows]
    by_window = sum(line["gap"] * (line["until"] - line["from"]) / timedelta(hours=1) for line in lines)
    assert sum(row[4] * row[6] for row in sheets["Gaps"].rows[1:]) == pytest.approx(by_window)


def test_the_headings_stay_in_sight_and_times_are_real(tmp_path):
    book = openpyxl.load_workbook(exported(tmp_path, *SUNDAY))
    assert {sheet.freeze_panes for sheet in book.worksheets} == {"A2"}
    assert (book["Cover"]["A2"].value, book["Cover"]["A2"].is_date) == (datetime(2023, 9, 24, 0, 30), True)


def test_the_same_question_gives_the_same_bytes(tmp_path):
    first = exported(tmp_path, *SUNDAY).read_bytes()
    assert exported(tmp_path, *SUNDAY, "--force").read_bytes() == first


def test_a_file_that_is_there_is_written_over_only_by_force(tmp_path, capsys):
    path = tmp_path / "cover.xlsx"
    path.write_text("mine")
    assert main(["export", "lifeboat", "--xlsx", str(path)]) == 2
    told = f"--xlsx: {path}: is already there: name another file, or write over it with --force\n"
    assert (capsys.readouterr(), path.read_text()) == (("", told), "mine")
    assert main(["export", "lifeboat", "--xlsx", str(path), "--force"]) == 0
    assert read_workbook(path)[0].name == "About"


def test_everything_wrong_with_the_options_is_told_at_once(tmp_path, capsys):
    (tmp_path / "mine").write_text("x")
    assert main(["export", "lifeboat", "--xlsx", str(tmp_path / "cover.ods"), "--calendar", str(tmp_path)]) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"--xlsx: '{tmp_path}/cover.ods' is not a workbook's name: end it with .xlsx",
        f"--calendar: {tmp_path}: is not empty: name an empty folder, or one that does not exist yet",
    ]
    assert main(["export", "lifeboat"]) == 2
    assert capsys.readouterr().err.startswith("nothing to write: name a workbook (--xlsx FILE)")


def test_duties_crews_and_people_have_calendars(tmp_path, capsys):
    folder = tmp_path / "calendars"
    assert main(["export", "lifeboat", "--calendar", str(folder)]) == 0
    assert capsys.readouterr().out == f"{folder}: 29 calendars\n"
    assert sorted(path.name for path in folder.iterdir()) == ["crews", "duties", "people"]
    assert sorted(path.name for path in (folder / "duties").iterdir()) == ["launching.ics", "slipway.ics"]


def test_a_calendar_holds_the_times_on_duty_and_no_clock(tmp_path):
    force = tmp_path / "force"
    assert (
        main(["new", str(force), "--people", "12", "--days", "5", "--seed", "3", "--starts", "2023-03-24T07:00"]) == 0
    )
    for name, options in {"all": [], "late": ["--at", "2023-03-27T08:00:00"]}.items():
        assert main(["export", str(force), "--calendar", str(tmp_path / name), *options]) == 0
    path, ended = tmp_path / "all" / "people", datetime(2023, 3, 27, 8, tzinfo=ZoneInfo("Europe/London"))
    stamps = {line for each in path.iterdir() for line in each.read_text().splitlines() if line.startswith("DTSTAMP")}
    assert stamps == {"DTSTAMP:20230324T070000Z"}
    for person in path.iterdir():
        (sheet,), (late,) = read_workbook(person), read_workbook(tmp_path / "late" / "people" / person.name)
        assert {row[1] for row in sheet.rows[1:]} <= {"On duty", "On call"}
        # A time that has begun keeps its start and its id.
        assert late.rows[1:] == tuple(row for row in sheet.rows[1:] if row[3] > ended)
