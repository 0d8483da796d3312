"""Files and folders that are written completely or not at all."""

from __future__ import annotations

import os
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


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with whole_file(pipe, private=False) as file:
        file.write(b"new")
    assert os.read(reading, 10) == b"new"
    os.close(reading)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_link_to_an_open_file_of_a_process_stays_a_link(tmp_path):
    with (tmp_path / "out").open("wb") as out:
        link = tmp_path / "stdout"
        link.symlink_to(f"/proc/self/fd/{out.fileno()}")
        with whole_file(link, private=False) as file:
            file.write(b"new")
    assert link.is_symlink()
    assert (tmp_path / "out").read_bytes() == b"new"


def test_a_device_that_is_full_is_told_and_stays_a_device(tmp_path):
    link = tmp_path / "disk"
    link.symlink_to("/dev/full")
    with pytest.raises(OptionError) as refused, whole_file(link) as file:
        file.write(b"new")
    assert str(refused.value) == f"{link}: cannot be written: No space left on device"
    assert stat.S_ISCHR(link.stat().st_mode)


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_interrupted_folder_is_not_there(error, tmp_path):
    with pytest.raises(error):
        write_half_a_folder(tmp_path / "station", error)
    assert list(tmp_path.iterdir()) == []
