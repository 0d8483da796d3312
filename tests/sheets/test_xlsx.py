"""XLSX workbooks as people and programs make them: values, addresses, and what cannot be relied on."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import xlsxwriter

from standto.errors import InputError
from standto.sheets import read_workbook
from tests.sheets.parts import SHEET, changed


def saved(book, folder, name="rota.xlsx"):
    book.save(folder / name)
    return folder / name


def test_values_come_with_their_types(tmp_path):
    book = openpyxl.Workbook()
    values = [
        "text", 1001, 1001.0, 1.5, True, date(2023, 9, 23), datetime(2023, 9, 23, 7), time(7, 30), timedelta(hours=30),
        "0012", " a ",
    ]  # fmt: skip
    book.active.append(values)
    (sheet,) = read_workbook(saved(book, tmp_path))
    assert sheet.rows == (tuple(values),)
    assert [type(value) for value in sheet.rows[0][1:3]] == [int, int]


def test_an_address_counts_from_the_first_cell_of_the_sheet(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "June 2024"
    book.active["C4"] = "D"
    (sheet,) = read_workbook(saved(book, tmp_path))
    assert sheet.rows == ((None, None, None),) * 3 + ((None, None, "D"),)
    assert sheet.address(3, 2) == "'June 2024'!C4"


def test_a_stray_format_in_the_last_cell_costs_nothing(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "D"
    book.active["XFD1048576"].number_format = "0.00"
    (sheet,) = read_workbook(saved(book, tmp_path))
    assert sheet.rows == (("D",),)


def test_a_stray_value_in_the_last_cell_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "D"
    book.active["XFD1048576"] = 1
    with pytest.raises(InputError, match="has more than 5,000,000 cells"):
        read_workbook(saved(book, tmp_path))


def test_a_formula_without_a_value_is_unready(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = 3
    book.active["B2"] = "=A1+1"
    (sheet,) = read_workbook(saved(book, tmp_path))
    assert (sheet.rows, sheet.unready) == (((3, None), (None, None)), {(1, 1)})


def test_a_formula_with_the_filler_of_a_program_is_unready(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "rota.xlsx") as book:
        sheet = book.add_worksheet("Rota")
        sheet.write_formula("A1", "=1+1")
        sheet.write_formula("A2", "=1+1", value=2)
    (sheet,) = read_workbook(tmp_path / "rota.xlsx")
    assert (sheet.unready, sheet.rows[1]) == ({(0, 0)}, (2,))


def test_macros_are_refused(tmp_path):
    book = openpyxl.Workbook()
    with pytest.raises(InputError, match="macros"):
        read_workbook(saved(book, tmp_path, "rota.xlsm"))


def test_days_counted_from_1904_are_the_days_that_the_spreadsheet_shows(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "rota.xlsx", {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_datetime("A1", datetime(2023, 9, 23, 7), book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
    assert read_workbook(tmp_path / "rota.xlsx")[0].rows == ((datetime(2023, 9, 23, 7),),)


def test_what_is_hidden_is_read_and_told(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "rota.xlsx") as book:
        book.add_worksheet("Seen").write("A1", "D")
        sheet = book.add_worksheet("Old")
        sheet.write_column("A1", ["D", "N"])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column("A:A", None, None, {"hidden": True})
        sheet.hide()
    seen, old = read_workbook(tmp_path / "rota.xlsx")
    assert (seen.hidden, seen.notes, old.hidden, old.rows) == (False, (), True, (("D",), ("N",)))
    assert old.notes == (
        "the sheet is hidden, and is read",
        "hidden rows, which are read: 1",
        "hidden columns or groups of columns, which are read: 1",
    )


def test_merged_ranges_end_where_the_cells_end(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["September", None, None])
    book.active.append(["Mon", "Tue", "Wed"])
    book.active.merge_cells("A1:XFD1")
    assert read_workbook(saved(book, tmp_path))[0].merged == ((0, 0, 0, 2),)


def test_merged_ranges_over_one_another_are_refused(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "rota.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write("CV2000", "D")
        sheet.merge = [[0, 0, 1999, 99]] * 40
    with pytest.raises(InputError, match="ranges that lie over one another"):
        read_workbook(tmp_path / "rota.xlsx")


def test_merged_ranges_that_end_before_they_begin_do_not_hide_others(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "rota.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write("CV2000", "D")
        sheet.merge = [[0, 0, 1999, 99], [1999, 0, 0, 99]] * 40
    with pytest.raises(InputError, match="is a damaged workbook"):
        read_workbook(tmp_path / "rota.xlsx")


def test_a_workbook_that_calculates_by_hand_says_so(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "rota.xlsx") as book:
        book.set_calc_mode("manual")
        book.add_worksheet("Rota").write_formula("A1", "=1+1", value=2)
        book.add_worksheet("Plain").write("A1", 2)
    rota, plain = read_workbook(tmp_path / "rota.xlsx")
    assert rota.notes == ("the workbook calculates only when asked to: values of formulas may be out of date",)
    assert plain.notes == ()


def test_rows_that_are_told_not_to_be_hidden_need_no_slow_scan(tmp_path, monkeypatch):
    monkeypatch.setattr("standto.sheets.xlsx_scan.walk", lambda *_: pytest.fail("the slow scan"))
    with xlsxwriter.Workbook(tmp_path / "rota.xlsx") as book:
        book.add_worksheet("Rota").write("A1", "D")
    data = (tmp_path / "rota.xlsx").read_bytes()
    said = changed(data, **{SHEET: lambda xml: xml.replace(b"<row ", b'<row hidden="false" ')})
    (tmp_path / "rota.xlsx").write_bytes(said)
    (sheet,) = read_workbook(tmp_path / "rota.xlsx")
    assert (sheet.rows, sheet.notes) == ((("D",),), ())


@pytest.mark.parametrize("said", ['hidden="1"', "hidden='true'", 'hidden = "true"'])
def test_hidden_rows_are_told_however_they_are_written(tmp_path, said):
    with xlsxwriter.Workbook(tmp_path / "rota.xlsx") as book:
        book.add_worksheet("Rota").write("A1", "D")
    data = (tmp_path / "rota.xlsx").read_bytes()
    hidden = changed(data, **{SHEET: lambda xml: xml.replace(b"<row ", f"<row {said} ".encode())})
    (tmp_path / "rota.xlsx").write_bytes(hidden)
    assert read_workbook(tmp_path / "rota.xlsx")[0].notes == ("hidden rows, which are read: 1",)
