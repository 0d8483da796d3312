"""Files that are hostile, broken or something else: refused at once, with what to do."""

from __future__ import annotations

import io
import os
import struct
import zipfile

import pytest
import xlsxwriter

from standto.errors import InputError
from standto.sheets import read_workbook
from tests.sheets.ods import row, table, text, write_ods
from tests.sheets.parts import SHEET, changed


def workbook(**values):
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory) as book:
        sheet = book.add_worksheet()
        for address, value in values.items():
            sheet.write(address, value)
    return memory.getvalue()


def told(folder, data, name="rota.xlsx"):
    path = folder / name
    path.write_bytes(data)
    with pytest.raises(InputError) as error:
        read_workbook(path)
    return str(error.value).removeprefix(f"{path}: ")


def test_macros_are_refused_whatever_the_file_is_called(tmp_path):
    data = changed(workbook(A1="D"), **{"xl/vbaProject.bin": b"x"})
    assert told(tmp_path, data).startswith("holds macros, which are never run: save it as a workbook without macros")


@pytest.mark.parametrize(
    "entity", [b'<!DOCTYPE x [<!ENTITY a "b">]>', b'<!DOCTYPE x SYSTEM "file:///etc/passwd">', b"<!DOCTYPE x>"]
)
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_a_document_type_is_refused(tmp_path, entity, part):
    data = changed(workbook(A1="D"), **{part: lambda content: content.replace(b"<", entity + b"<", 1)})
    assert told(tmp_path, data).startswith("declares a document type")


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    bomb = changed(workbook(A1="D"), **{SHEET: b"<worksheet>" + b" " * (100 << 20)})
    assert told(tmp_path, bomb).startswith("unpacks to more than 256 MiB, or to more than 200 times its size")


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path):
    data = bytearray(changed(workbook(A1="D"), **{SHEET: b"<worksheet>" + b" " * (100 << 20)}))
    place = data.rindex(b"PK\x01\x02", 0, data.rindex(SHEET.encode()))
    data[place + 24 : place + 28] = struct.pack("<I", 100)
    assert told(tmp_path, bytes(data)).startswith("is a damaged workbook")


def test_a_long_text_shared_by_many_cells_is_refused(tmp_path):
    cells = "".join(f'<row r="{number}"><c r="A{number}" t="s"><v>0</v></c></row>' for number in range(1, 20_001))
    data = changed(
        workbook(A1="x" * 32_000),
        **{SHEET: f"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>{cells}"
                  "</sheetData></worksheet>"},
    )  # fmt: skip
    assert told(tmp_path, data).startswith("has more than 256 MiB of text")


def test_many_parts_two_of_one_name_and_paths_that_lead_outside_are_refused(tmp_path):
    sound = workbook(A1="D")
    assert "parts, and at most 2,000 are read" in told(tmp_path, changed(sound, **{f"x{n}": b"" for n in range(2_001)}))
    assert told(tmp_path, changed(sound, **{"../x.xml": b""})).startswith("has a part outside itself")
    assert told(tmp_path, changed(sound, **{SHEET.upper(): b""})).startswith("has two parts of one name")


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("rota.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is an old binary workbook or document"),
        ("rota.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "is protected by"),
        ("rota.xlsx", b"Name;Mon\nA;D\n", "is not the workbook that its name promises"),
        ("rota.ics", b"Name;Mon\nA;D\n", "is not the calendar that its name promises"),
        ("rota.xlsx", b"PK\x03\x04", "is a damaged workbook"),
        ("rota.csv", b"\x89PNG\r\n\x1a\n", "is a picture"),
    ],
)
def test_what_is_something_else_is_refused(tmp_path, name, data, what):
    assert told(tmp_path, data, name).startswith(what)


@pytest.mark.parametrize(
    ("part", "what"),
    [("xl/workbook.bin", "is a binary workbook (XLSB): save it as XLSX"), ("word/document.xml", "is a document"),
     ("notes.txt", "is an archive without a workbook in it: read are CSV, XLSX, ODS and iCalendar (.ics)")],
)  # fmt: skip
def test_other_archives_are_refused(tmp_path, part, what):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr(part, b"")
    assert told(tmp_path, memory.getvalue()).startswith(what)


def test_the_content_decides_and_not_the_name(tmp_path):
    path = tmp_path / "rota.csv"
    path.write_bytes(workbook(A1="D"))
    assert read_workbook(path)[0].rows == (("D",),)


def test_paths_that_are_no_file_are_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    for path, what in {
        tmp_path: "is a folder",
        tmp_path / "pipe.csv": "is not a regular file",
        "/dev/zero": "is not a regular file",
        tmp_path / "none.csv": "is not there",
        tmp_path / "loop.csv": "cannot be read",
        "a\0b": "cannot be read",
    }.items():
        with pytest.raises(InputError, match=what):
            read_workbook(path)


def test_a_file_that_is_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "rota.csv"
    with path.open("wb") as file:
        file.truncate(65 << 20)
    with pytest.raises(InputError, match="is larger than 64 MiB"):
        read_workbook(path)


def test_links_to_other_files_are_told_and_not_followed(tmp_path):
    path = tmp_path / "rota.xlsx"
    path.write_bytes(changed(workbook(A1="D"), **{"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}))
    note = "formulas refer to other files: their values are as they were when the workbook was saved"
    assert read_workbook(path)[0].notes == (note,)


def test_array_formulas_without_values_are_unready_in_all_their_cells(tmp_path):
    cells = (
        '<row r="1"><c r="A1"><f t="array" ref="A1:B2">X</f><v>1</v></c><c r="B1"><v>2</v></c></row>'
        '<row r="2"><c r="A2"><v>3</v></c><c r="C2"><f t="shared" si="0"/></c><c r="D2" t="str"><f>X</f><v></v></c>'
        '<c r="E2" t="e"><f>X</f><v>#N/A</v></c></row>'
    )
    head = "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
    path = tmp_path / "rota.xlsx"
    path.write_bytes(changed(workbook(A1="D"), **{SHEET: f"{head}{cells}</sheetData></worksheet>"}))
    (sheet,) = read_workbook(path)
    assert sheet.rows == ((1, 2, None, None, None), (3, None, None, None, "#N/A"))
    assert (sheet.unready, sheet.errors) == ({(1, 1), (1, 2), (1, 4)}, {(1, 4)})


def test_cells_with_a_prefix_and_cells_without_an_address_are_bounded_too(tmp_path):
    for cells in (
        '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row><x:row><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
        '<x:row r="1048576"><x:c><x:v>1</x:v></x:c></x:row><x:row r="1">'
        + "<x:c><x:v>1</x:v></x:c>" * 16_000
        + "</x:row>",
    ):
        head = "<x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><x:sheetData>"
        data = changed(workbook(A1="D"), **{SHEET: f"{head}{cells}</x:sheetData></x:worksheet>"})
        assert told(tmp_path, data).startswith("has more than 5,000,000 cells")


def test_an_ods_with_a_document_type_is_refused(tmp_path):
    path = write_ods(tmp_path / "a.ods", table(row(text("D"))))
    content = changed(
        path.read_bytes(), **{"content.xml": lambda old: old.replace(b"<office", b"<!DOCTYPE x><office", 1)}
    )
    assert told(tmp_path, content, "b.ods").startswith("declares a document type")


def test_a_part_counts_as_often_as_it_is_a_sheet(tmp_path):
    sheets = "".join(f'<sheet name="S{number}" sheetId="{number}" r:id="rId1"/>' for number in range(1, 101))
    cells = "".join(f'<row r="{row}"><c r="J{row}"><v>1</v></c></row>' for row in range(1, 10_001))
    head = "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"

    def hundredfold(content):
        start, end = content.index(b"<sheets>"), content.index(b"</sheets>")
        return content[: start + 8] + sheets.encode() + content[end:]

    parts = {"xl/workbook.xml": hundredfold, SHEET: f"{head}{cells}</sheetData></worksheet>"}
    assert told(tmp_path, changed(workbook(A1="D"), **parts)).startswith("has more than 5,000,000 cells")
