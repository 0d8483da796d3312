"""`standto check`: what it prints."""

from __future__ import annotations

import json

import pytest

from standto.cli.main import main
from standto.scenario import read_scenario
from tests.scenario.folders import SOUND, STATION, with_row, write

SUMMARY = """\
{folder}: sound, 1 warning

A weekend
2023-09-22T18:00:00+01:00 to 2023-09-29T06:00:00+01:00 (Europe/London), planned by Home force

table           rows
shifts             2
patterns           1
forces             4
capabilities       2
teams              3
people             4
authorisations     5
pools              4
duties             2
powers             4
events            37
sources            1

force  name        kind      tier  people  pools  places
met    Home force  home         0       2      1       3
kent   Next, door  police       1       2      1       4
rail   rail        other        2       0      1       2
mod    mod         military     3       0      1      40
"""
WARNING = "people.csv:4: team: people without a team (1; this is the first) are always on duty"


@pytest.fixture
def sound(tmp_path):
    return str(write(tmp_path / "sound", SOUND))


def test_a_sound_scenario_is_summarised_and_its_warnings_go_to_standard_error(sound, capsys):
    assert main(["check", sound]) == 0
    assert capsys.readouterr() == (SUMMARY.format(folder=sound), f"warning: {WARNING}\n")


def test_for_programs_it_is_one_line(sound, capsys):
    assert main(["check", sound, "--json"]) == 0
    out, err = capsys.readouterr()
    assert (out.count("\n"), err) == (1, "")
    found = json.loads(out)
    assert found["digest"] == read_scenario(sound).digest
    assert found["rows"]["events"] == 37
    assert found["events"]["stepped-back"] == 2
    assert found["forces"][3] == {"force": "mod", "kind": "military", "tier": 3, "people": 0, "pools": 1, "places": 40}
    assert found["warnings"] == [
        {"file": "people.csv", "line": 4, "column": "team", "what": WARNING.split(": ", 2)[2]},
    ]


def test_faults_look_the_same_for_programs(tmp_path, capsys):
    folder = str(write(tmp_path, with_row("sources.csv", "press,,,")))
    assert main(["check", folder, "--json"]) == 2
    assert capsys.readouterr() == (
        "",
        "sources.csv:3: source: repeated id 'press': it is the source on sources.csv:2\n",
    )


def test_powers_without_a_file_are_not_counted(tmp_path, capsys):
    folder = str(write(tmp_path, {name: text for name, text in SOUND.items() if name != "powers.csv"}))
    assert main(["check", folder, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"]["powers"] is None


def test_crews_seats_and_a_rota_are_counted_where_there_are_any(tmp_path, capsys):
    folder = str(write(tmp_path, STATION))
    assert main(["check", folder, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert list(rows)[8:] == ["duties", "crews", "seats", "rota", "powers", "events", "sources"]
    assert (rows["crews"], rows["seats"], rows["rota"]) == (2, 7, 5)
    assert main(["check", folder]) == 0
    assert "\ncrews              2\nseats              7\nrota               5\n" in capsys.readouterr().out
