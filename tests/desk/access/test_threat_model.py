from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "explanation" / "threat-model.md"


def test_every_measure_names_tests_that_exist():
    named = set(re.findall(r"`(test_\w+)`", PAGE.read_text(encoding="utf-8")))
    held = {
        node.name
        for module in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert named - held == set()


def test_every_threat_has_a_measure_and_a_test():
    rows = [line.strip("|").split("|") for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    told = [[cell.strip() for cell in row] for row in rows if row[0].strip() != "threat"]
    assert [row[0] for row in told if len(row) != 3 or not row[1] or "`test_" not in row[2]] == []
