"""Tables as cells in memory give the scenario and the faults of a folder of the same tables."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from standto.errors import InputError, ScenarioError
from standto.scenario import check_scenario, read_scenario
from standto.scenario.cell_tables import CellTables
from standto.scenario.layout import EVENTS, SETTINGS, TABLES
from standto.scenario.loaded_tables import LoadedTables
from standto.scenario.table_writer import table_text
from tests.scenario.folders import SOUND, STATION, write

TOML = SOUND[SETTINGS]


def rows_of(file, text):
    """Return the rows of a table with a cell for each documented column."""
    columns = TABLES[file].columns
    return [tuple(row.get(column, "") for column in columns) for row in csv.DictReader(StringIO(text))]


def tables_of(folder):
    """Return the rows of each table of a folder but events."""
    return {file: rows_of(file, text) for file, text in folder.items() if file not in (SETTINGS, EVENTS.file)}


ROWS = tables_of(SOUND)
FOLDERS = [(tables_of(folder), folder[SETTINGS]) for folder in (SOUND, STATION)]
CELLS = st.sampled_from(
    [
        "",
        "x y",
        "nx1",
        "met",
        "afo",
        "afo;ct",
        "helm",
        "crew+mech",
        "v1",
        "full",
        "lb-1",
        "a;;b",
        "yes",
        "1",
        "-1",
        "2023-09-22",
        "early",
        "*",
    ]
)


def faults_of(rows, toml=TOML):
    with pytest.raises(ScenarioError) as error:
        LoadedTables(CellTables(rows, toml))
    return [str(fault) for fault in error.value.faults]


@pytest.mark.parametrize("folder", [SOUND, STATION])
def test_tables_as_cells_are_read_as_a_folder_of_them(folder, tmp_path):
    loaded = LoadedTables(CellTables(tables_of(folder), folder[SETTINGS]))
    assert loaded.scenario == replace(read_scenario(write(tmp_path, folder)), events=())


@settings(deadline=None)
@given(data=st.data())
def test_cells_have_the_faults_of_a_folder_of_the_same_tables(data, tmp_path_factory):
    whole, toml = data.draw(st.sampled_from(FOLDERS))
    rows = {file: list(cells) for file, cells in whole.items()}
    for file in data.draw(st.lists(st.sampled_from(sorted(rows)), min_size=1, max_size=4)):
        place = data.draw(st.integers(0, len(rows[file]) - 1))
        column = data.draw(st.integers(0, len(TABLES[file].columns) - 1))
        cells = list(rows[file][place])
        cells[column] = data.draw(CELLS)
        rows[file][place] = tuple(cells)
    files = {SETTINGS: toml} | {file: table_text(TABLES[file], cells) for file, cells in rows.items()}
    checked = check_scenario(write(tmp_path_factory.mktemp("folder"), files))
    # A file tells a fault that repeats in most of its rows once, and tables in memory tell it for each row.
    assume(not any("this fault occurs" in fault.what for fault in checked.faults))
    if checked.faults:
        assert faults_of(rows, toml) == [str(fault) for fault in checked.faults]
    else:
        assert LoadedTables(CellTables(rows, toml)).scenario == checked.scenario


def test_a_table_that_every_scenario_has_must_be_there():
    assert faults_of({}, "") == [
        f"{file}: is missing: every scenario has one" for file in (SETTINGS, "forces.csv", "duties.csv")
    ]


def test_tables_without_powers_differ_from_an_empty_table_of_them():
    without = {file: cells for file, cells in ROWS.items() if file != "powers.csv"}
    assert LoadedTables(CellTables(without, TOML)).scenario.powers is None
    assert LoadedTables(CellTables({**ROWS, "powers.csv": []}, TOML)).scenario.powers == ()


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("a\0b", "has a NUL byte, which no text has: save it as text in UTF-8"),
        ("a" * 131_073, "has a cell of more than 131,072 characters"),
    ],
)
def test_a_cell_that_no_file_could_hold_is_a_fault(cell, what):
    rows = {**ROWS, "sources.csv": [*ROWS["sources.csv"], ("other", cell, "", "")]}
    assert faults_of(rows) == [f"sources.csv:3: {what}"]


def test_an_unknown_table_is_refused():
    with pytest.raises(ValueError, match=r"rows: events\.csv, ranks\.csv: no such table"):
        CellTables({"ranks.csv": [], EVENTS.file: []}, TOML)


def test_an_event_is_read_against_tables_as_cells():
    loaded = LoadedTables(CellTables(ROWS, TOML))
    cells = ("e1", "2023-09-22T19:00", "", "stepped-back", "nx1", "", "", "", "", "", "", "", "")
    assert loaded.event(cells).subject == "nx1"
    with pytest.raises(InputError) as error:
        loaded.event((*cells[:4], "nx9", *cells[5:]), line=7)
    assert [fault.line for fault in error.value.faults] == [7]
