from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from standto.model.time import DAY
from standto_desk.acts.bulk.importing_folders import import_folder, plan_folder
from standto_desk.acts.bulk.undoing import plan_undoing, undo_import
from standto_desk.acts.registering.change_plans import plan_changes
from standto_desk.acts.registering.changing import change_register
from standto_desk.acts.registering.changing_rules import confirm_rules, propose_rules
from standto_desk.acts.registering.row_changes import ADD, CHANGE, RegisterChange, row_at
from standto_desk.acts.registering.row_dependents import ending_together
from standto_desk.acts.registering.undoing import changes_that_undo, key_of_undoing
from standto_desk.book.moment_tables import tables_known
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.ledger.cached_answers import current_ledger
from tests.desk.acts.bulk.folders import asking, cells_of
from tests.desk.acts.small_desk import NOON, SmallDesk, clock
from tests.desk.acts.small_desk import small_desk as made_small

LATER = NOON + DAY


@pytest.fixture
def small(desk) -> SmallDesk:
    return made_small()


def known():
    return tables_known(current_ledger(), now())


def row_then(table, name, at):
    return row_at(known(), table, (name,), at)


def patrols(at):
    row = row_then("duties", "patrol", at)
    return row and (row["name"], row["strength"], row["task"])


def changed(small, occurred=None, key="", **cells):
    row = row_then("duties", "patrol", now() if occurred is None else occurred)
    change = RegisterChange("duties", CHANGE, ("patrol",), {**row, **cells}, occurred)
    return change_register(**small.as_(small.planner), changes=[change], key=key)


def undone(small, made):
    changes = changes_that_undo(made, now())
    return change_register(**small.as_(small.planner), changes=changes, key=key_of_undoing(made[0]))


def test_a_thing_that_ends_does_not_come_back_when_a_planned_change_of_it_takes_effect(small):
    planner, patrol = small.as_(small.planner), row_then("duties", "patrol", now())
    changed(small, LATER, strength="9")
    gate = {**patrol, "duty": "gate", "name": "Gate"}
    change_register(**planner, changes=[RegisterChange("duties", ADD, ("gate",), gate)])
    clock(1)
    ended = ending_together(known(), "duties", ("patrol",), None, now())
    made = change_register(**planner, changes=ended, key="end")
    assert [patrols(now()), patrols(LATER)] == [None, None]
    clock(2)
    undone(small, made)
    name = "Patrol of the town"
    assert [patrols(now()), patrols(LATER)] == [(name, "6", "patrol"), (name, "9", "patrol")]


def test_a_person_who_leaves_does_not_come_back_with_a_planned_team_and_planned_tickets(small):
    officer = small.as_(small.officer)
    change_register(**small.as_(small.planner), changes=[RegisterChange("teams", ADD, ("red",), {"team": "red"})])
    tickets = [
        {"person": "m0001", "capability": "arv", "from": begins, "until": ""} for begins in ("", "2024-01-01T00:00Z")
    ]
    some = [RegisterChange("people", CHANGE, ("m0001",), {"person": "m0001", "team": "red"}, LATER)]
    some += [
        RegisterChange("authorisations", ADD, tuple(ticket.values()), ticket, at)
        for ticket, at in zip(tickets, (None, LATER), strict=True)
    ]
    change_register(**officer, changes=some)
    clock(1)
    before = [known().rows_in_force(at).load().scenario for at in (now(), LATER)]
    made = change_register(**officer, changes=ending_together(known(), "people", ("m0001",), None, now()), key="gone")
    after = [known().rows_in_force(at).load().scenario for at in (now(), LATER)]
    assert [(each.people, each.authorisations) for each in after] == [((), ()), ((), ())]
    clock(2)
    changes = changes_that_undo(made, now())
    change_register(**officer, changes=changes, key=key_of_undoing(made[0]))
    again = [known().rows_in_force(at).load().scenario for at in (now(), LATER)]
    assert [(each.people, set(each.authorisations)) for each in again] == [
        (each.people, set(each.authorisations)) for each in before
    ]


def test_a_shift_added_now_stays_when_a_planned_change_of_the_policy_takes_effect(small):
    cells = {"policy.look_ahead_hours": "36"}
    change = RegisterChange("scenario", CHANGE, ("settings",), cells, LATER)
    proposal = propose_rules(**small.as_(small.planner), changes=[change])
    confirm_rules(**small.as_(small.gold), sequence=proposal.sequence)
    clock(1)
    shift = {"id": "day", "starts": "07:00", "ends": "19:00"}
    add = RegisterChange("shifts", ADD, ("day",), shift)
    made = change_register(**small.as_(small.planner), changes=[add], key="shift")

    def then():
        return [
            (row_then("shifts", "day", at) is not None, row_then("scenario", "settings", at)["policy.look_ahead_hours"])
            for at in (now(), LATER)
        ]

    assert then() == [(True, ""), (True, "36")]
    clock(2)
    undone(small, made)
    assert then() == [(False, ""), (False, "36")]


def test_a_cell_changed_now_stays_changed_and_a_planned_cell_is_changed_as_planned(small):
    changed(small, LATER, strength="9")
    clock(1)
    made = changed(small, name="The town", strength="7", key="made")
    assert [patrols(now()), patrols(LATER)] == [("The town", "7", "patrol"), ("The town", "9", "patrol")]
    undone(small, made)
    name = "Patrol of the town"
    assert [patrols(now()), patrols(LATER)] == [(name, "6", "patrol"), (name, "9", "patrol")]


def test_changes_of_different_cells_give_the_same_row_in_every_order(small):
    found = set()
    for number, order in enumerate(permutations([(None, "name", "A"), (LATER, "strength", "9"), (LATER, "task", "x")])):
        for at, column, cell in order:
            changed(small, at, **{column: cell})
        found.add((patrols(now()), patrols(LATER)))
        clock(0.01 * (number + 1))
        changed(small, name="Patrol of the town")
        changed(small, LATER, strength="6", task="patrol")
    assert found == {(("A", "6", "patrol"), ("A", "9", "x"))}


def test_a_change_is_refused_if_it_would_be_unsound_with_what_is_planned(small):
    changed(small, LATER, strength="9")
    wrong = RegisterChange("duties", CHANGE, ("patrol",), {**row_then("duties", "patrol", now()), "capabilities": "x"})
    plan = plan_changes(small.planner, [wrong], now=now())
    assert {(fault.line, fault.column) for fault in plan.faults} == {(1, "capabilities")}


def test_an_id_that_is_too_long_is_a_fault_before_the_effect_is_shown(small):
    gate = {**row_then("duties", "patrol", now()), "duty": "x" * 201}
    plan = plan_changes(small.planner, [RegisterChange("duties", ADD, ("x" * 201,), gate)], now=now())
    assert [(fault.line, fault.column) for fault in plan.faults] == [(1, "duty")]


def test_a_folder_reaches_what_was_planned_and_its_undoing_brings_it_back(small):
    changed(small, LATER, strength="9")
    gate = {**row_then("duties", "patrol", now()), "duty": "gate", "name": "Gate"}
    change_register(**small.as_(small.planner), changes=[RegisterChange("duties", ADD, ("gate",), gate)])
    clock(1)
    before = scenario_at(now())
    sent = cells_of(replace(before, duties=before.duties[1:]), "duties.csv")
    asked, who = asking("duties"), {"account": small.planner, "force": "met"}
    plan = plan_folder(sent, asked, **who)
    import_folder(**small.as_(small.planner), sent=sent, asked=asked, seen=plan.digest, key="sent")
    assert [patrols(now()), patrols(LATER)] == [None, None]
    clock(2)
    undoing = plan_undoing("sent", **who)
    undo_import(**small.as_(small.planner), key="sent", seen=undoing.digest)
    name = "Patrol of the town"
    assert [patrols(now()), patrols(LATER)] == [(name, "6", "patrol"), (name, "9", "patrol")]
