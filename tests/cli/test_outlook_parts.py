"""``standto outlook --part`` and ``standto outlook merge``: the same bits as at once, and every fault at once."""

from __future__ import annotations

import pytest

from standto.cli.main import main
from standto.cli.spread_options import EXECUTORS
from standto.spreading import choosing

ASKED = ["london-2023", "--at", "Fri 18:00", "--until", "+1d", "--assumptions", "stress", "--futures", "90"]


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def parts(here):
    for number in (1, 2, 3):
        assert main(["outlook", *ASKED, "--part", f"{number}/3", "-o", f"{number}.part"]) == 0
    return [f"{number}.part" for number in (1, 2, 3)]


def printed(capsys, *words):
    """The status and the output of a command."""
    capsys.readouterr()
    status = main(list(words))
    return status, capsys.readouterr().out


def test_the_command_knows_the_executors_of_the_library():
    assert EXECUTORS == choosing.EXECUTORS


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_merged_parts_answer_as_the_whole_does_bit_for_bit(parts, form, capsys):
    whole = printed(capsys, "outlook", *ASKED, *form)
    assert printed(capsys, "outlook", "merge", *parts[::-1], *form) == whole
    assert printed(capsys, "outlook-merge", *parts, *form) == whole


def test_merged_parts_write_the_table_and_the_report_too(parts, here, capsys):
    for words in (["outlook", *ASKED], ["outlook", "merge", *parts]):
        name = str(len(words))
        main([*words, "--hubverse", f"{name}.csv", "-o", f"{name}.md", "--runs", "9"])
    (whole, merged), (table, same) = (sorted(here.glob(each)) for each in ("*.md", "*.csv"))
    assert whole.read_bytes() == merged.read_bytes()
    assert table.read_bytes() == same.read_bytes()


def test_a_part_says_which_futures_it_holds(here, capsys):
    assert printed(capsys, "outlook", *ASKED, "--part", "2/4", "-o", "x") == (
        0,
        "x: part 2/4, futures 22 to 44 of 90\n",
    )


def test_every_fault_of_the_files_is_told_at_once(parts, here, capsys):
    (here / "junk").write_text("junk")
    main(["outlook", *ASKED, "--seed", "8", "--part", "1/3", "-o", "other.part"])
    capsys.readouterr()
    assert main(["outlook", "merge", parts[0], "other.part", "junk", "none", parts[2]]) == 2
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in told] == ["junk", "none", "other.part", "FILE"]
    assert told[3] == "FILE: futures 30 to 59 are in no part: give the files of all parts"


def test_a_part_has_no_answer_and_needs_a_file(here, capsys):
    words = ["--json", "--error", "0.1", "--future", "3", "--marking", "X", "--hubverse", "x.csv"]
    assert main(["outlook", *ASKED, "--part", "1/3", *words]) == 2
    told = capsys.readouterr().err.splitlines()
    options = ["--error", "--future", "--hubverse", "--json", "--marking", "--part"]
    assert [line.partition(":")[0] for line in told] == options


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["--part", "4/3", "-o", "x"], "--part: '4/3' is no part of 90 futures"),
        (["--cluster", "host:8786"], "--cluster: 'host:8786' is no cluster"),
        (["--cluster", "local:2", "--workers", "2"], "--workers: not with --cluster"),
        (["--executor", "inline", "--workers", "2"], "--workers: not with --executor inline"),
        (["--keep", "file/folder"], "--keep: cannot make the folder 'file/folder'"),
    ],
)
def test_what_does_not_go_together_is_refused(words, fault, here, capsys):
    (here / "file").write_text("")
    assert main(["outlook", *ASKED, *words]) == 2
    assert fault in capsys.readouterr().err


def test_no_folder_is_made_for_chunks_if_another_option_is_refused(here, capsys):
    assert main(["outlook", *ASKED, "--keep", "new/chunks", "--basis", "hope"]) == 2
    assert not (here / "new").exists()


def test_chunks_that_are_kept_are_found_again(here, capsys):
    first = printed(capsys, "outlook", *ASKED, "--keep", "chunks")
    (kept,) = (here / "chunks").iterdir()
    before = kept.stat().st_mtime_ns
    assert printed(capsys, "outlook", *ASKED, "--keep", "chunks") == first
    assert kept.stat().st_mtime_ns == before
