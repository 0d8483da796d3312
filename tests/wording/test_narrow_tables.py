"""Tables on screens that are too narrow for them."""

from __future__ import annotations

from standto.wording.sentences import WIDTH, fitted_rows, in_columns, screen_of

ROWS = [("  help", "people", "hours saved"), ("  kent", "2", "3.9 ± 0.4"), ("  surrey", "", "1 ± 0.1")]


def test_a_table_that_fits_is_aligned():
    with screen_of(40):
        assert fitted_rows(ROWS) == in_columns(ROWS)


def test_a_table_too_wide_for_a_narrow_screen_is_told_row_by_row_and_keeps_numbers_with_their_errors():
    with screen_of(22):
        assert fitted_rows(ROWS) == [
            "kent: people 2, hours",
            "  saved 3.9 ± 0.4",
            "surrey: hours saved",
            "  1 ± 0.1",
        ]


def test_a_table_in_a_file_is_aligned_however_wide_it_is():
    wide = [(each[0], *each[1:], "x" * 100) for each in ROWS]
    with screen_of(WIDTH):
        assert fitted_rows(wide) == in_columns(wide)
