"""Files as other programs write them, and files that hold no text."""

from __future__ import annotations

import os

import pytest

from standto.scenario import check_scenario, read_scenario
from tests.scenario.folders import SOUND, write

PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1"
WORKBOOK = b"PK\x03\x04\x14\0\6\0"

NOT_TEXT = {
    "a picture": (PICTURE, "1: is a picture (PNG): save it as text in UTF-8"),
    "a workbook": (WORKBOOK, "1: is a workbook or an archive (ZIP): save it as text in UTF-8"),
    "UTF-16": ("capability\nafo\n".encode("utf-16"), "1: is encoded as UTF-16: save it as text in UTF-8"),
    "UTF-16 without a mark": (
        "capability\nafo\n".encode("utf-16-le"),
        "1: has a NUL byte, which no text has: save it as text in UTF-8",
    ),
    "Latin-1": (
        "capability,name\r\nafo,Tir\r\nct,Équipe\r\n".encode("latin-1"),
        "3: has the byte 0xc9, which is not UTF-8: save it as text in UTF-8",
    ),
    "a NUL byte": (
        b"capability,name\nafo,A\nct,\0\n",
        "3: has a NUL byte, which no text has: save it as text in UTF-8",
    ),
    "a huge cell": (
        b"capability,name\nafo,A\nct," + b"x" * 200_000 + b"\n",
        "3: has a cell of more than 131,072 characters, or a quotation mark that is never closed",
    ),
    "a quotation that never ends": (
        b'capability,name\nafo,"A\nct,B\n' + b"x,y\n" * 10,
        "2: has a quotation mark that is never closed",
    ),
}


@pytest.mark.parametrize(("content", "fault"), NOT_TEXT.values(), ids=NOT_TEXT)
def test_a_table_that_is_not_text_has_one_fault(content, fault, tmp_path):
    checked = check_scenario(write(tmp_path, {**SOUND, "capabilities.csv": content}))
    told = [str(found) for found in checked.faults if found.place == "capabilities.csv"]
    assert told == [f"capabilities.csv:{fault}"]


@pytest.mark.parametrize("content", [PICTURE, WORKBOOK], ids=["a picture", "a workbook"])
def test_references_to_a_table_that_cannot_be_read_are_no_faults(content, tmp_path):
    checked = check_scenario(write(tmp_path, {**SOUND, "people.csv": content, "pools.csv": content}))
    assert [fault.place for fault in checked.faults] == ["people.csv", "pools.csv"]


def test_settings_that_are_not_text_have_one_fault(tmp_path):
    checked = check_scenario(write(tmp_path, {**SOUND, "scenario.toml": PICTURE}))
    what = "scenario.toml:1: is a picture (PNG): save it as text in UTF-8"
    assert [str(fault) for fault in checked.faults] == [what]


def test_settings_nested_too_deeply_have_one_fault(tmp_path):
    checked = check_scenario(write(tmp_path, {**SOUND, "scenario.toml": "format = " + "[" * 20_000}))
    assert [str(fault) for fault in checked.faults] == ["scenario.toml:1: is nested too deeply"]


def test_settings_with_a_number_of_thousands_of_digits_have_one_fault(tmp_path):
    checked = check_scenario(write(tmp_path, {**SOUND, "scenario.toml": "format = " + "9" * 5_000}))
    assert [str(fault) for fault in checked.faults] == ["scenario.toml: has a number that is too long"]


@pytest.mark.parametrize("key", [".".join(["a"] * 101), ".".join(["'a'", '"a"'] * 51), " . ".join(["a"] * 5000)])
@pytest.mark.parametrize("line", ["[{}]", "[[{}]]", "{} = 1", "x = {{{} = 1}}", "x = [{{b = 1, {} = 2}}]"])
def test_a_key_in_more_tables_than_any_file_has_is_refused_before_it_is_read(tmp_path, key, line):
    checked = check_scenario(write(tmp_path, {**SOUND, "scenario.toml": f"format = 1\n{line.format(key)}\n"}))
    assert [str(fault) for fault in checked.faults] == ["scenario.toml:2: is nested too deeply"]


@pytest.mark.parametrize("start", ["0x", "0o", "0b"])
def test_a_number_that_is_too_long_is_refused_in_every_base(tmp_path, start):
    checked = check_scenario(write(tmp_path, {**SOUND, "scenario.toml": f"format = {start}{'1' * 15_000}\n"}))
    assert [str(fault) for fault in checked.faults] == ["scenario.toml:1: has a number that is too long"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
        lambda text: text + "\n\n",
        lambda text: text.rstrip("\n"),
    ],
    ids=["a byte-order mark", "CRLF", "both", "blank lines at the end", "no end of the last line"],
)
def test_byte_order_marks_and_line_ends_change_nothing(change, tmp_path):
    # A line end inside a quoted cell belongs to the cell, so no cell here has one.
    plain = {name: text.replace("a last resort,\n", "a last resort, ") for name, text in SOUND.items()}
    changed = {name: change(text) for name, text in plain.items()}
    assert read_scenario(write(tmp_path / "b", changed)) == read_scenario(write(tmp_path / "a", plain))


def test_columns_may_be_in_any_order(tmp_path):
    turned = "\n".join(",".join(reversed(line.split(","))) for line in SOUND["teams.csv"].splitlines()) + "\n"
    changed = {**SOUND, "teams.csv": turned}
    assert read_scenario(write(tmp_path / "b", changed)) == read_scenario(write(tmp_path / "a", SOUND))


def test_a_fault_after_a_quoted_line_end_names_its_own_line(tmp_path):
    text = 'capability,name\nafo,"one\ntwo\nthree"\nct,x\nAFO,y\n'
    (fault,) = check_scenario(write(tmp_path, {**SOUND, "capabilities.csv": text})).faults
    assert fault.line == 6


def test_old_line_ends_count_as_lines(tmp_path):
    text = "capability,name\rafo,x\rct,x\rAFO,y\r"
    (fault,) = check_scenario(write(tmp_path, {**SOUND, "capabilities.csv": text})).faults
    assert fault.line == 4


def test_a_pipe_is_not_waited_for(tmp_path):
    write(tmp_path, {name: text for name, text in SOUND.items() if name != "events.csv"})
    os.mkfifo(tmp_path / "events.csv")
    assert [str(fault) for fault in check_scenario(tmp_path).faults] == ["events.csv: is not a file"]
