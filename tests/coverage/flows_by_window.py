"""Gaps of published rosters by OR-Tools: ``python -m tests.coverage.flows_by_window FOLDER...`` prints them as JSON.

It reads the folders with `csv` alone and cuts time itself, so that it shares no line with the library. It runs in a
process of its own: OR-Tools brings a HiGHS library that keeps the one of highspy from loading.
"""

from __future__ import annotations

import csv
import json
import sys
from itertools import pairwise
from pathlib import Path

from ortools.graph.python.max_flow import SimpleMaxFlow


def rows(folder, name):
    """Return the rows of a table."""
    with (Path(folder) / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spans_of(rows_with_ends, instants):
    """Return what is in force from each instant until the next, from rows of (start, until, value)."""
    place = {instant: number for number, instant in enumerate(instants)}
    found = [[] for _ in instants]
    for start, until, value in rows_with_ends:
        for number in range(place[start], place[until]):
            found[number].append(value)
    return found


def gaps_of(folder):
    """Return ``[from, until, gap]`` of every span in which neither the duties nor the people on duty change."""
    holders = {}
    for row in rows(folder, "authorisations.csv"):
        holders.setdefault(row["capability"], set()).add(row["person"])
    duties = [(row["from"], row["until"], row["capabilities"]) for row in rows(folder, "duties.csv")]
    shifts = [(row["from"], row["until"], row["person"]) for row in rows(folder, "rota.csv")]
    instants = sorted({end for start, until, _ in duties + shifts for end in (start, until)})
    standing, present = spans_of(duties, instants), spans_of(shifts, instants)
    return [
        [start, until, gap(standing[number], set(present[number]), holders)]
        for number, (start, until) in enumerate(pairwise(instants))
    ]


def gap(tasks, people, holders):
    """Return the number of tasks that stay open, one person each, by a maximum flow."""
    flow = SimpleMaxFlow()
    node = {person: 2 + number for number, person in enumerate(sorted(people))}
    for person in node.values():
        flow.add_arc_with_capacity(0, person, 1)
    for task, number in enumerate(tasks, 2 + len(node)):
        flow.add_arc_with_capacity(task, 1, 1)
        for person in holders[number] & people:
            flow.add_arc_with_capacity(node[person], task, 1)
    if not tasks or not people:
        return len(tasks)
    assert flow.solve(0, 1) == flow.OPTIMAL
    return len(tasks) - flow.optimal_flow()


if __name__ == "__main__":
    sys.stdout.write(json.dumps([gaps_of(folder) for folder in sys.argv[1:]]))
