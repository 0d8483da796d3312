"""Files and folders that are written completely or not at all."""

from __future__ import annotations

import stat

import pytest

from standto import OptionError
from standto.scenario.whole_files import whole_file, whole_folder


def write_half_a_file(path, error):
    with whole_file(path) as file:
        file.write(b"half")
        raise error


def write_half_a_folder(path, error):
    with whole_folder(path) as folder:
        (folder / "half").write_bytes(b"half")
        raise error


def test_only_the_owner_may_read_a_private_file(tmp_path):
    with whole_file(tmp_path / "key") as file:
        file.write(b"new")
    assert (tmp_path / "key").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_interrupted_file_stays_as_it_was(error, tmp_path):
    (tmp_path / "key").write_bytes(b"old")
    with pytest.raises(error):
        write_half_a_file(tmp_path / "key", error)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("key", b"old")]


def test_a_full_disk_is_told_by_the_name_that_was_given(tmp_path):
    with pytest.raises(OptionError) as refused, whole_file(tmp_path / "key"):
        raise OSError(28, "No space left on device", "/somewhere/.key.partial")
    assert str(refused.value) == f"{tmp_path}/key: cannot be written: No space left on device"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_interrupted_folder_is_not_there(error, tmp_path):
    with pytest.raises(error):
        write_half_a_folder(tmp_path / "station", error)
    assert list(tmp_path.iterdir()) == []
