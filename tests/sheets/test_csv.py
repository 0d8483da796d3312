"""CSV as spreadsheets and people save it: any delimiter, any encoding, ragged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standto.errors import InputError
from standto.sheets import read_workbook
from standto.sheets.text_tables import csv_sheet

GERMAN = "Personalnr.;Name;gültig bis\r\n1001;Müller;14.06.2024\r\n"
ROWS = (("Personalnr.", "Name", "gültig bis"), ("1001", "Müller", "14.06.2024"))


def read(folder, data):
    path = folder / "people.csv"
    path.write_bytes(data)
    (sheet,) = read_workbook(path)
    return sheet


@pytest.mark.parametrize(
    ("codec", "told"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("cp1252", "Windows-1252"),
        ("cp850", "DOS code page 850"),
        ("mac_roman", "Mac OS Roman"),
    ],
)
def test_an_encoding_is_found_and_told(tmp_path, codec, told):
    sheet = read(tmp_path, GERMAN.encode(codec))
    assert (sheet.rows, sheet.notes) == (ROWS, (f"read as {told}, semicolons",))


def test_a_euro_sign_of_iso_8859_15_is_told_from_windows(tmp_path):
    sheet = read(tmp_path, "Rate;Büro\n15 €;Œuvre\n".encode("iso8859_15"))
    assert (sheet.rows[1], sheet.notes) == (("15 €", "Œuvre"), ("read as ISO-8859-15, semicolons",))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("delimiter", "told"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_a_delimiter_is_found_whatever_the_line_ends(tmp_path, delimiter, told, end):
    lines = [["Crew", "Tickets", "Mon"], ["lv01", '"cox;helm, crew|x"', ""], ["lv02", '"say ""aye"""', "1,5"][:3]]
    if delimiter == ",":
        lines[2][2] = '"1,5"'
    sheet = read(tmp_path, end.join(delimiter.join(line) for line in lines).encode())
    assert sheet.rows == (("Crew", "Tickets", "Mon"), ("lv01", "cox;helm, crew|x", None), ("lv02", 'say "aye"', "1,5"))
    assert sheet.notes == (f"read as UTF-8, {told}",)


def test_the_delimiter_that_excel_tells_is_honoured_and_its_line_keeps_its_number(tmp_path):
    sheet = read(tmp_path, b"sep=;\r\na,b;c\r\n")
    assert (sheet.rows, sheet.address(1, 1)) == (((None, None), ("a,b", "c")), "people!B2")


def test_decimal_commas_do_not_make_a_delimiter(tmp_path):
    assert read(tmp_path, b"Name;Rate\nA;1,5\nB;2,5\n").rows[1] == ("A", "1,5")


def test_a_title_above_and_a_total_below_do_not_mislead(tmp_path):
    sheet = read(tmp_path, b"Rota, draft\n\nName;Mon;Tue\nA;D;N\nB;N;D\nTotal;2\n")
    assert sheet.rows[2:] == (("Name", "Mon", "Tue"), ("A", "D", "N"), ("B", "N", "D"), ("Total", "2", None))


def test_cells_stay_text(tmp_path):
    assert read(tmp_path, b"a;b;c\n0012;1e5;2023-09-23\n").rows[1] == ("0012", "1e5", "2023-09-23")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"a;b\n1;\x00\n", "people.csv:2: has a NUL byte"),
        (b'a;b\n1;"' + b"x" * 40_000 + b"\n", "close the quotes that are open"),
        (b'a;b\n1;"' + b"x" * 200_000 + b"\n", "is not CSV: field larger than field limit"),
        (
            "ä;ö\nü;ß\nß;".encode() + b"\xfc;x\n",
            "people.csv:3: is UTF-8 but for some bytes, the first of which is 0xfc",
        ),
        (b"\xff\xfea", "says that it is UTF-16"),
        (b"a;" * 20_000, "has more than 1,048,576 rows, 16,384 columns"),
        ((b"a" + b";" * 5_000 + b"\n") * 1_100, "5,000,000 cells"),
        (b"", "is empty"),
        (b"<html><table>", "is a page or an XML document"),
        (b"%PDF-1.7", "is a PDF document"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value[:20],
)
def test_what_is_no_csv_is_refused(tmp_path, data, what):
    with pytest.raises(InputError, match=what):
        read(tmp_path, data)


CELLS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=5
)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=5), st.sampled_from(";,\t|"))
def test_quoted_cells_come_back_as_they_were(rows, delimiter):
    text = "".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows)
    assert csv_sheet("a.csv", text, "UTF-8").rows == tuple(map(tuple, rows))
