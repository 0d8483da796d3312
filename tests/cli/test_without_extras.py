"""The base install: what needs no chart and no integer program works, and what does says what to install."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.new_process import printed_by

BASE = """
import sys
from importlib.abc import MetaPathFinder

class Blocked(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("matplotlib", "highspy", "typst"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Blocked())
from standto.cli.main import main
for words in sys.argv[1:]:
    status = main(words.split())
sys.exit(status)
"""


def run_at_base(*commands, folder="."):
    """Run commands one after the other in a process that can import neither Matplotlib nor HiGHS nor Typst."""
    return subprocess.run(
        [sys.executable, "-c", BASE, *commands], capture_output=True, text=True, check=False, cwd=folder
    )


def test_every_question_about_a_sample_is_answered(tmp_path):
    at = "--at 2024-07-10T09:30"
    ran = run_at_base(
        "check lifeboat",
        f"cover lifeboat {at} --assignments --json",
        "margin lifeboat --runs 10",
        f"review lifeboat {at}",
        "rest on-call",
        f"candidates lifeboat --duty slipway {at}",
        "replay lifeboat --json",
        "relief lifeboat",
        f"sitrep lifeboat {at} --audience command -o command.md --runs 10",
        f"sitrep lifeboat {at} --audience public -o public.html",
        "new force --people 20 --days 2",
        folder=tmp_path,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["command.md", "force", "public.html"]


def test_a_report_to_command_has_tables_in_place_of_pictures_and_says_so_once(tmp_path):
    command = "sitrep lifeboat --at 2024-07-10T09:30 --audience command --runs 10 -o"
    ran = run_at_base(f"{command} one.html", f"{command} two.html", folder=tmp_path)
    assert ran.returncode == 0
    told = "charts need matplotlib: install standto[charts] (pip install 'standto[charts]')"
    assert ran.stderr == f"standto: {told}; the report has their tables alone\n"
    html = (tmp_path / "one.html").read_text()
    left_out = "<p>The picture is left out, because charts are not installed here. The table has the same numbers.</p>"
    assert html.count(left_out) == html.count('<figure class="scroll"') > 0
    assert "<svg" not in html
    whole = subprocess.run(
        [sys.executable, "-m", "standto.cli.main", *command.split(), "whole.html"], cwd=tmp_path, check=True
    )
    assert whole.returncode == 0
    assert (tmp_path / "whole.html").read_text().count("<table") == html.count("<table")


@pytest.fixture
def tangled(tmp_path):
    """A folder with more duties than can be listed set by set, each of which shares people with the next."""
    number = 24
    tables = {
        "scenario.toml": 'format = 1\ntitle = "Tangled"\ntimezone = "UTC"\nstarts = 2024-01-01T00:00:00\n'
        'ends = 2024-01-02T00:00:00\nhome = "home"\n',
        "forces.csv": "force,kind\nhome,home\nother,police\n",
        "capabilities.csv": "capability\n" + "".join(f"c{one}\n" for one in range(number)),
        "duties.csv": "duty,task,capabilities,strength\n"
        + "".join(f"d{one},routine,c{one},1\n" for one in range(number)),
        "people.csv": "person\n" + "".join(f"p{one}\n" for one in range(number + 1)),
        "authorisations.csv": "person,capability\n"
        + "".join(f"p{one},c{one % number}\np{one},c{(one + 1) % number}\n" for one in range(number + 1)),
        "pools.csv": "pool,force,capabilities,count,state\nlent,other,c0;c5,1,arrived\n",
    }
    for name, text in tables.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_margin_that_needs_an_integer_program_says_what_to_install(tangled):
    assert run_at_base("cover .", "relief .", "margin london-2023 --runs 10", folder=tangled).returncode == 0
    ran = run_at_base("margin . --runs 10", folder=tangled)
    assert (ran.returncode, ran.stdout) == (2, "")
    told = "integer programs need highspy: install standto[programs] (pip install 'standto[programs]')"
    assert ran.stderr == f"standto: {told}\n"


def test_every_chart_of_the_library_says_what_to_install():
    code = """
import sys
sys.modules["matplotlib"] = None
import standto.charting as charting
from standto import OptionError, compare, cover, margin, read_scenario, relief, replay, statement
lifeboat = read_scenario("lifeboat")
answers = {
    "cover": cover(lifeboat), "margin": margin(lifeboat, runs=5), "ladder": replay(lifeboat),
    "relief": relief(lifeboat, capability="cox", up_to=2), "statement": statement(lifeboat),
    "comparison": compare(lifeboat, lifeboat),
}
for name, answer in answers.items():
    try:
        getattr(charting, f"draw_{name}")(answer)
    except OptionError as error:
        print(error)
"""
    told = "charts need Matplotlib, which is not installed here: pip install 'standto[charts]'\n"
    assert printed_by(code) == told * 6


def test_a_pdf_says_what_to_install_and_writes_nothing(tmp_path):
    ran = run_at_base("sitrep lifeboat --at 2024-07-10T09:30 --audience public -o public.pdf", folder=tmp_path)
    told = "PDF files need typst: install standto[desk] (pip install 'standto[desk]')"
    assert (ran.returncode, told in ran.stderr, list(tmp_path.iterdir())) == (2, True, [])
