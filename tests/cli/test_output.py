"""Printing, and files that are whole or not there."""

from __future__ import annotations

import os
import stat

import pytest

from standto.cli.output import json_line, table, write_folder, write_text
from standto.errors import OptionError


def test_json_is_one_line_without_escaped_letters():
    assert json_line({"title": "Équipe – nuit\n", "gap": None}) == '{"title": "Équipe – nuit\\n", "gap": null}\n'


def test_cells_are_aligned_and_numbers_are_aligned_right():
    assert (
        table([["force", "people"], ["met", "2,595"], ["kent", "9"]]) == "force  people\nmet     2,595\nkent        9"
    )


def test_a_file_is_written_over_in_one_step(tmp_path):
    (tmp_path / "report").write_text("old")
    write_text(tmp_path / "report", "neu ü\n")
    assert (tmp_path / "report").read_bytes() == "neu ü\n".encode()
    assert list(tmp_path.iterdir()) == [tmp_path / "report"]


@pytest.mark.parametrize("text", ["\ud800"])
def test_a_failed_write_leaves_the_file_as_it_was(text, tmp_path):
    (tmp_path / "report").write_text("old")
    with pytest.raises(OptionError):
        write_text(tmp_path / "report", text)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("report", "old")]


def test_a_missing_folder_is_reported(tmp_path):
    with pytest.raises(OptionError) as refused:
        write_text(tmp_path / "none" / "report", "x")
    assert str(refused.value).startswith(f"{tmp_path}/none/report: cannot be written: ")


@pytest.mark.parametrize(("mask", "file", "folder"), [(0o022, 0o644, 0o755), (0o077, 0o600, 0o700), (0, 0o666, 0o777)])
def test_others_may_read_what_is_written_only_as_far_as_the_account_lets_them(mask, file, folder, tmp_path):
    before = os.umask(mask)
    try:
        write_text(tmp_path / "report.html", "for command")
        write_folder(tmp_path / "calendars", [("person/a.ics", "one person's")])
    finally:
        os.umask(before)
    modes = {path.relative_to(tmp_path).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    files, folders = ("report.html", "calendars/person/a.ics"), ("calendars", "calendars/person")
    assert modes == dict.fromkeys(files, file) | dict.fromkeys(folders, folder)
