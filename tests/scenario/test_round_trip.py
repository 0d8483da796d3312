"""Writing and reading back gives an equal scenario; writing is all or nothing."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

import standto.scenario.folder_writer
from standto.errors import InputError, OptionError, ScenarioError
from standto.model.people import Capability
from standto.model.working_time import WorkingTime
from standto.scenario import read_scenario, write_scenario
from tests.scenario.folders import SOUND, write
from tests.scenario.strategies import scenarios


@pytest.fixture
def sound(tmp_path):
    return read_scenario(write(tmp_path / "sound", SOUND))


def files_of(folder):
    """Return the bytes of every file of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@given(scenarios())
def test_any_scenario_is_read_back_as_it_was_and_written_again_to_the_same_bytes(scenario):
    with tempfile.TemporaryDirectory() as place:
        first, second = Path(place) / "first", Path(place) / "second"
        write_scenario(scenario, first)
        again = read_scenario(first)
        write_scenario(again, second)
        assert again == scenario
        assert files_of(first) == files_of(second)


def test_only_columns_with_values_are_written(tmp_path):
    bare = {
        "scenario.toml": "\n".join(SOUND["scenario.toml"].splitlines()[:6]),
        "forces.csv": "force,kind\nmet,home\nmod,military\n",
        "duties.csv": "duty,task,capabilities,strength\n",
    }
    write_scenario(read_scenario(write(tmp_path / "a", bare)), tmp_path / "b")
    assert files_of(tmp_path / "b") == {
        "duties.csv": b"duty,task,capabilities,strength\n",
        "forces.csv": b"force,kind\nmet,home\nmod,military\n",
        "scenario.toml": (
            b'format = 1\ntitle = "A weekend"\ntimezone = "Europe/London"\nstarts = 2023-09-22 18:00:00+01:00\n'
            b'ends = 2023-09-29 06:00:00+01:00\nhome = "met"\n'
        ),
    }


def test_a_table_of_powers_that_permits_nothing_is_written(sound, tmp_path):
    write_scenario(replace(sound, powers=()), tmp_path / "new")
    assert (tmp_path / "new" / "powers.csv").read_text() == "power,kind,task,permitted\n"


def test_times_are_written_local_with_their_offset(sound, tmp_path):
    write_scenario(sound, tmp_path / "new")
    row = (tmp_path / "new" / "authorisations.csv").read_text().splitlines()[2]
    assert row == "nx1,ct,2023-01-01T00:00:00+00:00,2023-09-24T12:00:00+01:00"


def test_an_empty_folder_is_filled(sound, tmp_path):
    (tmp_path / "new").mkdir()
    write_scenario(sound, tmp_path / "new")
    assert read_scenario(tmp_path / "new") == sound


def test_a_folder_that_is_not_empty_is_left_as_it_is(sound, tmp_path):
    write(tmp_path / "new", {"notes.txt": "mine"})
    with pytest.raises(OptionError) as refused:
        write_scenario(sound, tmp_path / "new")
    assert str(refused.value) == f"{tmp_path}/new: is not empty: name an empty folder, or one that does not exist yet"
    assert files_of(tmp_path / "new") == {"notes.txt": b"mine"}


def test_a_file_is_not_overwritten(sound, tmp_path):
    (tmp_path / "new").write_text("mine")
    with pytest.raises(OptionError) as refused:
        write_scenario(sound, tmp_path / "new")
    assert str(refused.value) == f"{tmp_path}/new: is a file: name a folder that is empty or does not exist yet"


def test_a_folder_is_not_made_in_one_that_does_not_exist(sound, tmp_path):
    with pytest.raises(OptionError) as refused:
        write_scenario(sound, tmp_path / "none" / "new")
    assert (
        str(refused.value)
        == f"{tmp_path}/none/new: cannot be made, because there is no folder {tmp_path}/none: make that first"
    )


def test_a_scenario_that_is_not_sound_is_not_written(sound, tmp_path):
    with pytest.raises(ScenarioError) as refused:
        write_scenario(replace(sound, capabilities=(*sound.capabilities, Capability("afo"))), tmp_path / "new")
    assert [str(fault) for fault in refused.value.faults] == [
        "capabilities.csv:4: capability: repeated id 'afo': it is the capability on capabilities.csv:2"
    ]
    assert list(tmp_path.iterdir()) == [tmp_path / "sound"]


@pytest.mark.parametrize(
    "change",
    [
        {"title": "\ud800"},
        {"working_time": WorkingTime(rules="\ud800")},
        {"capabilities": (Capability("afo", "\ud800"),)},
    ],
)
def test_a_scenario_that_the_format_cannot_express_is_not_written(sound, tmp_path, change):
    with pytest.raises(InputError):
        write_scenario(replace(sound, **change), tmp_path / "new")
    assert list(tmp_path.iterdir()) == [tmp_path / "sound"]


def test_an_interrupt_leaves_nothing(sound, tmp_path, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(standto.scenario.folder_writer, "ScenarioReader", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_scenario(sound, tmp_path / "new")
    assert list(tmp_path.iterdir()) == [tmp_path / "sound"]
