from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from standto.model.time import DAY
from standto_desk.acts.registering.changing import change_register
from standto_desk.acts.registering.row_changes import ADD, CHANGE, END, RegisterChange, row_at
from standto_desk.book.moment_tables import tables_known
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.ledger.cached_answers import current_ledger
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.reading import head
from standto_desk.ledger.refusals import Refused, Stale
from tests.desk.acts.small_desk import SmallDesk
from tests.desk.acts.small_desk import small_desk as made_small
from tests.desk.people import account_of


def _as(role):
    account = account_of(role)
    return {"account": account, "author": Author(str(account.pk), "", "met")}


@pytest.fixture
def small_desk(desk) -> SmallDesk:
    return made_small()


@pytest.fixture
def planner(small_desk):
    return _as("planner")


@pytest.fixture
def officer(small_desk):
    return _as("duty-officer")


def cells_at(table, key, at=None):
    return row_at(tables_known(current_ledger(), now()), table, key, at or now())


def faults_of(who, *changes):
    with pytest.raises(Refused) as refused:
        change_register(**who, changes=changes)
    return [(fault.line, fault.column, fault.what) for fault in refused.value.faults]


def test_a_duty_is_added_changed_and_ended(planner):
    new = {"duty": "gate", "task": "gate", "capabilities": "arv", "strength": "2"}
    change_register(**planner, changes=[RegisterChange("duties", ADD, ("gate",), new)])
    assert {key: cell for key, cell in cells_at("duties", ("gate",)).items() if cell} == new
    change_register(**planner, changes=[RegisterChange("duties", CHANGE, ("gate",), {**new, "strength": "3"})])
    assert [duty.strength for duty in scenario_at(now()).duties if duty.id == "gate"] == [3]
    change_register(**planner, changes=[RegisterChange("duties", END, ("gate",), occurred=now() + DAY)])
    assert cells_at("duties", ("gate",))["strength"] == "3"
    assert cells_at("duties", ("gate",), now() + DAY) is None


def test_every_fault_of_several_changes_comes_at_once_with_its_column(planner):
    changes = [
        RegisterChange(
            "duties", ADD, ("gate",), {"duty": "gate", "task": "gate", "capabilities": "gun", "strength": "x"}
        ),
        RegisterChange("teams", ADD, ("red",), {"team": "red", "force": "nowhere"}),
    ]
    assert [fault[:2] for fault in faults_of(planner, *changes)] == [(2, "force"), (1, "capabilities"), (1, "strength")]


def test_an_id_that_is_taken_and_a_row_that_has_gone_are_refused(planner):
    patrol = {"duty": "patrol", "task": "patrol", "capabilities": "arv", "strength": "1"}
    assert [fault[:2] for fault in faults_of(planner, RegisterChange("duties", ADD, ("patrol",), patrol))] == [
        (1, "duty")
    ]
    gone = RegisterChange("duties", CHANGE, ("gate",), {**patrol, "duty": "gate"})
    assert [fault[:2] for fault in faults_of(planner, gone)] == [(1, None)]
    assert [fault[:2] for fault in faults_of(planner, gone._replace(how=END))] == [(1, None)]


def test_nothing_takes_effect_in_the_past(planner):
    change = RegisterChange("teams", ADD, ("red",), {"team": "red"}, now() - DAY)
    assert [fault[:2] for fault in faults_of(planner, change)] == [(1, "occurred")]


def test_a_form_that_is_sent_twice_is_entered_once(planner):
    change = RegisterChange("teams", ADD, ("red",), {"team": "red"})
    first = change_register(**planner, changes=[change], key="once")
    assert change_register(**planner, changes=[change], key="once") == first


def test_a_change_based_on_an_older_row_is_stale(planner):
    patrol = cells_at("duties", ("patrol",))
    seen = head().count
    change_register(**planner, changes=[RegisterChange("duties", CHANGE, ("patrol",), {**patrol, "strength": "7"})])
    with pytest.raises(Stale):
        change_register(
            **planner,
            changes=[RegisterChange("duties", CHANGE, ("patrol",), {**patrol, "strength": "8"})],
            based_on=seen,
        )


def test_shifts_and_patterns_are_parts_of_the_settings(planner):
    shift = {"id": "day", "starts": "07:00", "ends": "19:00"}
    pattern = {"id": "four-on", "anchor": "2023-09-18", "cycle": "day;day;rest;rest"}
    changes = [RegisterChange("shifts", ADD, ("day",), shift), RegisterChange("patterns", ADD, ("four-on",), pattern)]
    assert len(change_register(**planner, changes=changes)) == 1
    scenario = scenario_at(now())
    assert ([one.id for one in scenario.shifts], [one.cycle for one in scenario.patterns]) == (
        ["day"],
        [("day", "day", "rest", "rest")],
    )
    assert scenario.policy.approvers["aid"] == ("gold",)
    late = RegisterChange("shifts", ADD, ("late",), {"id": "late", "starts": "25:00"})
    assert [fault[:2] for fault in faults_of(planner, late)] == [(1, "ends"), (1, "starts")]


def test_a_ticket_is_changed_beside_others_for_the_same_skill(officer):
    first = {"person": "m0001", "capability": "arv", "from": "", "until": "2023-10-01T00:00:00+01:00"}
    second = {**first, "from": "2023-11-01T00:00:00+00:00", "until": ""}
    keys = [tuple(each.values()) for each in (first, second)]
    tickets = [
        RegisterChange("authorisations", ADD, key, cells) for key, cells in zip(keys, (first, second), strict=True)
    ]
    change_register(**officer, changes=tickets)
    longer = {**first, "until": "2023-10-15T00:00:00+01:00"}
    change_register(**officer, changes=[RegisterChange("authorisations", CHANGE, keys[0], longer)])
    assert cells_at("authorisations", keys[0]) is None
    assert cells_at("authorisations", tuple(longer.values())) == longer
    assert cells_at("authorisations", keys[1]) == second
    change_register(**officer, changes=[RegisterChange("authorisations", END, keys[1])])
    assert cells_at("authorisations", keys[1]) is None
    assert cells_at("authorisations", tuple(longer.values())) == longer


def test_a_row_of_the_rota_over_another_is_refused_at_its_field(officer):
    row = {"person": "m0001", "from": "2023-09-23T07:00", "until": "2023-09-23T19:00"}
    change_register(**officer, changes=[RegisterChange("rota", ADD, ("m0001", row["from"]), row)])
    over = {**row, "from": "2023-09-23T10:00"}
    assert [fault[:2] for fault in faults_of(officer, RegisterChange("rota", ADD, ("m0001", over["from"]), over))] == [
        (1, "from")
    ]
    backwards = {**row, "from": "2023-09-25T10:00", "until": "2023-09-25T09:00"}
    assert [
        fault[:2] for fault in faults_of(officer, RegisterChange("rota", ADD, ("m0001", backwards["from"]), backwards))
    ] == [(1, "until")]


def test_a_row_of_the_rota_that_begins_at_the_same_time_is_taken(officer):
    row = {"person": "m0001", "from": "2023-09-23T07:00", "until": "2023-09-23T19:00"}
    change_register(**officer, changes=[RegisterChange("rota", ADD, ("m0001", row["from"]), row)])
    again = {**row, "from": "2023-09-23T06:00Z", "until": "2023-09-23T08:00"}
    assert [
        fault[:2] for fault in faults_of(officer, RegisterChange("rota", ADD, ("m0001", again["from"]), again))
    ] == [(1, "from")]


def test_people_of_another_force_are_neither_changed_nor_made(officer):
    made = RegisterChange("people", ADD, ("k0001",), {"person": "k0001", "force": "kent"})
    assert [fault[:2] for fault in faults_of(officer, made)] == [(1, "force")]


def test_each_table_takes_its_own_role(planner, officer):
    with pytest.raises(PermissionDenied):
        change_register(**planner, changes=[RegisterChange("people", ADD, ("m7",), {"person": "m7"})])
    with pytest.raises(PermissionDenied):
        change_register(**officer, changes=[RegisterChange("teams", ADD, ("red",), {"team": "red"})])
    with pytest.raises(PermissionDenied):
        change_register(**planner, changes=[RegisterChange("powers", END, ("p3",))])
    with pytest.raises(PermissionDenied):
        change_register(**planner, changes=[RegisterChange("nothing", END, ("p3",))])


def test_a_planner_reads_of_people_only_their_number(planner, officer):
    change_register(**planner, changes=[RegisterChange("teams", ADD, ("red",), {"team": "red"})])
    people = [RegisterChange("people", ADD, (one,), {"person": one, "team": "red"}) for one in ("m0008", "m0009")]
    change_register(**officer, changes=people)
    (fault,) = faults_of(planner, RegisterChange("teams", END, ("red",)))
    assert fault == (
        None,
        None,
        "2 people would refer to something that is not there: a duty officer changes them first",
    )
