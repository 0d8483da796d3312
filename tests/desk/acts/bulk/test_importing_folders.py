"""A folder that is imported into a desk in use, compared with plain dictionaries of its rows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from standto.errors import ScenarioError
from standto.scenario.folder import SentFiles
from standto.scenario.folder_cells import cells_in
from standto.scenario.generating.plausible import generate
from standto.scenario.layout import EVENTS
from standto.scenario.scenario_reader import ScenarioReader
from standto.scenario.settings_writer import settings_text
from standto.scenario.table_writer import table_rows, table_text
from standto_desk.acts.bulk.importing_folders import plan_all
from standto_desk.acts.bulk.undo_plans import plan_of_undoing
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.clock.setting import start_demo_clock
from standto_desk.ledger.appending import append
from standto_desk.ledger.scenario_import import import_scenario
from standto_desk.ledger.verifying import verify_ledger
from tests.desk.acts.bulk.folders import EVERY_PART, OPERATOR, asking, cells_of, comparable, entered, files_of

JANUARY = 1_704_000_000_000_000
"""A moment before the horizon of every generated scenario."""
KEYS = {"authorisations.csv": 2, "rota.csv": 2, "seats.csv": 3}
ROWS = ("capabilities", "teams", "people", "authorisations", "pools", "duties", "crews", "seats", "rota", "powers")


def force(seed: int):
    """The register of a small force."""
    return replace(generate(people=12, days=2, duties=3, teams=3, crews=2, rota=seed % 2 == 1, seed=seed), events=())


def filled(scenario):
    """Start a desk in which a force is in use."""
    start_demo_clock(at=JANUARY)
    import_scenario(scenario, author=OPERATOR, now=now())


@st.composite
def pairs(draw):
    """A force as it is and as a folder has it: another force, or the same with rows of it gone."""
    base = force(draw(st.integers(0, 9)))
    sent = force(draw(st.integers(0, 9)))
    gone = draw(st.sampled_from(ROWS))
    kept = getattr(base, gone) or ()
    fewer = replace(base, **{gone: tuple(one for one in kept if draw(st.booleans()))})
    return base, draw(st.sampled_from([sent, fewer, base]))


def union(base, sent):
    """The two by plain dictionaries: rows of the folder take the place of those with their key."""
    files = {}
    for (table, old), (_, new) in zip(table_rows(base), table_rows(sent), strict=True):
        keys = KEYS.get(table.file, 1)
        if table is EVENTS:
            continue
        taken = {row[:keys] for row in new}
        rows = [row for row in old if row[:keys] not in taken] + new
        if rows or table.required or (table.file == "powers.csv" and (base.powers, sent.powers) != (None, None)):
            files[table.file] = table_text(table, rows).encode()
    settings = replace(
        sent,
        shifts=tuple(({one.id: one for one in base.shifts} | {one.id: one for one in sent.shifts}).values()),
        patterns=tuple(({one.id: one for one in base.patterns} | {one.id: one for one in sent.patterns}).values()),
    )
    return ScenarioReader(SentFiles({**files, "scenario.toml": settings_text(settings).encode()}))


def sound(reader):
    """The scenario of a reader, or None."""
    try:
        return reader.sound()
    except ScenarioError:
        return None


@given(pair=pairs())
@settings(max_examples=25)
def test_with_every_part_ended_the_ledger_holds_what_the_folder_holds(new_desk, pair):
    base, sent = pair
    new_desk()
    filled(base)
    wanted = sound(ScenarioReader(SentFiles(files_of(sent))))
    plan = plan_all(cells_of(sent), asking(*EVERY_PART))
    assert bool(plan.faults) == (wanted is None)
    if wanted is not None:
        entered(cells_of(sent), asking(*EVERY_PART))
        assert comparable(scenario_at(now())) == comparable(wanted)
        assert verify_ledger().fault == ""


@given(pair=pairs())
@settings(max_examples=25)
def test_with_nothing_ended_the_ledger_holds_the_union(new_desk, pair):
    base, sent = pair
    new_desk()
    filled(base)
    wanted = sound(union(base, sent))
    plan = plan_all(cells_of(sent), asking())
    assert bool(plan.faults) == (wanted is None)
    if wanted is not None:
        entered(cells_of(sent), asking())
        assert comparable(scenario_at(now())) == comparable(wanted)
        assert plan_all(cells_of(sent), asking()).drafts == ()


@given(pair=pairs(), ending=st.booleans())
@settings(max_examples=20)
def test_an_import_that_is_undone_leaves_the_register_as_it_was(new_desk, pair, ending):
    base, sent = pair
    new_desk()
    filled(base)
    asked = asking(*(EVERY_PART if ending else ()))
    if plan_all(cells_of(sent), asked).faults:
        return
    made = entered(cells_of(sent), asked)
    if made:
        before = comparable(scenario_at(made[0].recorded - 1))
        plan = plan_of_undoing(made, now())
        assert plan.faults == ()
        append(plan.drafts, author=OPERATOR, now=now())
        assert comparable(scenario_at(now())) == before
        assert verify_ledger().fault == ""


def test_a_column_that_is_missing_is_one_fault_and_not_one_of_each_row(desk):
    filled(force(0))
    duties = files_of(force(0))["duties.csv"].replace(b"strength", b"strenght")
    plan = plan_all(cells_in(SentFiles({"duties.csv": duties})), asking())
    assert [(fault.line, fault.column) for fault in plan.faults] == [(1, "strenght"), (1, "strength")]
