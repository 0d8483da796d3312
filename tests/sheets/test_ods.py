"""ODS workbooks: repeated cells, merged ones, and formulas without values."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from standto.errors import InputError
from standto.sheets import read_workbook
from tests.sheets.ods import empty, row, table, text, value, write_ods

WIDE = empty(' table:number-columns-repeated="16384"')


def read(folder, *tables, **others):
    return read_workbook(write_ods(folder / "rota.ods", "".join(tables), **others))


def test_values_come_with_their_types(tmp_path):
    cells = row(
        text("text"),
        value("float", "value", "1001"),
        value("float", "value", "1.5"),
        value("date", "date-value", "2023-09-23"),
        value("date", "date-value", "2023-09-23T07:00:00"),
        value("time", "time-value", "PT07H30M00S"),
        value("time", "time-value", "PT30H00M00S"),
        value("boolean", "boolean-value", "true"),
    )
    (sheet,) = read(tmp_path, table(cells))
    times = (date(2023, 9, 23), datetime(2023, 9, 23, 7), time(7, 30), timedelta(hours=30))
    assert sheet.rows == (("text", 1001, 1.5, *times, True),)


def test_repeated_cells_and_rows_stand_where_a_spreadsheet_shows_them(tmp_path):
    (sheet,) = read(
        tmp_path,
        table(
            row(WIDE, more=' table:number-rows-repeated="2"'),
            row(empty(), text("D", ' table:number-columns-repeated="2"'), more=' table:number-rows-repeated="2"'),
            row(WIDE, more=' table:number-rows-repeated="1048570"'),
        ),
    )
    assert sheet.rows == ((None, None, None),) * 2 + ((None, "D", "D"),) * 2


def test_a_formula_without_a_value_and_an_error_are_unready(tmp_path):
    (sheet,) = read(
        tmp_path,
        table(
            row(
                '<table:table-cell table:formula="of:=1+1"/>',
                value("float", "value", "2", ' table:formula="of:=1+1"'),
                text("#DIV/0!", ' table:formula="of:=1/0" office:string-value="" calcext:value-type="error"'),
            )
        ),
    )
    assert (sheet.rows, sheet.unready, sheet.errors) == (((None, 2, "#DIV/0!"),), {(0, 0), (0, 2)}, {(0, 2)})
    assert sheet.why_unready(0, 2) == "holds the error #DIV/0!: mend the formula, and save the workbook again"


def test_merged_ranges_are_told(tmp_path):
    spanned = ' table:number-columns-spanned="2" table:number-rows-spanned="2"'
    below = row(*["<table:covered-table-cell/>"] * 2, text("N"))
    (sheet,) = read(tmp_path, table(row(text("Night", spanned), "<table:covered-table-cell/>", text("D")), below))
    assert (sheet.merged, sheet.rows) == (((0, 0, 1, 1),), (("Night", None, "D"), (None, None, "N")))


def test_a_hidden_sheet_with_hidden_rows_is_read_and_told(tmp_path):
    (sheet,) = read(
        tmp_path, table(row(text("D"), more=' table:visibility="collapse"'), more=' table:style-name="ta2"')
    )
    assert (sheet.rows, sheet.hidden) == ((("D",),), True)
    assert sheet.notes == ("the sheet is hidden, and is read", "hidden rows, which are read: 1")


@pytest.mark.parametrize(
    ("tables", "what"),
    [
        (table(row(text("D", ' table:number-columns-repeated="16384"'), more=' table:number-rows-repeated="9999"')),
         "has more than 5,000,000 cells"),
        (table(row(text('<text:s text:c="999999999"/>'))), "repeats something 999999999 times"),
        (table(row(text("D"), more=' table:number-rows-repeated="1048576"')) * 6, "has more than 5,000,000 cells"),
        (table(row(text("D"))).replace("</table:table>", ""), "is a damaged workbook"),
        (table(row(text("D", ' table:number-columns-spanned="2" table:number-rows-spanned="-9"'))),
         "is a damaged workbook"),
        (table(row(text("D" * 30_000, ' table:number-columns-repeated="10000"'))), "MiB of text"),
    ],
)  # fmt: skip
def test_what_would_cost_too_much_is_refused(tmp_path, tables, what):
    with pytest.raises(InputError, match=what):
        read(tmp_path, tables)


def test_macros_and_passwords_are_refused(tmp_path):
    with pytest.raises(InputError, match="macros"):
        read(tmp_path, table(row(text("D"))), **{"Basic/Standard/Module1.xml": "<x/>"})
    with pytest.raises(InputError, match="password"):
        read(tmp_path, table(row(text("D"))), manifest="<manifest:encryption-data/>")
