from __future__ import annotations

import re
import stat

import pytest

from standto.model.time import MINUTE
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from standto_desk.pages.board.keeping import keep_last_board


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "kept"
    made.mkdir()
    return made


def test_the_last_board_is_one_file_that_needs_no_other(weekend, folder):
    path = folder / "board.html"
    keep_last_board(path)
    page = path.read_text()
    assert "1 duty has a gap now" in page
    assert "This file shows Saturday 23 September 2023, 12:00 BST" in page
    assert re.findall(r"<(?:script|link|img|iframe)\b", page) == []
    assert re.findall(r'\b(?:src|action)="|href="(?!#)', page) == []
    assert re.findall(r"url\((?!data:|#)[^)]*\)|@import", page) == []
    assert list(folder.iterdir()) == [path]
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_last_board_is_not_written_twice(weekend, folder):
    path = folder / "board.html"
    keep_last_board(path)
    first = path.stat().st_mtime_ns
    keep_last_board(path)
    assert path.stat().st_mtime_ns == first
    set_demo_clock(at=now() + 59 * MINUTE)
    keep_last_board(path)
    assert path.stat().st_mtime_ns == first
    set_demo_clock(at=now() + MINUTE)
    keep_last_board(path)
    assert "13:00 BST" in path.read_text()


def test_a_file_that_cannot_be_written_leaves_no_other_behind(weekend, folder):
    taken = folder / "taken"
    taken.mkdir()
    (taken / "something").touch()
    with pytest.raises(OSError):
        keep_last_board(taken)
    assert list(folder.iterdir()) == [taken]
