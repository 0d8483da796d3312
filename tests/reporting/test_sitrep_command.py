"""`standto sitrep`: one file, whole or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from standto import read_scenario, sitrep
from standto.cli.main import main
from standto.cli.report_files import AUDIENCES
from standto.reporting import heading
from standto.scenario import write_scenario
from standto.scenario.generating import generate

AT = "2024-01-09T12:00"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("sitrep") / "force"
    write_scenario(generate(people=40, days=3, duties=3, teams=5, seed=2), path)
    return str(path)


def write(folder, file, *more, audience="command"):
    runs = ("--runs", "10") if audience == "command" else ()
    return main(["sitrep", folder, "--at", AT, "--audience", audience, "-o", str(file), *runs, *more])


def test_the_command_line_and_the_reports_have_the_same_readers():
    assert AUDIENCES == heading.AUDIENCES


@pytest.mark.parametrize("audience", ["command", "public"])
def test_the_suffix_chooses_the_format(folder, audience, tmp_path, capsys):
    scenario = read_scenario(folder)
    report = sitrep(scenario, at=scenario.instant(AT), audience=audience, runs=10)
    for ending in ("json", "md", "HTML"):
        file = tmp_path / f"report.{ending}"
        assert write(folder, file, audience=audience) == 0
        marking = {"command": "OFFICIAL-SENSITIVE — command", "public": "Public"}[audience]
        assert capsys.readouterr() == (f"{file}: report 20240109-1200+0000, {marking}\n", "")
    assert json.loads((tmp_path / "report.json").read_text("utf-8")) == json.loads(json.dumps(report.as_json()))
    assert (tmp_path / "report.md").read_text("utf-8") == report.as_markdown()
    assert (tmp_path / "report.HTML").read_text("utf-8") == report.as_html()
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("name", ["report.doc", "report", "html", ".html"])
def test_another_suffix_is_refused_with_the_allowed_ones(folder, name, tmp_path, capsys):
    assert write(folder, tmp_path / name) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.endswith(f"{name}' is not a report's name: end it with one of .md, .html, .pdf, .json\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            ["--previous", "2024-01-09T13:00"],
            "--previous: '2024-01-09T13:00' is not allowed: write a time from 2024-01-",
        ),
        (["--previous", "whenever"], "--previous: 'whenever' is not"),
        (["--marking", ""], "marking: '' is not a line of 1 to 100 printable characters"),
        (["--known-at", "never"], "--known-at: 'never' is not"),
    ],
)
def test_bad_options_are_one_line_each_and_nothing_is_written(folder, more, said, tmp_path, capsys):
    assert write(folder, tmp_path / "report.md", *more) == 2
    out, err = capsys.readouterr()
    assert (out, err[: len(said)], err.count("\n")) == ("", said, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_cannot_be_written_is_one_line(folder, tmp_path, capsys):
    assert write(folder, tmp_path / "missing" / "report.md") == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "cannot be written" in err


def test_the_time_of_the_previous_report_can_be_given(folder, tmp_path):
    assert write(folder, tmp_path / "report.json", "--previous", "2024-01-08T19:00") == 0
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert (report["previous"], report["previous_number"]) == ("2024-01-08T19:00:00+00:00", "20240108-1900+0000")


def test_an_interrupt_leaves_the_file_as_it_was(folder, tmp_path, monkeypatch, capsys):
    file = tmp_path / "report.md"
    file.write_text("as before", encoding="utf-8")
    replace = Path.replace

    def interrupted(self, target):
        if Path(target) == file:
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    assert write(folder, file) == 130
    assert capsys.readouterr().err == "standto: interrupted; nothing is left half-written\n"
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("report.md", "as before")]


def test_a_terminal_of_another_encoding_shows_what_it_can(folder, tmp_path):
    file = tmp_path / "report.md"
    command = [
        Path(sys.executable).parent / "standto",
        "sitrep",
        folder,
        "--at",
        AT,
        "--audience",
        "command",
        "-o",
        file,
    ]
    surroundings = {**os.environ, "PYTHONIOENCODING": "ascii"}
    ran = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    said = f"{file}: report 20240109-1200+0000, OFFICIAL-SENSITIVE \\u2014 command\n"
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, said, "")
    assert "OFFICIAL-SENSITIVE — command" in file.read_text("utf-8")
