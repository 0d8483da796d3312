"""The page about the model of the weekend agrees with the script."""

from __future__ import annotations

import re
from pathlib import Path

from tools.london import CHOSEN, RANGES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "weekend-model.md"
ROW = re.compile(r"^\| `(?P<name>\w+)` \| (?P<chosen>\S+) \| (?P<least>\S+) to (?P<most>\S+) \| .+ \|$", re.MULTILINE)


def test_the_table_of_parameters_agrees_with_the_script():
    rows = {
        row["name"]: (float(row["chosen"]), float(row["least"]), float(row["most"]))
        for row in ROW.finditer(PAGE.read_text(encoding="utf-8"))
    }
    assert rows == {name: (getattr(CHOSEN, name), *span) for name, span in RANGES.items()}
