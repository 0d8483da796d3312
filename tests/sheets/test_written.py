"""What is written: texts stay texts, and calendars are as RFC 5545 has them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import openpyxl
import pytest
from icalendar import Calendar

from standto.sheets import CalendarEntry, SheetTable, TooManyRows, calendar_text, read_workbook, workbook_bytes

DANGEROUS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "\t=1",
    "https://example.org",
    "{=1}",
    "007",
    "\x01a",
)


def test_no_text_becomes_a_formula_a_link_or_a_number(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook_bytes([SheetTable("Texts", ("text",), [(text,) for text in DANGEROUS])], title="=1+1"))
    (sheet,) = read_workbook(path)
    assert sheet.rows == (("text",), *((text,) for text in DANGEROUS))
    cells = [cell for (cell,) in openpyxl.load_workbook(path)["Texts"].iter_rows(min_row=2)]
    assert {(cell.data_type, cell.hyperlink) for cell in cells} == {("s", None)}
    assert [cell.quotePrefix for cell in cells] == [text.startswith(("=", "+", "-", "@", "\t")) for text in DANGEROUS]


def test_values_come_back_as_they_were(tmp_path):
    values = (1, 1.5, True, date(2023, 9, 23), datetime(2023, 9, 23, 7), None, "x" * 32_767)
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook_bytes([SheetTable("Values", tuple("abcdefg"), [values])], title=""))
    assert read_workbook(path)[0].rows[1] == values


def test_a_text_that_is_too_long_says_that_it_is_cut(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook_bytes([SheetTable("Values", ("a",), [("x" * 40_000,)])], title=""))
    text = read_workbook(path)[0].rows[1][0]
    assert (len(text), text[-8:]) == (32_767, " … (cut)")


def test_a_table_that_does_not_fit_a_sheet_is_refused():
    with pytest.raises(TooManyRows, match="Long has 1,048,576 rows"):
        workbook_bytes([SheetTable("Long", ("a",), [()] * 1_048_576)], title="")


def test_a_calendar_is_read_back_by_another_program():
    start, until = datetime(2023, 9, 23, 22, tzinfo=UTC), datetime(2023, 9, 24, 7, tzinfo=UTC)
    words = "Guard; inner, \\ outer: 3 of 4\nwhy " + "ä" * 80
    text = calendar_text("A, b", [CalendarEntry("x@y", start, until, words, words, ("gap",), busy=False)], start)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"]), event["UID"]) == (words, words, "x@y")
    assert (event["DTSTART"].dt, event["DTEND"].dt, event["DTSTAMP"].dt) == (start, until, start)
