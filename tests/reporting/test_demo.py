"""`standto demo`: the story, and the reports of its turning points."""

from __future__ import annotations

import re

import pytest

from standto.cli.main import main
from standto.scenario import write_scenario
from standto.scenario.generating import generate


@pytest.fixture(scope="module")
def force(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "force"
    write_scenario(generate(people=40, days=2, duties=3, teams=5, seed=2), path)
    return str(path)


def test_the_demo_prints_the_story_and_writes_reports_of_every_decision(force, tmp_path, capsys):
    directory = tmp_path / "new" / "demo"
    assert main(["demo", str(directory), force]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    story, _, where = out.partition("\n\n6 situation reports for command, with charts, in")
    assert story.startswith("Synthetic force, seed 2\n\nThe title and the files of this scenario say")
    assert re.findall(r"(?m)^\w{3} \d+ \w{3}$", story) == ["Mon 8 Jan", "Tue 9 Jan", "Wed 10 Jan"]
    assert story.count("DECIDED: ") == 6
    assert "7 decisions: 2 as recommended at that hour and 5 not as recommended." in story
    assert (directory / "timeline.txt").read_text("utf-8") == f"{story}\n"
    assert all(len(line) <= 100 for line in story.splitlines())
    opened = re.findall(r"(?m)^  (\S+-command\.html)$", where)
    written = sorted(path.name for path in directory.iterdir())
    assert len(written) == 6 * 6 + 2
    assert [str(directory / name) for name in written if name.endswith("-command.html")] == opened


def test_the_demo_replaces_its_own_files_and_no_others(force, tmp_path, capsys):
    (tmp_path / "20200101-1200+0000-public.html").write_text("an earlier report", encoding="utf-8")
    (tmp_path / "notes.md").write_text("mine", encoding="utf-8")
    for _ in range(2):
        assert main(["demo", str(tmp_path), force]) == 0
    capsys.readouterr()
    names = [path.name for path in tmp_path.iterdir()]
    assert (tmp_path / "notes.md").read_text("utf-8") == "mine"
    assert "20200101-1200+0000-public.html" not in names
    assert len(names) == 6 * 6 + 3


def test_a_folder_that_cannot_be_made_is_one_line(force, tmp_path, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["demo", str(tmp_path / "file"), force]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "cannot be the folder for the reports" in err


def test_a_scenario_without_decisions_has_reports_of_each_change_of_cover(tmp_path, capsys):
    folder = tmp_path / "force"
    quiet = generate(people=40, days=1, duties=2, teams=5, seed=1)
    write_scenario(quiet, folder)
    events = folder / "events.csv"
    lines = [line for line in events.read_text("utf-8").splitlines() if ",decision," not in line]
    events.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert main(["demo", str(tmp_path / "demo"), str(folder)]) == 0
    out, _ = capsys.readouterr()
    assert "No decision is recorded." in out
    assert 1 <= len(list((tmp_path / "demo").glob("*-command.html"))) <= 6
