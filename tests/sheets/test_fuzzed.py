"""Damaged files of every kind: the sheets that are still readable, or one clear error."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standto.errors import InputError
from standto.sheets import Sheet, read_workbook
from tests.patience import PATIENCE
from tests.sheets.ods import row, table, text, value, write_ods

VALUES = ("D/N", 1001, 1.5, True, date(2023, 9, 23), datetime(2023, 9, 23, 7), time(7), timedelta(hours=30), "=1+1")
CALENDAR = b"""BEGIN:VCALENDAR\r
X-WR-TIMEZONE:Europe/London\r
BEGIN:VEVENT\r
UID:1\r
DTSTART;TZID=Europe/London:20230923T220000\r
DURATION:PT9H\r
RRULE:FREQ=MONTHLY;COUNT=9;BYDAY=-1FR;INTERVAL=2\r
EXDATE;TZID=Europe/London:20231124T220000\r
ATTENDEE;CN="AR 8411":mailto:8411@example.org\r
SUMMARY:Night\r
END:VEVENT\r
END:VCALENDAR\r
"""
CODES = 'Personalnr.;Name;gültig bis\r\n1001;Müller;14.06.2024\r\n1002;"a;b";23/09/2025\r\n'.encode("cp1252")
NASTY = (
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"</c>", b'<c r="ZZZ9999999"><v>1</v></c>', b"99999999999", b"-1",
    b"1e999", b"nan", b'number-columns-repeated="999999"', b"<f>", b"<v/>", b"\x00", b"\xff\xfe", b'"', b"\r",
    b"BEGIN:VEVENT\r\n", b"INTERVAL=0", b"FREQ=SECONDLY", b"DTSTART:99999999T999999Z", b"00000000",
    b"DURATION:-P999999999D",
)  # fmt: skip


@cache
def samples() -> dict[str, bytes]:
    """A sound file of each kind."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        book = openpyxl.Workbook()
        book.active.append(VALUES)
        book.active.merge_cells("B3:D4")
        book.create_sheet("Empty")
        book.save(place / "a.xlsx")
        with xlsxwriter.Workbook(place / "b.xlsx") as other:
            sheet = other.add_worksheet("Rota")
            for number, words in enumerate(["Night", "Night", "Day"]):
                sheet.write(number, 2, words)
            sheet.set_row(1, None, None, {"hidden": True})
        cells = row(text("D"), value("float", "value", "1001"), value("time", "time-value", "PT30H00M00S"))
        write_ods(place / "c.ods", table(cells, row(text("N", ' table:number-columns-repeated="3"'))))
        kept = {path.name: path.read_bytes() for path in sorted(place.iterdir())}
    return kept | {"d.ics": CALENDAR, "e.csv": CODES}


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return memory.getvalue()


@st.composite
def damaged_bytes(draw, data: bytes) -> bytes:
    """Bytes with a few of them replaced, left out, doubled or joined by nasty ones."""
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.integers(0, 40))
        piece = draw(st.sampled_from(NASTY) | st.binary(max_size=6) | st.just(data[place : place + 3 * length]))
        data = data[:place] + piece + data[place + length :]
    return data if draw(st.integers(0, 9)) else data[: draw(st.integers(0, len(data)))]


@st.composite
def damaged_files(draw) -> tuple[str, bytes]:
    """A file of any kind, damaged in its bytes or, for a workbook, in the bytes of one part."""
    name = draw(st.sampled_from(sorted(samples())))
    data = samples()[name]
    if not data.startswith(b"PK") or draw(st.booleans()):
        return name, draw(damaged_bytes(data))
    parts = unpacked(data)
    hit = draw(st.sampled_from(sorted(parts)))
    if draw(st.integers(0, 9)):
        parts[hit] = draw(damaged_bytes(parts[hit]))
    else:
        del parts[hit]
    return name, packed(parts)


def must_be_read_or_refused(folder: Path, name: str, data: bytes) -> None:
    path = folder / name
    path.write_bytes(data)
    sheets, faults = (), ()
    try:
        sheets = read_workbook(path)
    except InputError as error:
        faults = error.faults
    assert [fault for fault in faults if fault.place != str(path) or not fault.what] == []
    for sheet in sheets:
        assert isinstance(sheet, Sheet)
        assert len({len(cells) for cells in sheet.rows}) <= 1
        assert all(sheet.rows[row][column] is None or (row, column) in sheet.errors for row, column in sheet.unready)


BOUNDED = {
    "deadline": timedelta(seconds=PATIENCE),
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}


@given(damaged_files())
@settings(max_examples=300, **BOUNDED)
def test_a_damaged_file_is_read_or_refused(tmp_path_factory, file):
    must_be_read_or_refused(tmp_path_factory.getbasetemp(), *file)


@pytest.mark.slow
@given(damaged_files())
@settings(max_examples=5_000, **BOUNDED)
def test_many_damaged_files_are_read_or_refused(tmp_path_factory, file):
    must_be_read_or_refused(tmp_path_factory.getbasetemp(), *file)


@pytest.mark.parametrize("name", ["a.xlsx", "b.xlsx", "c.ods", "d.ics", "e.csv"])
def test_a_sample_is_sound(tmp_path, name):
    (tmp_path / name).write_bytes(samples()[name])
    assert read_workbook(tmp_path / name)[0].rows != ()


@pytest.mark.parametrize("name", ["a.xlsx", "c.ods", "d.ics", "e.csv"])
def test_a_truncated_file_is_read_or_refused(tmp_path, name):
    data = samples()[name]
    for length in range(0, len(data), max(len(data) // 60, 1)):
        must_be_read_or_refused(tmp_path, name, data[:length])
