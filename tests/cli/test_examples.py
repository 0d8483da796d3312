"""Every example of every command's help, as somebody would type it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from standto.cli import main as cli
from standto.cli.parser_parts import leaves, subparsers_of

STANDTO = Path(sys.executable).parent / "standto"
DESK = ("account", "backup", "clock", "jobs", "ledger", "restore", "serve")
LONG = ("demo",)
GOING_ON = ("serve", "jobs work", "jobs cancel")
"""Commands that go on until they are stopped, and one that needs a job under way."""


def parsers():
    """Return the parser of each command, and of each action of those that have some, by its full name."""
    found = {}
    for name in cli.commands():
        command = subparsers_of(cli.parser_for([name]))[name]
        found |= {leaf.prog: leaf for leaf in leaves(command)}
    return found


def examples(parser):
    """Return the examples of a command's help."""
    return re.findall(r"(?m)^  (standto .*)$", (parser.epilog or "").partition("examples:")[2])


PARSERS = parsers()
LINES = [line for prog, parser in PARSERS.items() if prog.split()[1] not in (*DESK, *LONG) for line in examples(parser)]
LENGTHY = "--matters"
"""An example with this takes the processor 10 s; `test_outlook_decisions.py` asks the same of small scenarios."""
RUN = [
    pytest.param(line, marks=pytest.mark.slow) if LENGTHY in line else line
    for line in (*LINES, *(one.strip() for one in cli.EXAMPLES.strip().splitlines()))
]


@pytest.mark.parametrize("prog", PARSERS)
def test_the_help_of_every_command_has_examples_that_it_can_read(prog, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    lines = examples(PARSERS[prog])
    assert lines
    for line in lines:
        words = shlex.split(line.partition(" < ")[0])[1:]
        args = cli.parser_for(words).parse_args(cli.joined_negatives(words))
        assert line.startswith(prog), args


@pytest.mark.parametrize("prog", PARSERS)
def test_the_help_of_every_command_fits_a_terminal(prog, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    long = [line for line in PARSERS[prog].format_help().splitlines() if len(line) > 80]
    assert [line for line in long if not line.startswith("  standto ")] == []


ROTA = "Number,Mon 2 Oct 2023,Tue 3 Oct 2023\n8411 AR,D,N\n2363 AR,N,\n"
MAPPING = """
format = 1
[scenario]
title = "October"
timezone = "Europe/London"
home = "met"
[codes]
D = "07:00-19:00"
N = "19:00-07:00"
[[sheet]]
file = "rota.csv"
shape = "days"
person = "Number"
"""


@pytest.fixture
def planners_folder(tmp_path):
    """A folder with the files that examples read."""
    tmp_path.chmod(0o700)
    (tmp_path / "rota.csv").write_text(ROTA)
    (tmp_path / "rota.toml").write_text(MAPPING)
    return tmp_path


def run_in(folder, line, **environment):
    """Run an example in a shell; return its status, and what it printed."""
    path = f"{STANDTO.parent}:{os.environ['PATH']}"
    ran = subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": path, **environment},
    )
    return ran.returncode, ran.stdout + ran.stderr


def write_parts():
    """Write the parts that the examples of a merge read."""
    asked = ["london-2023", "--at", "Fri 18:00", "--assumptions", "published", "--futures", "40"]
    for number in (1, 2):
        assert cli.main(["outlook", *asked, "--part", f"{number}/2", "-o", f"{number}.part"]) == 0


@pytest.mark.parametrize("line", RUN)
def test_an_example_runs(line, planners_folder, monkeypatch, capsys):
    monkeypatch.chdir(planners_folder)
    if line.startswith("standto outlook-merge"):
        write_parts()
    status = cli.main(shlex.split(line)[1:])
    said = capsys.readouterr()
    assert status in (0, 1), said.err
    assert said.out or said.err


@pytest.mark.slow
def test_the_shorter_demonstration_runs(tmp_path):
    _, line = examples(PARSERS["standto demo"])  # the first is what `make demo` does
    status, said = run_in(tmp_path, line)
    assert status == 0, said


@pytest.mark.slow
def test_the_examples_of_the_desk_run_one_after_the_other(tmp_path):
    pytest.importorskip("django", reason="the desk is not installed")
    settings = {"DATABASE_URL": "sqlite:///desk.sqlite3", "STANDTO_SECRET_KEY": "0123456789abcdef" * 4}
    (tmp_path / "events.jsonl").write_text("")
    order = [
        "ledger import", "ledger export", "ledger verify", "ledger anchor", "ledger append", "ledger rebuild",
        "account make", "account list", "account disable", "account enable", "account reset", "account confirm",
        "account invite", "backup", "restore", "clock", "jobs list",
    ]  # fmt: skip
    assert sorted([*order, *GOING_ON]) == sorted(
        prog.removeprefix("standto ") for prog in PARSERS if prog.split()[1] in DESK
    )
    failed = []
    for name in order:
        lines = examples(PARSERS[f"standto {name}"])
        if name == "ledger import":
            # The second reads what an export of the first wrote.
            lines = [lines[0], "standto ledger export -o entries.jsonl", lines[1]]
        if name == "ledger export":
            # The third example of the import lays the folder that this writes onto the ledger.
            lines += examples(PARSERS["standto ledger import"])[2:]
        if name == "ledger verify":
            lines = ["standto ledger anchor -o ledger.anchor", *lines]
        for line in lines:
            status, said = run_in(tmp_path, line, **settings)
            # Nobody has changed an account that would have to be confirmed.
            if status and "has no changes that wait to be confirmed" not in said:
                failed.append((line, status, said))
    assert failed == []


def test_every_command_of_the_desk_is_among_those_that_are_tried():
    module = import_module("standto_desk.commands")
    assert sorted(DESK) == sorted(module.COMMANDS)
