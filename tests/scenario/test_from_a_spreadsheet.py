"""What spreadsheets leave in a folder: other capitals, blank rows, locks, and one mistake in every row."""

from __future__ import annotations

import pytest

from standto.scenario import check_scenario, read_scenario
from standto.scenario.faults import LIMIT, MOST_ALIKE, Faults
from tests.scenario.folders import SOUND, STATION, write

FILES = ", ".join(
    f"{name}.csv"
    for name in (
        "forces", "capabilities", "teams", "people", "authorisations", "pools", "duties", "crews", "seats", "rota",
        "powers", "events", "sources",
    )
)  # fmt: skip


def faults_of(folder, files):
    return [str(fault) for fault in check_scenario(write(folder, files)).faults]


def renamed(old, new):
    """Return the sound folder with a file under another name."""
    return {new if name == old else name: text for name, text in SOUND.items()}


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("people.csv", "People.CSV", "is people.csv with capitals or spaces in its name: rename it to people.csv"),
        ("duties.csv", "DUTIES.csv", "is duties.csv with capitals or spaces in its name: rename it to duties.csv"),
        ("powers.csv", " powers.csv", "is powers.csv with capitals or spaces in its name: rename it to powers.csv"),
        (
            "scenario.toml",
            "Scenario.toml",
            "is scenario.toml with capitals or spaces in its name: rename it to scenario.toml",
        ),
    ],
)
def test_a_file_with_capitals_in_its_name_is_told_for_what_it_is_and_causes_no_other_fault(old, new, what, tmp_path):
    assert faults_of(tmp_path, renamed(old, new)) == [f"{new}: {what}"]


@pytest.mark.parametrize("name", ["~$people.csv", ".#people.csv"])
def test_a_lock_beside_a_table_is_told_for_what_it_is(name, tmp_path):
    what = "is the lock of a program that has people.csv open: close the file there, or delete this one"
    assert faults_of(tmp_path, {**SOUND, name: b"\x05me"}) == [f"{name}: {what}"]


def test_what_a_mac_leaves_beside_a_table_is_told_for_what_it_is(tmp_path):
    what = "is what a Mac leaves beside people.csv, and holds no table: delete it"
    assert faults_of(tmp_path, {**SOUND, "._people.csv": b"\x05me"}) == [f"._people.csv: {what}"]


def test_each_column_without_a_name_is_told_by_its_number(tmp_path):
    text = "".join(f"{line},,\n" for line in SOUND["people.csv"].splitlines())
    width = SOUND["people.csv"].splitlines()[0].count(",") + 1
    assert faults_of(tmp_path, {**SOUND, "people.csv": text}) == [
        f"people.csv:1: column {n}: unknown column number {n} without a name: allowed are person, force, team"
        for n in (width + 1, width + 2)
    ]


def test_other_files_that_programs_leave_are_ignored(tmp_path):
    more = {".~lock.people.csv#": "me", "people.csv~": "old", "people.xlsx": "sheet", "notes.txt": "mine"}
    assert faults_of(tmp_path, {**SOUND, **more}) == []


def test_a_mistyped_name_of_a_file_is_told_with_the_nearest(tmp_path):
    assert faults_of(tmp_path, {**SOUND, "rotas.csv": "a,b\n"}) == [
        f"rotas.csv: unknown file; the nearest is rota.csv: allowed are {FILES}"
    ]


def test_headings_with_capitals_and_spaces_are_told_for_what_they_are_and_the_rows_are_read(tmp_path):
    rota = STATION["rota.csv"].replace("person,from,until,duty,ready_minutes", "Person, from,UNTIL,duty,Ready minutes")
    wrong = "v9,2024-06-05T00:00,2024-06-06T00:00,,\n"
    assert faults_of(tmp_path, {**STATION, "rota.csv": rota + wrong}) == [
        "rota.csv:1: Person: 'Person' is the column person with capitals or spaces: write person",
        "rota.csv:1:  from: ' from' is the column from with capitals or spaces: write from",
        "rota.csv:1: UNTIL: 'UNTIL' is the column until with capitals or spaces: write until",
        (
            "rota.csv:1: Ready minutes: 'Ready minutes' is the column ready_minutes with capitals or spaces: "
            "write ready_minutes"
        ),
        "rota.csv:7: person: no person 'v9': allowed are those of people.csv",
    ]


def test_a_heading_twice_is_told_whatever_its_capitals(tmp_path):
    text = SOUND["people.csv"].replace("person,force,team", "person,Person,team")
    assert faults_of(tmp_path, {**SOUND, "people.csv": text}) == [
        "people.csv:1: Person: appears twice: name each column once",
    ]


@pytest.mark.parametrize("file", sorted(name for name in SOUND | STATION if name.endswith(".csv")))
def test_blank_rows_are_passed_over_in_every_table(file, tmp_path):
    base = SOUND if file in SOUND else STATION
    head, *rows = base[file].splitlines()
    blank = "," * head.count(",")
    ragged = "\n".join([head, blank, "", *rows, blank, ",", f"{blank},,", ""])
    assert read_scenario(write(tmp_path / "a", {**base, file: ragged})) == read_scenario(write(tmp_path / "b", base))


def rota_of(rows):
    """Return the station with a rota of some people's rows."""
    return {**STATION, "rota.csv": "person,from,until\n" + "".join(f"{row}\n" for row in rows)}


def test_a_fault_in_every_row_is_told_once_with_its_number_and_its_first_lines(tmp_path):
    rows = [f"v1,2024-06-{day:02},2024-06-{day:02}T10:00" for day in range(1, 29)]
    date = ": write date and time in ISO 8601, as 2023-09-22T18:00 (local) or 2023-09-22T18:00+01:00"
    assert faults_of(tmp_path, rota_of(rows)) == [
        (
            f"rota.csv:2: from: '2024-06-01' is a date without a time{date} "
            "(this fault occurs 28 times, first on lines 2, 3 and 4)"
        )
    ]


def test_each_fault_in_every_row_is_told_once(tmp_path):
    rows = [f"v{day},2024-06-{day:02}T10:00,2024-06-{day:02}T09:00" for day in range(10, 20)]
    assert faults_of(tmp_path, rota_of(rows)) == [
        (
            "rota.csv:2: person: no person 'v10': allowed are those of people.csv "
            "(this fault occurs 10 times, first on lines 2, 3 and 4)"
        ),
        (
            "rota.csv:2: until: '2024-06-10T09:00' is not after from '2024-06-10T10:00' "
            "(this fault occurs 10 times, first on lines 2, 3 and 4)"
        ),
    ]


def test_a_fault_in_some_rows_is_told_for_each(tmp_path):
    sound = [f"v1,2024-06-{day:02}T10:00,2024-06-{day:02}T11:00" for day in range(1, 29)]
    rows = [*sound, *(f"x{number},2024-06-02T10:00,2024-06-02T11:00" for number in range(20))]
    assert faults_of(tmp_path, rota_of(rows)) == [
        f"rota.csv:{30 + number}: person: no person 'x{number}': allowed are those of people.csv"
        for number in range(20)
    ]


def test_a_fault_in_very_many_rows_is_told_once_though_most_are_sound(tmp_path):
    text = SOUND["authorisations.csv"] + "nx1,afo,,\n" * 5_000 + "nobody,afo,,\n" * 3_000
    assert faults_of(tmp_path, {**SOUND, "authorisations.csv": text}) == [
        (
            "authorisations.csv:5007: person: no person 'nobody': allowed are those of people.csv "
            "(this fault occurs 3,000 times, first on lines 5007, 5008 and 5009)"
        )
    ]


def test_of_thousands_of_faults_of_many_kinds_a_thousand_are_listed_and_the_rest_counted():
    faults = Faults()
    for kind in "abcdefghijklmnop":
        for line in range(MOST_ALIKE):
            faults.add("people.csv", f"{kind} is wrong", line=line + 2)
    told = list(faults)
    assert len(told) == LIMIT + 1
    assert str(told[-1]) == f"people.csv: {16 * MOST_ALIKE - LIMIT} more are not listed"


def test_faults_can_be_kept_apart():
    faults = Faults(together=False)
    for line in range(3_000):
        faults.add("people.csv", "wrong", line=line + 2)
    assert [str(fault) for fault in faults][-2:] == ["people.csv:1001: wrong", "people.csv: 2,000 more are not listed"]
