"""Finding a scenario's folder, and the files in it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

import standto.scenario.folder
from standto.errors import ScenarioError
from standto.model.duties import Duty, Power
from standto.model.event import Event, Source
from standto.model.people import Authorisation, Force, Person, Pool, Team
from standto.model.time import ALWAYS, BEGINNING, FOREVER, Period
from standto.model.working_time import RestRule, WorkingTime
from standto.model.zone import Zone
from standto.scenario import check_scenario, read_scenario
from tests.scenario.folders import SOUND, write

ZONE = Zone("Europe/London")


def at(text):
    """Return the instant of a time in UTC."""
    from datetime import datetime

    return ZONE.instant(datetime.fromisoformat(text + "+00:00"))


@pytest.fixture
def sound(tmp_path):
    return read_scenario(write(tmp_path, SOUND))


def without(*names):
    """Return the sound folder without some files."""
    return {name: text for name, text in SOUND.items() if name not in names}


def test_a_sound_folder_is_read_whole(sound):
    assert sound.title == "A weekend"
    assert sound.zone == ZONE
    assert sound.horizon == Period(at("2023-09-22T17:00"), at("2023-09-29T05:00"))
    assert sound.forces[1] == Force("kent", "police", 1, "Next, door")
    assert [force.tier for force in sound.forces] == [0, 1, 2, 3]
    assert sound.teams[1:] == (Team("b", "met", "two-two", -2), Team("k", "kent", "two-two", 1))
    assert sound.people[2:] == (Person("nx3", "kent", ""), Person("nx4", "kent", "k"))
    assert sound.authorisations[1] == Authorisation("nx1", "ct", Period(at("2023-01-01T00:00"), at("2023-09-24T11:00")))
    assert sound.authorisations[0].period == ALWAYS
    assert sound.pools[3] == Pool("soldiers", "mod", ("ct",), 40, "not-asked", ALWAYS, 720)
    assert sound.duties[1] == Duty(
        id="guard",
        task="static-guard",
        site="north-gate",
        capabilities=("afo", "ct"),
        strength=3,
        criticality=2,
        period=Period(at("2023-09-23T05:00"), FOREVER),
        shifts=("early", "night"),
        when="attack",
    )
    authority = "By order, as agreed"
    assert sound.powers[3] == Power("p4", "military", "static-guard", True, "north-gate", "attack", authority)
    assert sound.events[1] == Event(
        id="e2",
        kind="returned",
        subject="nx1",
        occurred=at("2023-09-22T18:30"),
        recorded=at("2023-09-22T19:00"),
        until=at("2023-09-24T23:00"),
        capability="afo",
        source="press",
    )
    assert sound.events[32].note == 'a last resort,\nas the "force" said'
    assert sound.sources == (Source("press", "A report", "A paper", "2023-09-25"),)
    assert (sound.policy.reserve, sound.policy.look_ahead_hours, sound.policy.hold_hours) == (3, 48.5, 4)
    assert sound.policy.approvers["aid"] == ("duty-chief",)
    assert sound.policy.approvers["stand-down"] == ("strategic-commander",)
    assert sound.working_time == WorkingTime(
        unrested="leave-out", own=(RestRule("daily-rest", "rest-before", 11, "breach", source="an agreement"),)
    )


def test_missing_tables_are_empty_except_powers_which_are_none(tmp_path):
    bare = {
        "scenario.toml": SOUND["scenario.toml"],
        "forces.csv": "force,kind\nmet,home\n",
        "duties.csv": "duty,task,capabilities,strength\n",
    }
    scenario = read_scenario(write(tmp_path, bare))
    assert scenario.powers is None
    assert (scenario.people, scenario.pools, scenario.events, scenario.duties) == ((), (), (), ())
    assert scenario.forces == (Force("met", "home", 0),)


def test_an_empty_table_of_powers_permits_nothing(tmp_path):
    assert read_scenario(write(tmp_path, {**SOUND, "powers.csv": "power,kind,task,permitted\n"})).powers == ()


@pytest.mark.parametrize("name", ["scenario.toml", "forces.csv", "duties.csv"])
def test_a_missing_file_that_every_scenario_has_is_a_fault(name, tmp_path):
    checked = check_scenario(write(tmp_path, without(name)))
    assert [str(fault) for fault in checked.faults if fault.place == name] == [
        f"{name}: no such file in {tmp_path}: every scenario has one"
    ]


def test_all_faults_of_a_folder_are_listed_by_file_and_line(tmp_path):
    damaged = {
        **SOUND,
        "scenario.toml": SOUND["scenario.toml"].replace("reserve = 3", "reserve = -3"),
        "sources.csv": SOUND["sources.csv"] + "press,,,\n",
        "people.csv": SOUND["people.csv"] + "nx9,,z\nnx1,,\n",
        "aaa.csv": "",
    }
    with pytest.raises(ScenarioError) as refused:
        read_scenario(write(tmp_path, damaged))
    places = [(fault.place, fault.line) for fault in refused.value.faults]
    assert places == [
        ("scenario.toml", 24),
        ("people.csv", 6),
        ("people.csv", 7),
        ("sources.csv", 3),
        ("aaa.csv", None),
    ]


@pytest.mark.parametrize("name", ["notes.txt", "events.csv.bak", ".~lock.events.csv#"])
def test_files_that_are_not_tables_are_left_alone(name, tmp_path):
    assert check_scenario(write(tmp_path, {**SOUND, name: b"\0"})).faults == ()


def test_folders_in_a_folder_are_left_alone(tmp_path):
    (tmp_path / "old.csv").mkdir()
    assert check_scenario(write(tmp_path, SOUND)).faults == ()


def test_a_folder_in_place_of_a_table_is_a_fault(tmp_path):
    write(tmp_path, without("events.csv"))
    (tmp_path / "events.csv").mkdir()
    assert [str(fault) for fault in check_scenario(tmp_path).faults] == ["events.csv: is not a file"]


def refusal(folder):
    """Return the one fault of a folder that cannot be read at all."""
    with pytest.raises(ScenarioError) as refused:
        read_scenario(folder)
    (fault,) = refused.value.faults
    assert check_scenario(folder).faults == (fault,)
    return str(fault)


def test_a_missing_folder_is_a_fault(tmp_path):
    assert refusal(tmp_path / "none").startswith(f"{tmp_path}/none: no such folder: name a scenario's folder")


def test_a_path_that_is_a_file_is_a_fault(tmp_path):
    (tmp_path / "file").write_text("x")
    assert refusal(tmp_path / "file").startswith(f"{tmp_path}/file: is not a folder: name a scenario's folder")


@pytest.mark.parametrize("name", ["x" * 5_000, "a\0b", ""])
def test_a_name_that_no_folder_can_have_is_a_fault(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert refusal(name or "./none").count("no such folder") == 1


def test_a_sample_is_read_by_its_name_from_anywhere(tmp_path, monkeypatch):
    monkeypatch.setattr(standto.scenario.folder, "SAMPLES", tmp_path / "samples")
    write(tmp_path / "samples" / "weekend", SOUND)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert read_scenario("weekend").title == "A weekend"
    assert refusal("other") == "other: no such folder: name a scenario's folder, or the name of a sample: weekend"


def test_a_folder_that_exists_comes_before_a_sample_of_its_name(tmp_path, monkeypatch):
    monkeypatch.setattr(standto.scenario.folder, "SAMPLES", tmp_path / "samples")
    write(tmp_path / "samples" / "weekend", SOUND)
    own = {**SOUND, "scenario.toml": SOUND["scenario.toml"].replace("A weekend", "My own")}
    write(tmp_path / "weekend", own)
    monkeypatch.chdir(tmp_path)
    assert read_scenario(Path("weekend")).title == read_scenario("weekend").title == "My own"


def test_the_digest_is_of_the_names_and_bytes_of_the_files_read(tmp_path):
    found = read_scenario(write(tmp_path / "a", {**SOUND, "notes.txt": "unread"})).digest
    parts = [name.encode() + b"\0" + sha256(SOUND[name].encode()).digest() for name in sorted(SOUND)]
    assert found == sha256(b"".join(parts)).hexdigest()
    assert found != read_scenario(write(tmp_path / "b", {**SOUND, "teams.csv": SOUND["teams.csv"] + "\n"})).digest


def test_periods_may_be_open_on_either_side(sound):
    assert sound.authorisations[3].period == Period(BEGINNING, at("2024-01-01T00:00"))
    assert sound.authorisations[2].period == Period(at("2023-01-01T00:00"), FOREVER)
