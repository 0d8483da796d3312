"""The annex leads to the rows of the files."""

from __future__ import annotations

import csv
import json
import re
import shlex
from datetime import datetime

import pytest

from standto import read_scenario, sitrep, situation_of
from standto.cli.main import main
from standto.model.ladder import STEPS
from standto.model.time import HOUR
from standto.scenario import write_scenario
from standto.scenario.generating import generate
from tests.reporting.reading import as_read

MADE = generate(people=80, days=5, duties=4, teams=5, seed=7)
AT = datetime(2024, 1, 11, 12)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("evidence") / "force"
    write_scenario(MADE, path)
    return path


@pytest.fixture(scope="module")
def report(folder):
    scenario = read_scenario(folder)
    return as_read(sitrep(scenario, at=scenario.zone.instant(AT), runs=20))


@pytest.fixture(scope="module")
def rows(folder):
    """The rows of `events.csv` as a spreadsheet numbers them."""
    with (folder / "events.csv").open(encoding="utf-8", newline="") as file:
        return dict(enumerate(csv.DictReader(file), start=2))


def entries(report):
    """The events of the annex: what happened, how many, and their rows or ids."""
    for evidence in report["annex"]:
        for entry in evidence["entries"]:
            many = re.fullmatch(r"([a-z-]+): ([\d,]+) events?, events\.csv rows? (.*)", entry)
            one = re.fullmatch(r"([a-z-]+): (events\.csv row (\d+)|\S+)", entry)
            if many:
                yield (
                    many[1],
                    int(many[2].replace(",", "")),
                    [row for run in many[3].split(", ") for row in spread(run)],
                )
            elif one and not one[1].endswith("csv"):
                yield one[1], 1, [int(one[3]) if one[3] else one[2]]


def spread(run):
    first, _, last = run.partition("\N{EN DASH}")
    return range(int(first), int(last or first) + 1)


def test_every_row_of_the_annex_is_an_event_of_its_kind(report, rows):
    ids = {row["id"]: row for row in rows.values() if row["id"]}
    found = list(entries(report))
    assert {kind for kind, _, _ in found} >= {"stepped-back", "unavailable", "aid-asked", "report"}
    for kind, count, places in found:
        assert len(places) == count
        assert {(rows[place] if isinstance(place, int) else ids[place])["event"] for place in places} == {kind}


def test_the_places_of_a_pool_lead_to_the_events_that_moved_them(report, rows):
    annex = {one["ref"]: one for one in report["annex"]}
    at = report["heading"]["at"]
    for line in report["help"]:
        entries = annex[line["trace"]]["entries"]
        moved = [
            f"{row['event']}: events.csv row {number}"
            for number, row in rows.items()
            if row["subject"] == line["pool"] and row["event"] in STEPS and row["occurred"] <= at
        ]
        assert entries == [f"pools.csv: {line['pool']}", *moved]


def test_every_command_of_the_annex_gives_its_figures_again(report, folder, capsys):
    asked = [one for one in report["annex"] if one["query"]]
    assert {one["query"].split()[1] for one in asked} == {"cover", "margin", "review"}
    for one in asked:
        words = [str(folder) if word == "FOLDER" else word for word in shlex.split(one["query"])[1:]]
        assert main(words) in {0, 1}
        answer = json.loads(capsys.readouterr().out)
        assert set(one["within"].split(", ")) <= set(answer)


def test_the_commands_of_a_report_with_a_readiness_and_a_declaration_can_be_run(folder, capsys):
    scenario = read_scenario(folder)
    declared = scenario.declarations[:1]
    at = scenario.horizon.start + 30 * HOUR
    report = sitrep(situation_of(scenario, at=at, assume=declared), ready=45, runs=20).as_json()
    asked = [one["query"] for one in report["annex"] if one["query"]]
    assert {query.split()[1] for query in asked} == {"cover", "margin", "review"}
    for query in asked:
        words = [str(folder) if word == "FOLDER" else word for word in shlex.split(query)[1:]]
        assert main(words) in {0, 1}
        answer = json.loads(capsys.readouterr().out)
        assert (answer["assume"], answer["ready"]) == (list(declared), 45)
