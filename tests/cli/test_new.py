"""`standto new`: what it writes, and what it does not write over."""

from __future__ import annotations

import pytest

from standto.cli.main import main
from standto.model.time import DAY
from standto.scenario import read_scenario


def test_a_new_scenario_is_as_large_as_asked_for_and_the_same_for_the_same_seed(tmp_path, capsys):
    size = ["--people", "40", "--days", "3", "--duties", "2", "--teams", "4", "--seed", "7"]
    for name in ("a", "b"):
        assert main(["new", str(tmp_path / name), *size]) == 0
    assert capsys.readouterr().out == "".join(
        f"{tmp_path}/{name}: 40 people, 2 duties, 3 days, seed 7\n" for name in ("a", "b")
    )
    scenario = read_scenario(tmp_path / "a")
    assert (len(scenario.people), len(scenario.duties), len(scenario.teams)) == (40, 2, 4)
    assert scenario.horizon.until - scenario.horizon.start == 3 * DAY
    assert scenario.digest == read_scenario(tmp_path / "b").digest


def test_it_starts_when_asked(tmp_path):
    assert main(["new", str(tmp_path / "a"), "--people", "9", "--starts", "2023-03-25T07:00"]) == 0
    scenario = read_scenario(tmp_path / "a")
    assert scenario.zone.iso(scenario.horizon.start) == "2023-03-25T07:00:00+00:00"


def test_text_in_place_of_a_start_is_refused_and_nothing_is_written(tmp_path, capsys):
    assert main(["new", str(tmp_path / "a"), "--starts", "2023-03-25"]) == 2
    assert capsys.readouterr().err.startswith("--starts: '2023-03-25' is a date without a time: write date and time")
    assert list(tmp_path.iterdir()) == []


def test_existing_files_are_left_alone(tmp_path, capsys):
    (tmp_path / "mine").write_text("x")
    assert main(["new", str(tmp_path)]) == 2
    told = f"{tmp_path}: is not empty: name an empty folder, or one that does not exist yet\n"
    assert capsys.readouterr() == ("", told)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_the_name_of_a_sample_is_refused_because_the_folder_would_hide_it(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["new", "london-2023"]) == 2
    told = "london-2023: is the name of a sample, which a folder of that name would hide: write another\n"
    assert capsys.readouterr() == ("", told)
    assert list(tmp_path.iterdir()) == []


def test_it_has_a_rota_crews_people_on_call_and_rules_if_asked_for(tmp_path, capsys):
    extras = ["--rota", "--crews", "2", "--on-call", "0.25", "--rest"]
    assert main(["new", str(tmp_path / "a"), "--people", "80", *extras]) == 0
    assert capsys.readouterr().out == f"{tmp_path}/a: 80 people, 6 duties, 2 crews, 7 days, seed 0\n"
    scenario = read_scenario(tmp_path / "a")
    on_call = {row.person for row in scenario.rota if row.ready_minutes}
    assert (len(scenario.crews), len(on_call), bool(scenario.working_time)) == (2, 20, True)


def test_a_share_or_a_number_of_crews_out_of_range_is_refused_with_what_is_allowed(tmp_path, capsys):
    for option, value, told in (
        ("--on-call", "1.5", "argument --on-call: '1.5' is not allowed: write a number from 0 to 1, such as 0.25"),
        ("--on-call", "some", "argument --on-call: 'some' is not allowed: write a number from 0 to 1, such as 0.25"),
        ("--crews", "1001", "argument --crews: '1001' is not allowed: write a whole number from 0 to 1,000"),
    ):
        with pytest.raises(SystemExit) as stopped:
            main(["new", str(tmp_path / "a"), option, value])
        assert stopped.value.code == 2
        assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
