"""Whatever a workbook holds, a suggestion is a mapping that can be read, or says why there is none."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.errors import InputError
from standto.importing.guessing.suggesting import suggestion
from standto.importing.mapping.reader import mapping_of
from standto.sheets import Sheet

WORDS = [
    *(
        "",
        " ",
        "Name",
        "Collar no",
        "Personalnr.",
        "Team",
        "Skills",
        "from",
        "bis",
        "Date",
        "matricule",
        "Total",
        "Total*",
    ),
    *(
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
        "lun. 18 sept.",
        "❶ sept.",
        "18/09/2023",
        "19/09/2023",
        "20/09/2023",
        "09/20/2023",
        "23 Sept",
    ),
    *(
        "E",
        "L",
        "N",
        "D/N",
        "E*",
        "?",
        "AL",
        "after 6",
        "09-17",
        "not work hrs",
        "E = early 07-15, L = late 14-22",
        "*",
    ),
    *(
        "AFO, ARV",
        "AFO (initial)",
        "AFO/ARV",
        "DR 1025A",
        "Dr. 1025A (swap w/ DR 1026A)",
        "VACANT",
        "September 2023",
        "= =",
    ),
    *(
        "\u0000",
        "\x85\n#",
        "[",
        '"quoted"',
        "a\\b",
        "'",
        "1/2",
        "2023",
        "31/02/2023",
        "99:99-99:99",
        "24:00-24:00",
        "Ⅷ²",
        "٣",
    ),
]
CELLS = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.text(max_size=6),
    st.integers(-5, 50_000),
    st.floats(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.datetimes(datetime(1899, 1, 1), datetime(2200, 1, 1)),
    st.dates(date(2023, 9, 1), date(2023, 9, 9)),
    st.times(),
    st.timedeltas(timedelta(0), timedelta(9)),
)
BY_DAY = [datetime(2023, 9, 18) + timedelta(days=day) for day in range(5)]


@st.composite
def sheets(draw):
    """Draw a sheet: some rows, with a heading that a rota could have more often than not."""
    width, height = draw(st.integers(0, 7)), draw(st.integers(0, 8))
    rows = [tuple(draw(CELLS) for _ in range(width)) for _ in range(height)]
    if rows and draw(st.booleans()):
        wanted = draw(
            st.sampled_from([("Collar no", *BY_DAY), ("Crew", "Mon", "Tue", "Wed", "Thu"), ("from", "to", "A", "B")])
        )
        rows[draw(st.integers(0, height - 1))] = tuple([*wanted, *([None] * width)][:width])
    corners = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))
    merged = [(a, b, max(a, c), max(b, d)) for a, b, c, d in draw(st.lists(corners, max_size=2)) if max(a, c) < height]
    return Sheet(
        draw(st.sampled_from(["a.xlsx", "leave 2023.csv"])), draw(st.text(max_size=8)), tuple(rows), tuple(merged)
    )


def suggested_or_none(found, first_day):
    """Return the suggestion, or None where each sheet is told to hold nothing that can be guessed."""
    try:
        return suggestion(found, first_day=first_day)
    except InputError as error:
        if len(error.faults) != len(found) and not all("at all times" in fault.what for fault in error.faults):
            raise
        return None


@given(st.lists(sheets(), min_size=1, max_size=3), st.sampled_from([None, date(2026, 11, 30)]))
@settings(max_examples=300, deadline=None)
def test_a_suggestion_reads_back_or_says_why_there_is_none(found, first_day):
    suggested = suggested_or_none(found, first_day)
    if suggested is None:
        return
    assert mapping_of(suggested.text.encode()) == suggested.mapping
    assert suggestion(found, first_day=first_day).text == suggested.text


def test_a_workbook_without_a_table_is_told_sheet_by_sheet():
    notes = Sheet("folder/rota.xlsx", "Notes", (("DRAFT v7",), (None,)))
    with pytest.raises(InputError) as refused:
        suggestion([notes])
    assert str(refused.value) == (
        "rota.xlsx: sheet 'Notes': 1 cell with something in them, but no table that can be guessed: write a mapping by "
        "hand. A table needs a heading, and below it a column of people or of times"
    )
