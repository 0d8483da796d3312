"""Changes of the register against a folder that is edited by plain code: the same rows, or the same refusal."""

from __future__ import annotations

import csv
import shutil
from dataclasses import fields, replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standto import read_scenario
from standto.scenario.layout import COLUMNS
from standto.scenario.scenario_reader import check_scenario
from standto_desk.acts.registering.changing import change_register
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.acts.registering.row_changes import ADD, CHANGE, END, RegisterChange
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.clock.setting import start_demo_clock
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.refusals import Refused
from tests.desk.acts.small_desk import HOUR, IMPORTER, NOON, SETTINGS, row
from tests.desk.people import account_of

DAYS = [f"2023-09-{day}T07:00:00+01:00" for day in range(23, 28)]
BASE = {"forces": {("met",): {"force": "met", "kind": "home"}}, "duties": {}}
"""The tables of the folder before any change, each row by its key."""


def _ids(letter: str):
    return st.sampled_from([f"{letter}{number}" for number in range(3)])


CELLS = {
    "capabilities": st.fixed_dictionaries({"capability": _ids("c"), "name": st.sampled_from(["", "A skill"])}),
    "teams": st.fixed_dictionaries({"team": _ids("t"), "force": st.sampled_from(["", "met", "nowhere"])}),
    "duties": st.fixed_dictionaries(
        {
            "duty": _ids("d"),
            "task": st.sampled_from(["guard", ""]),
            "capabilities": st.sampled_from(["c0", "c1", "c0;c1", "c0+c1", "c2"]),
            "strength": st.sampled_from(["0", "2", "-1"]),
            "from": st.sampled_from(["", *DAYS]),
            "until": st.sampled_from(["", *DAYS]),
        }
    ),
    "people": st.fixed_dictionaries({"person": _ids("p"), "team": st.one_of(st.just(""), _ids("t"))}),
    "authorisations": st.fixed_dictionaries(
        {
            "person": _ids("p"),
            "capability": _ids("c"),
            "from": st.sampled_from(["", DAYS[0]]),
            "until": st.sampled_from(["", *DAYS[:2]]),
        }
    ),
    "rota": st.fixed_dictionaries(
        {
            "person": _ids("p"),
            "from": st.sampled_from(DAYS),
            "until": st.sampled_from(DAYS),
            "duty": st.one_of(st.just(""), _ids("d")),
        }
    ),
}
CHANGES = st.sampled_from(sorted(CELLS)).flatmap(
    lambda table: st.tuples(st.just(table), st.sampled_from([ADD, ADD, CHANGE, END]), CELLS[table])
)


def key_in(table, cells):
    return tuple(cells[column] for column in KEPT[table].ids)


def edited(rows, table, how, cells):
    """The tables after a change, by plain dictionaries; None if its row is there already, or is not there."""
    key, found = key_in(table, cells), dict(rows.get(table, {}))
    if (key in found) == (how == ADD):
        return None
    if how == END:
        del found[key]
    else:
        found[key] = cells
    return {**rows, table: found}


def folder_of(rows, folder: Path) -> Path:
    """The tables as files."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "scenario.toml").write_text(SETTINGS, encoding="utf-8")
    for table, held in rows.items():
        columns = COLUMNS[f"{table}.csv"]
        with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(held.values())
    return folder


def tables_of(scenario):
    """The tables of a scenario, whatever the order of their rows."""
    plain = replace(scenario, events=(), digest="", powers=None)
    found = {each.name: getattr(plain, each.name) for each in fields(plain)}
    return {
        name: sorted(map(repr, value)) if isinstance(value, tuple) else repr(value) for name, value in found.items()
    }


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CHANGES, min_size=1, max_size=14))
def test_every_change_is_that_of_a_folder_or_refused_as_one(new_desk, tmp_path, changes):
    new_desk()
    start_demo_clock(at=NOON)
    first = [row("scenario", "scenario", toml=SETTINGS), row("forces", "met", kind="home")]
    append([replace(one, occurred=-(2**62)) for one in first], author=IMPORTER, now=NOON - HOUR)
    officer, planner = account_of("duty-officer"), account_of("planner")
    rows = BASE
    for table, how, cells in changes:
        account = officer if KEPT[table].of_people else planner
        wanted = edited(rows, table, how, cells)
        sound = wanted is not None and not check_scenario(folder_of(wanted, tmp_path / "folder")).faults
        change = RegisterChange(table, how, key_in(table, cells), {} if how == END else cells)
        try:
            change_register(account=account, author=Author(str(account.pk), "", "met"), changes=[change])
        except Refused:
            assert not sound, (table, how, cells)
        else:
            assert sound, (table, how, cells)
            rows = wanted
    folder = folder_of(rows, tmp_path / "folder")
    assert tables_of(scenario_at(now())) == tables_of(read_scenario(folder))
