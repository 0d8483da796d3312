"""The notebook of the documentation: its cells are those of its page, and running it again shows the same."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tools.notebook import METADATA, NOTEBOOK, PAGE, cells_of, shown


@pytest.fixture(scope="module")
def notebook():
    return nbformat.read(NOTEBOOK, as_version=4)


def test_its_cells_are_those_of_the_page(notebook):
    cells = [(cell.cell_type, cell.source) for cell in notebook.cells]
    assert cells == list(cells_of(PAGE.read_text(encoding="utf-8"))), "make notebook writes it again"


def test_running_it_again_shows_the_same(notebook, tmp_path, root):
    again = tmp_path / "again.ipynb"
    subprocess.run([sys.executable, "-m", "tools.notebook", again], cwd=root, check=True)
    assert shown(nbformat.read(again, as_version=4)) == shown(notebook), "make notebook writes it again"


def test_it_shows_tables_and_charts_and_no_error(notebook):
    nbformat.validate(notebook)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert {output.output_type for output in outputs} == {"execute_result"}
    tables = [output.data["text/html"] for output in outputs if "text/html" in output.data]
    assert sum("<caption" in table for table in tables) >= 2
    assert sum('<img src="data:image/png;base64,' in table for table in tables) == 2
    assert all(re.search(' alt="[^"]{20,}"', table) for table in tables if "<img" in table)


def test_it_tells_nothing_of_the_machine_that_ran_it(notebook):
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert notebook.metadata == METADATA
    assert [cell.metadata for cell in notebook.cells if cell.metadata] == []
    words = re.sub(r"base64,[A-Za-z0-9+/=]+", "", text)
    places = ["/home/", "/root/", "/tmp/", "/Users/", "\\\\Users", " at 0x"]
    if Path.home() != Path("/"):
        places.append(str(Path.home()))
    assert [one for one in places if one in words] == []
    assert json.loads(text)["nbformat"] == 4
