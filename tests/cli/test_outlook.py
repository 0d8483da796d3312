"""``standto outlook`` in this process: its answer, its files, its exit status and its refusals."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from standto.cli.main import main

SCENARIO = {
    "scenario.toml": (
        'format = 1\ntitle = "A guard of two"\ntimezone = "Europe/London"\nstarts = 2024-03-02T00:00:00\n'
        'ends = 2024-03-02T12:00:00\nhome = "home"\n'
    ),
    "forces.csv": "force,kind\nhome,home\n",
    "capabilities.csv": "capability\nguard\n",
    "people.csv": "person,force\nalpha-1,home\nalpha-2,home\nalpha-3,home\n",
    "authorisations.csv": "person,capability\nalpha-1,guard\nalpha-2,guard\nalpha-3,guard\n",
    "duties.csv": "duty,task,capabilities,strength\ngate,static-guard,guard,2\n",
    "assumptions/one.toml": "step-back = 1",
    "assumptions/two.toml": "step-back = 2",
    "assumptions/maybe.toml": "step-back = [1, 2]",
}
ASSUMED = """format = 1
name = "{name}"
by = "planning"
at = 2024-03-01T12:00:00

[[step-back]]
name = "morning"
number = {number}
from = 2024-03-02T06:00:00
over_hours = 1
"""


@pytest.fixture(scope="module")
def guard(tmp_path_factory):
    """A folder in which three people can guard, and two must."""
    folder = tmp_path_factory.mktemp("outlook") / "guard"
    for name, text in SCENARIO.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.startswith("assumptions/"):
            text = ASSUMED.format(name=path.stem, number=text.partition(" = ")[2])
        path.write_text(text, encoding="utf-8")
    return str(folder)


def asked(guard, *words, assumptions="maybe", futures=400):
    return main(
        ["outlook", guard, "--at", "2024-03-02T00:00", "--assumptions", assumptions, "--futures", str(futures), *words]
    )


def test_the_status_is_1_if_something_is_short_in_most_futures_and_0_if_not(guard, capsys):
    assert (asked(guard, assumptions="one"), asked(guard, assumptions="two")) == (0, 1)
    assert "NOTHING FAILS" in capsys.readouterr().out


def test_a_range_of_one_or_two_step_backs_makes_a_gap_in_half_of_the_futures(guard, capsys):
    asked(guard, "--json")
    told = json.loads(capsys.readouterr().out)
    (gate,) = [one for one in told["judged"] if one["id"] == "gate"]
    assert abs(gate["ever_short"]["count"] - 200) < 60
    assert gate["first_gap"] == dict.fromkeys(("q05", "q50", "q95"), "2024-03-02T06:00:00+00:00")
    assert gate["gap"]["q95"] == [0] * 6 + [1] * 6
    assert {len(told["digest"]), len(told["inputs"])} == {64}


def test_the_same_question_has_the_same_bytes(guard, capsys):
    answers = []
    for _ in range(2):
        asked(guard, "--json")
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1]
    asked(guard, "--json", "--seed", "2")
    assert json.loads(capsys.readouterr().out)["digest"] != json.loads(answers[0])["digest"]


def test_a_stop_rule_stops_before_all_futures(guard, capsys):
    asked(guard, "--futures", "100000", "--error", "0.02", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["futures"], told["futures_asked"]) == (1024, 100_000)


def test_the_files_are_a_report_and_a_table_for_forecasters(guard, capsys, tmp_path):
    report, table = tmp_path / "outlook.md", tmp_path / "outlook.csv"
    asked(guard, "-o", str(report), "--hubverse", str(table), "--runs", "10")
    assert "report 20240302-0000+0000-outlook" in capsys.readouterr().out
    assert "if these assumptions hold" in report.read_text(encoding="utf-8")
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["output_type"] for row in rows} == {"mean", "quantile", "cdf", "pmf"}
    assert {row["horizon"] for row in rows} == {*map(str, range(12)), "NA"}


@pytest.mark.parametrize("suffix", [".html", ".json"])
def test_the_ending_of_the_report_chooses_its_format(guard, tmp_path, suffix):
    path = tmp_path / f"outlook{suffix}"
    assert asked(guard, "-o", str(path), "--runs", "10") in (0, 1)
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>" if suffix == ".html" else "{")


def test_no_cipher_is_in_the_answer_or_its_report(guard, capsys, tmp_path):
    path = tmp_path / "outlook.html"
    asked(guard)
    asked(guard, "--json")
    asked(guard, "-o", str(path), "--runs", "10")
    assert "alpha-" not in capsys.readouterr().out + path.read_text(encoding="utf-8")


def test_without_assumptions_the_names_that_there_are_are_listed(guard, capsys):
    assert main(["outlook", guard, "--at", "2024-03-02T00:00"]) == 2
    assert "--assumptions: is missing: write one of maybe, one, two, or a file" in capsys.readouterr().err


def test_bad_assumptions_have_all_their_faults_at_once_and_nothing_runs(guard, capsys, tmp_path):
    path = tmp_path / "bad.toml"
    path.write_text(ASSUMED.format(name="bad", number="[9, 3]") + 'teams = ["nobody"]\n', encoding="utf-8")
    assert asked(guard, assumptions=str(path)) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "number" in captured.err
    assert "nobody" in captured.err


@pytest.mark.parametrize("words", [[], ["--future", "1"], ["--part", "1/2", "-o", "never.part"]])
def test_faults_of_options_and_of_assumptions_are_told_together(guard, capsys, tmp_path, words):
    path = tmp_path / "bad.toml"
    path.write_text(ASSUMED.format(name="bad", number="[9, 3]"), encoding="utf-8")
    assert asked(guard, "--until", "never", "--basis", "hope", *words, assumptions=str(path)) == 2
    told = [line.partition(": ")[0] for line in capsys.readouterr().err.splitlines()]
    assert told == ["--until", "--basis", f"{path}:8"]


def test_moments_to_decide_are_told_with_the_fault_of_assumptions(guard, capsys):
    assert asked(guard, "--wait-until", "2024-03-02T00:00", assumptions="none") == 2
    told = [line.partition(": ")[0] for line in capsys.readouterr().err.splitlines()]
    assert told == ["--assumptions", "--wait-until"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--error", "2"], "--error"),
        (["--error", "none"], "--error"),
        (["--futures", "0"], "--futures"),
        (["-o", "outlook.doc"], "-o: 'outlook.doc' is not a report's name"),
        (["-o", "outlook.md", "--marking", " "], "--marking: ' ' is not a line of 1 to 100 printable characters"),
        (["--marking", "SECRET"], "--marking: is for a report: give its file with -o too"),
        (["--keep", ""], "--keep: is empty: name a folder"),
    ],
)
def test_an_option_outside_what_is_allowed_is_refused(guard, capsys, words, told):
    try:
        status = asked(guard, *words)
    except SystemExit as error:
        status = error.code
    assert status == 2
    assert told in capsys.readouterr().err


def test_futures_that_are_too_few_for_the_error_asked_for_are_told(guard, capsys):
    asked(guard, "--error", "0.01", futures=400)
    told = "--error: with 400 futures, some chance has a standard error above 0.01: give more --futures\n"
    assert capsys.readouterr().err == told
    asked(guard, "--error", "0.02", futures=4_000)
    assert capsys.readouterr().err == ""


def test_one_future_is_replayed_by_its_number(guard, capsys):
    statuses = {asked(guard, "--future", str(number)) for number in range(8)}
    assert statuses == {0, 1}
    assert "06:00" in capsys.readouterr().out


def test_the_largest_seed_and_the_last_future_are_asked_as_their_limits_say(guard, capsys):
    last = str(2**32 - 1)
    assert asked(guard, "--future", last, "--seed", last, assumptions="two", futures=2**32) == 1
    assert "Future 4,294,967,295 of seed 4294967295" in capsys.readouterr().out


def test_options_for_all_futures_are_refused_for_one_all_at_once(guard, capsys):
    assert asked(guard, "--future", "1", "--hubverse", "out.csv", "-o", "out.html") == 2
    told = capsys.readouterr().err
    assert "-o: is for all futures together" in told
    assert "--hubverse: is for all futures together" in told


def test_files_that_cannot_be_written_are_refused_at_once_before_the_work(guard, capsys, tmp_path):
    (tmp_path / "folder.md").mkdir()
    words = ["-o", str(tmp_path / "folder.md"), "--hubverse", str(tmp_path / "none" / "outlook.csv")]
    assert asked(guard, *words, assumptions="not there") == 2
    assert capsys.readouterr().err.splitlines() == [
        f"{tmp_path}/folder.md: cannot be written: Is a directory",
        f"{tmp_path}/none/outlook.csv: cannot be written: No such file or directory",
    ]
    part = ["--part", "1/2", "-o", str(tmp_path / "none" / "1.part")]
    assert asked(guard, *part, assumptions="not there") == 2
    assert capsys.readouterr().err == f"{tmp_path}/none/1.part: cannot be written: No such file or directory\n"


def test_one_file_for_the_report_and_the_table_is_refused(guard, capsys, tmp_path):
    assert asked(guard, "-o", str(tmp_path / "both.md"), "--hubverse", f"{tmp_path}/./both.md") == 2
    assert capsys.readouterr().err == f"--hubverse: '{tmp_path}/both.md' is the file of -o too: name another\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here to stand in for a full disk")
def test_an_answer_is_printed_even_if_the_disk_is_full_for_its_table(guard, capsys, tmp_path):
    (tmp_path / "outlook.csv").symlink_to("/dev/full")
    assert asked(guard, "--hubverse", str(tmp_path / "outlook.csv")) == 2
    captured = capsys.readouterr()
    assert "if these assumptions hold" in captured.out
    assert captured.err == f"{tmp_path}/outlook.csv: cannot be written: No space left on device\n"


def test_who_judges_is_refused_for_one_future(guard, capsys, tmp_path):
    assert asked(guard, "--future", "1", "--workers", "2", "--keep", str(tmp_path / "kept")) == 2
    assert capsys.readouterr().err.splitlines() == [
        "--workers: is for all futures together: leave it or --future out",
        "--keep: is for all futures together: leave it or --future out",
    ]
    assert not (tmp_path / "kept").exists()


def test_a_crew_below_its_needs_is_named_with_where_to_look(capsys, tmp_path):
    path = tmp_path / "boats.toml"
    path.write_text(
        ASSUMED.format(name="boats", number="[4, 6]").replace("2024-03-02", "2024-07-09").replace("03-01", "07-08"),
        encoding="utf-8",
    )
    words = ["--at", "2024-07-09T00:00", "--until", "2024-07-10T00:00", "--futures", "200"]
    assert main(["outlook", "lifeboat", *words, "--assumptions", str(path)]) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "ASK NOW FOR: nothing" not in told
    assert "below needs in some step in more than 5 of 100: standto relief says who is missing." in told


def test_a_policy_without_a_hold_time_lets_help_go_once_cover_holds(capsys, tmp_path):
    path = tmp_path / "pumps.toml"
    path.write_text(
        ASSUMED.format(name="pumps", number="[4, 6]").replace("03-02", "03-06").replace("03-01", "03-05"),
        encoding="utf-8",
    )
    words = ["--at", "2024-03-06T06:00", "--until", "2024-03-06T18:00", "--futures", "100"]
    main(["outlook", "retained", *words, "--assumptions", str(path)])
    told = " ".join(capsys.readouterr().out.split())
    assert "Help can go: once cover holds." in told
    assert "people for crews; each duty without a crew is covered in each step in 95 of 100 futures" in told
