"""``standto relief`` as somebody types it."""

from __future__ import annotations

import json

import pytest

from standto.cli import main as cli
from standto.register import situation_of
from standto.relieving import relief
from standto.scenario import read_scenario


def test_json_is_that_of_the_library(capsys):
    words = ["relief", "london-2023", "--pool", "kent-arv", "--up-to", "3", "--at", "2023-09-22T18:00", "--from", "+6h"]
    assert cli.main([*words, "--basis", "present", "--json"]) == 0
    scenario = read_scenario("london-2023")
    situation = situation_of(scenario, at="2023-09-23T00:00", known_at="2023-09-22T18:00")
    answer = relief(situation, pool="kent-arv", up_to=3, basis="present")
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(answer.as_json()))
    assert answer.as_json()["adding"]["from"] == "2023-09-23T12:00:00+01:00"


def test_a_declaration_lets_the_military_help(capsys):
    words = ["relief", "london-2023", "--pool", "mod-support", "--up-to", "2", "--json"]
    assert cli.main(words) == 0
    without = json.loads(capsys.readouterr().out)
    assert (without["enough"], [one["place_hours"] for one in without["curve"]]) == (0, [446.5, 446.5, 446.5])
    assert cli.main([*words, "--assume", "attack"]) == 0
    assert [one["place_hours"] for one in json.loads(capsys.readouterr().out)["curve"]] == [446.5, 393.75, 344.0]


def test_places_that_come_too_late_are_said_to(capsys):
    times = ["--from", "2023-09-22T20:00", "--until", "2023-09-23T06:00"]
    assert cli.main(["relief", "london-2023", "--pool", "kent-arv", *times]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Added: places of kent-arv, asked for at Fri 22 Sep 20:00, never there in this time" in told
    assert "20 more places of kent-arv would change nothing: they are not there in time." in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--pool", "kent"], "pool: 'kent' is not a pool of the scenario; allowed: southhaven-crew, westhaven-boat\n"),
        (["--from", "2031-01-01T12:00"], None),
        (["--from", "yesterdy"], None),
    ],
)
def test_what_is_not_allowed_ends_with_status_2_and_says_what_is(words, told, capsys):
    assert cli.main(["relief", "lifeboat", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    if told is not None:
        assert err == told
    else:
        assert err.startswith("--from: ")


def test_a_narrow_screen_has_shorter_bars_and_no_line_that_is_too_long(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert cli.main(["relief", "london-2023", "--pool", "kent-arv", "--up-to", "3", "--color", "always"]) == 0
    rows = [line for line in capsys.readouterr().out.splitlines() if line.rstrip("#") != line]
    assert [line.split()[0] for line in rows] == ["0", "1", "2", "3"]
    assert all(len(line) <= 80 for line in rows)


def test_a_scenario_without_duties_is_short_of_nothing(tmp_path, capsys):
    (tmp_path / "scenario.toml").write_text(
        'format = 1\ntitle = "Empty"\ntimezone = "UTC"\nstarts = 2024-01-01T00:00:00\n'
        'ends = 2024-01-02T00:00:00\nhome = "home"\n'
    )
    (tmp_path / "forces.csv").write_text("force,kind\nhome,home\n")
    (tmp_path / "duties.csv").write_text("duty,task,capabilities,strength\n")
    assert cli.main(["relief", str(tmp_path)]) == 0
    assert "Nothing is short in this time." in capsys.readouterr().out
