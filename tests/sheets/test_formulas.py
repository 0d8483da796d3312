from __future__ import annotations

import pytest

from standto.sheets.formulas import csv_of, neutral


@pytest.mark.parametrize(
    "cell", ["=1+1", "+44", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "-", '=HYPERLINK("x")']
)
def test_what_a_spreadsheet_would_run_is_shown(cell):
    shown = neutral(cell)
    assert shown == (cell if cell == "+44" else f"'{cell}")


@pytest.mark.parametrize("cell", ["", "m0001", "2023-09-23T12:00+01:00", "-4", "+3", "1,000.5", -4, 0, "a=b"])
def test_what_is_no_formula_stays(cell):
    assert neutral(cell) == str(cell)


def test_a_cell_that_is_not_known_is_empty():
    assert neutral(None) == ""


def test_rows_as_csv_have_their_keys_as_heading_and_run_nothing():
    rows = [{"duty": "＝1+1", "gap": -4, "hours": -1e-7}, {"duty": " @x", "gap": None, "hours": 0.5}]
    assert csv_of(rows) == "duty,gap,hours\n'＝1+1,-4,-1e-07\n' @x,,0.5\n"
    assert csv_of([]) == ""
