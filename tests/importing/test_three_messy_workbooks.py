"""The three shared messy workbooks on the command line: suggested, imported with no hand on the mapping, and sound."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from standto.cli import main as cli
from standto.coverage import cover
from standto.scenario import check_scenario, read_scenario
from tests.importing.messy import messy_workbooks

SECRETS = re.compile(r"\d{4} ?AR\b|Person \d|Müller|\b1\d{3} ?[A-E]\b|\blv\d")


@pytest.fixture
def imported(tmp_path, monkeypatch, capsys):
    """Suggest and import one kind of workbook as a new user would; return the scenario and what was printed."""

    def run(kind):
        monkeypatch.chdir(tmp_path)
        books = [str(path) for path in messy_workbooks(kind)]
        assert cli.main(["import", "--suggest", *books, "-o", "m.toml", "--from", "2026-11-30"]) == 0
        assert cli.main(["import", *books, "--mapping", "m.toml", "-o", "folder"]) == 0
        return read_scenario("folder"), capsys.readouterr().out

    return run


def key():
    """Return the cipher of each number or name, without dots and blanks."""
    with Path("folder-key.csv").open(encoding="utf-8") as file:
        return {row["person"].replace(".", "").replace(" ", "").upper(): row["cipher"] for row in csv.DictReader(file)}


WORDS = {
    "morning": [(6, 12)],
    "afternoon": [(12, 18)],
    "evening": [(18, 24)],
    "night": [(22, 30)],
    "after 6": [(18, 24)],
    "09-17": [(9, 17)],
    "all day": [(0, 24)],
    "not work hrs": [(0, 9), (17, 24)],
}


def lines_of(path):
    """Return the lines of a CSV file with semicolons, without its heading."""
    with path.open(encoding="utf-8") as file:
        return list(csv.reader(file, delimiter=";"))[1:]


def spans_of(words):
    """Return the hours of one person from Monday 00:00 on, by plain code: those that overlap as one, as they come.

    The night of the Sunday before runs into the Monday.
    """
    spans = [
        (24 * day + start, 24 * day + until) for day, word in enumerate(words) for start, until in WORDS.get(word, [])
    ]
    spans += [(-2, 6)] if words[6] == "night" else []
    found = []
    for start, until in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(until, found[-1][1]))
        else:
            found.append((start, until))
    return found


def spoken(scenario, person):
    """Return the rows of one person as month, day and hour of their start, and their hours."""
    rows = [row.period for row in scenario.rota if row.person == person]
    return [(scenario.zone.local(period.start).strftime("%m-%d %H"), period.hours) for period in rows]


def test_the_rota_of_the_police_gives_every_shift_of_every_cell(imported):
    scenario, printed = imported("police")
    sheet = openpyxl.load_workbook(messy_workbooks("police")[0])["Rota"]
    codes = Counter(
        str(cell.value).strip().upper().rstrip("*")
        for row in sheet.iter_rows(min_row=4, max_row=48, min_col=5, max_col=32)
        for cell in row
        if cell.value is not None
    )
    shifts = codes["E"] + codes["L"] + codes["N"] + 2 * codes["D/N"]
    assert (len(scenario.people), len(scenario.authorisations), len(scenario.rota)) == (45, 99, shifts)
    assert (shifts, sum(row.period.hours for row in scenario.rota)) == (728, 6058)
    away = [event for event in scenario.events if event.kind == "unavailable"]
    days = [scenario.zone.local(event.until).date() - scenario.zone.local(event.occurred).date() for event in away]
    assert sum(length.days for length in days) == codes["AL"] + codes["C"] == 49
    assert {team.id for team in scenario.teams} == {f"team-{letter}" for letter in "abcde"}
    assert Counter(ticket.capability for ticket in scenario.authorisations) == {
        "afo": 45,
        "arv": 33,
        "sfo": 16,
        "ctsfo": 5,
    }
    assert spoken(scenario, key()["8411AR"])[:6] == [
        ("09-18 07", 8.0),
        ("09-19 07", 8.0),
        ("09-20 14", 8.0),
        ("09-21 14", 8.0),
        ("09-22 22", 9.0),
        ("09-23 22", 9.0),
    ]
    assert SECRETS.findall(printed) == []


def test_the_roster_of_the_hospital_gives_every_name_and_every_ticket(imported):
    scenario, _ = imported("hospital")
    assert (len(scenario.people), len(scenario.authorisations), len(scenario.rota)) == (60, 60, 290)
    assert {ticket.period.until for ticket in scenario.authorisations} == {
        scenario.zone.instant(datetime(2024, 6, 15)),
        scenario.zone.instant(datetime(2025, 9, 24)),
    }
    ready = {duty.id: duty.ready_minutes for duty in scenario.duties}
    assert Counter(ready.values()) == {0: 5, 30: 5}
    assert {(row.duty, row.ready_minutes) for row in scenario.rota} == set(ready.items())
    known = key()
    duty = "trauma-orthopaedics-resident"
    first = [row.person for row in scenario.rota if row.duty == duty and row.period.start == scenario.horizon.start]
    assert sorted(first) == sorted([known["DR1009E"], known["DR1019E"]])
    gaps = cover(scenario).as_json()["summary"]["gap_hours"]
    # Five Saturdays without a consultant for children.
    assert gaps["paediatrics-consultant-on-call"] == 120.0


def test_the_words_of_the_lifeboat_give_their_hours(imported):
    scenario, _ = imported("lifeboat")
    assert (len(scenario.people), len(scenario.authorisations)) == (25, 40)
    spans = [span for line in lines_of(messy_workbooks("lifeboat")[0]) for span in spans_of(line[2:])]
    hours = sum(until - start for start, until in spans)
    assert (len(scenario.rota), sum(row.period.hours for row in scenario.rota)) == (len(spans), hours) == (163, 1498)
    assert scenario.zone.local(scenario.horizon.start).date() == date(2026, 11, 30)
    assert spoken(scenario, key()["LV02"]) == [
        ("11-30 18", 6.0),
        ("12-01 00", 24.0),
        ("12-02 18", 6.0),
        ("12-04 22", 26.0),
        ("12-06 12", 6.0),
    ]


@pytest.mark.parametrize("kind", ["police", "hospital", "lifeboat"])
def test_a_folder_has_no_error_no_name_and_no_number(imported, kind):
    imported(kind)
    assert check_scenario("folder").faults == ()
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path("folder").iterdir())]
    assert [SECRETS.findall(text) for text in (*texts, Path("m.toml").read_text(encoding="utf-8"))] == [[]] * (
        len(texts) + 1
    )
    assert Path("folder-key.csv").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("kind", ["police", "hospital", "lifeboat"])
def test_the_same_workbooks_again_change_nothing(imported, kind, capsys):
    imported(kind)
    books = [str(path) for path in messy_workbooks(kind)]
    before = {path.name: path.read_bytes() for path in Path("folder").iterdir()}
    assert cli.main(["import", *books, "--mapping", "m.toml", "--onto", "folder", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["counts"], told["rows"], told["missing"], told["written"]) == ({}, [], [], None)
    assert cli.main(["import", *books, "--mapping", "m.toml", "--onto", "folder", "--write"]) == 0
    assert {path.name: path.read_bytes() for path in Path("folder").iterdir()} == before
