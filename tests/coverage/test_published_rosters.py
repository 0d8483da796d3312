"""Rosters that others published, with one duty for each of hundreds of tasks, against a maximum flow in each window.

The rosters are those of the TSPRP benchmark, which lie beside a checkout of this project, not in it. All of them are
feasible.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from standto.coverage import cover
from standto.scenario import read_scenario

FEW = ("000_10_7_194_60_30", "051_10_7_253_90_100", "180_10_28_705_60_30")
"""Three small ones, for the fast tests."""


@pytest.fixture(scope="module")
def shared(root):
    """The folder with the published rosters and the tool that writes them as folders of this project."""
    place = Path(os.environ.get("STANDTO_SHARED", root.parent / "shared"))
    if not (place / "data/benchmarks/tsprp").is_dir():
        pytest.skip(f"the published rosters are missing: {place}/data/benchmarks/tsprp")
    if find_spec("ortools") is None:
        pytest.skip("OR-Tools is missing: `make test` installs it")
    return place


def write_roster(shared, name, folder):
    """Write a published roster as a folder."""
    tool, data = shared / "tools/tsprp_scenario.py", shared / "data/benchmarks/tsprp"
    subprocess.run([sys.executable, str(tool), str(data), name, str(folder)], check=True)


def take_out(folder):
    """Take every fourth person off the rota."""
    with (folder / "rota.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    with (folder / "rota.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *(row for row in rows if int(row[0][1:]) % 4)])


def say_with_events(folder):
    """Say with `called-in` what the rota says: people are off duty by their pattern otherwise."""
    with (folder / "rota.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    people = [line for line in (folder / "people.csv").read_text(encoding="utf-8").splitlines()[1:] if line]
    tables = {
        "events.csv": [("occurred", "event", "subject", "until")]
        + [(row["from"], "called-in", row["person"], row["until"]) for row in rows],
        "people.csv": [("person", "team"), *((person, "off") for person in people)],
        "teams.csv": [("team", "pattern"), ("off", "off")],
    }
    for name, lines in tables.items():
        (folder / name).write_text("".join(",".join(line) + "\n" for line in lines), encoding="utf-8")
    with (folder / "scenario.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[pattern]]\nid = "off"\nanchor = 2024-01-01\ncycle = ["rest"]\n')
    (folder / "rota.csv").unlink()


def flows_of(root, folders):
    """Return the gap of each span of each folder, by maximum flows."""
    command = [sys.executable, "-m", "tests.coverage.flows_by_window", *map(str, folders)]
    return json.loads(subprocess.run(command, cwd=root, capture_output=True, check=True).stdout)


def gaps_in_spans(scenario, spans):
    """Return the gap of each of some spans that windows do not cross."""
    answer = cover(scenario)
    starts, ends = ([scenario.instant(span[place]) for span in spans] for place in (0, 1))
    rows = np.searchsorted(answer.windows.starts, starts, side="right") - 1
    assert (answer.windows.untils[rows] >= ends).all()
    total = np.bincount(answer.places.row, weights=answer.places.gap, minlength=len(answer.windows))
    assert [row for row, number in enumerate(total) if number] == answer.short
    return total[rows].astype(int).tolist()


@pytest.mark.parametrize("name", FEW)
def test_a_published_roster_is_covered_and_a_short_one_as_far_as_a_maximum_flow(root, shared, tmp_path, name):
    whole, short, said = (tmp_path / place for place in ("whole", "short", "said"))
    for folder in (whole, short, said):
        write_roster(shared, name, folder)
    take_out(short)
    take_out(said)
    in_whole, in_short = flows_of(root, [whole, short])
    assert any(number for *_, number in in_short)
    assert not any(number for *_, number in in_whole)
    say_with_events(said)
    assert cover(read_scenario(whole)).covered
    expected = [number for *_, number in in_short]
    assert gaps_in_spans(read_scenario(short), in_short) == expected
    assert gaps_in_spans(read_scenario(said), in_short) == expected


@pytest.mark.slow
def test_every_published_roster_is_covered_and_a_short_one_as_far_as_a_maximum_flow(root, shared, tmp_path):
    names = sorted(path.stem for path in (shared / "data/benchmarks/tsprp/instances").glob("*.dat"))
    assert len(names) == 72
    for name in names:
        folder = tmp_path / name
        write_roster(shared, name, folder)
        assert cover(read_scenario(folder)).covered, name
        take_out(folder)
        (spans,) = flows_of(root, [folder])
        assert gaps_in_spans(read_scenario(folder), spans) == [number for *_, number in spans], name
