"""The manual pages: made from the parser, and sound for the programs that show them."""

from __future__ import annotations

import argparse
import shutil
import subprocess

import pytest

from standto.cli import main as cli
from standto.cli.parser_parts import leaves, subparsers_of
from tools.man_pages import escaped, main, pages

PAGES = pages()


def test_there_is_a_page_for_every_command_and_one_for_all():
    assert sorted(PAGES) == sorted(["standto.1", *(f"standto-{name}.1" for name in cli.commands())])


@pytest.mark.parametrize("name", cli.commands())
def test_a_page_has_every_option_and_example_of_its_command(name):
    command = subparsers_of(cli.parser_for([name]))[name]
    page = PAGES[f"standto-{name}.1"]
    for leaf in leaves(command):
        for action in leaf._actions:
            if action.help != argparse.SUPPRESS:
                for option in action.option_strings:
                    assert escaped(option) in page
        for line in (leaf.epilog or "").splitlines()[1:]:
            assert escaped(line.strip()) in page


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_page_has_the_exit_statuses_of_the_reference(page):
    found = page.partition(".SH EXIT STATUS\n")[2].partition(".SH")[0]
    assert [line for line in found.splitlines() if line.startswith(".B ")] == [
        ".B 0",
        ".B 1",
        ".B 2",
        ".B 70",
        ".B 130",
    ]
    assert "for compare: B is not covered" in " ".join(found.split())


@pytest.mark.parametrize("program", [["mandoc", "-T", "lint", "-W", "warning"], ["man", "--warnings", "-l"]])
def test_no_page_has_anything_to_warn_of(program, tmp_path):
    if shutil.which(program[0]) is None:
        pytest.skip(f"{program[0]} is not installed")
    main(str(tmp_path))
    for page in sorted(tmp_path.glob("man1/*.1")):
        ran = subprocess.run(
            [*program, page],
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANPAGER": "cat"},
        )
        assert (ran.returncode, ran.stderr) == (0, "")
        assert program[0] == "man" or ran.stdout == ""
