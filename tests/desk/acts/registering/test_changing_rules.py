from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from standto.model.time import DAY
from standto_desk.acts.registering.changing_rules import confirm_rules, decline_rules, propose_rules, withdraw_rules
from standto_desk.acts.registering.kept_tables import SETTINGS_ROW
from standto_desk.acts.registering.row_changes import ADD, CHANGE, END, RegisterChange
from standto_desk.acts.registering.rules_proposals import find_rules_proposal, open_rules_proposals
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.ledger.refusals import Refused
from standto_desk.presenting.waiting_counts import what_waits
from tests.desk.acts.small_desk import SmallDesk, clock
from tests.desk.acts.small_desk import small_desk as made_small

RESERVE = RegisterChange("scenario", CHANGE, SETTINGS_ROW, {"policy.reserve": "4"})
POWER = {"power": "p4", "kind": "other", "task": "patrol", "permitted": "yes", "authority": "an agreement"}


@pytest.fixture
def small(desk) -> SmallDesk:
    return made_small()


def proposed(small, *changes, by=None, key="proposed"):
    return propose_rules(**small.as_(by or small.planner), changes=changes or [RESERVE], key=key).sequence


def faults_of(act, **how):
    with pytest.raises(Refused) as refused:
        act(**how)
    return [fault.what for fault in refused.value.faults]


def test_a_change_takes_effect_once_a_second_person_confirms_it(small):
    sequence = proposed(small)
    assert (scenario_at(now()).policy.reserve, len(open_rules_proposals())) == (2, 1)
    confirmation, row = confirm_rules(**small.as_(small.gold), sequence=sequence, key="confirmed")
    assert (scenario_at(now()).policy.reserve, open_rules_proposals()) == (4, ())
    assert (confirmation.subject, row.kind, row.account) == (f"entry-{sequence}", "scenario", str(small.gold.pk))
    assert confirm_rules(**small.as_(small.gold), sequence=sequence, key="confirmed") == (confirmation, row)


def test_nobody_confirms_what_they_proposed_themselves(small):
    sequence = proposed(small, by=small.gold)
    assert faults_of(confirm_rules, **small.as_(small.gold), sequence=sequence) == [
        "must be confirmed by somebody else: you proposed it"
    ]
    confirm_rules(**small.as_(small.second), sequence=sequence)
    assert scenario_at(now()).policy.reserve == 4


def test_a_planner_proposes_and_confirms_nothing(small):
    sequence = proposed(small, by=small.gold)
    for act in (confirm_rules, decline_rules, withdraw_rules):
        with pytest.raises(PermissionDenied):
            act(**small.as_(small.planner), sequence=sequence)


@pytest.mark.parametrize("role", ["officer", "viewer"])
def test_other_roles_propose_nothing(small, role):
    with pytest.raises(PermissionDenied):
        proposed(small, by=getattr(small, role))


def test_a_change_ends_once(small):
    declined, withdrawn = proposed(small), proposed(small, key="again")
    decline_rules(**small.as_(small.gold), sequence=declined)
    withdraw_rules(**small.as_(small.planner), sequence=withdrawn)
    assert open_rules_proposals() == ()
    assert faults_of(confirm_rules, **small.as_(small.second), sequence=declined) == ["was already declined"]
    assert faults_of(decline_rules, **small.as_(small.second), sequence=withdrawn) == ["was already withdrawn"]
    assert find_rules_proposal(declined).end.sort == "rules-declined"


def test_a_change_of_what_has_changed_since_is_refused(small):
    first, second = proposed(small), proposed(small, RESERVE._replace(cells={"policy.reserve": "5"}), key="other")
    confirm_rules(**small.as_(small.gold), sequence=first)
    (words,) = faults_of(confirm_rules, **small.as_(small.gold), sequence=second)
    assert words.startswith("The settings changed after this was proposed")


def test_changes_of_different_keys_of_the_settings_do_not_stand_in_each_others_way(small):
    first = proposed(small)
    other = RESERVE._replace(cells={"policy.hold_hours": "8", "policy.approvers.aid": "gold;silver"})
    second = proposed(small, other, key="other")
    for sequence in (first, second):
        confirm_rules(**small.as_(small.gold), sequence=sequence)
    policy = scenario_at(now()).policy
    assert (policy.reserve, policy.hold_hours, policy.approvers["aid"]) == (4, 8, ("gold", "silver"))


def test_a_change_whose_time_has_come_takes_effect_when_it_is_confirmed(small):
    later = proposed(small, RESERVE._replace(occurred=now() + DAY))
    clock(48)
    confirm_rules(**small.as_(small.gold), sequence=later)
    assert (scenario_at(now()).policy.reserve, scenario_at(now() - DAY // 2, now()).policy.reserve) == (4, 2)


def test_a_change_for_later_takes_effect_then(small):
    later = proposed(small, RESERVE._replace(occurred=now() + DAY))
    confirm_rules(**small.as_(small.gold), sequence=later)
    assert [scenario_at(at).policy.reserve for at in (now(), now() + DAY)] == [2, 4]


def test_a_power_that_permits_what_another_forbids_is_refused_at_its_field(small):
    forbid = RegisterChange("powers", ADD, ("p4",), {**POWER, "permitted": "no"})
    confirm_rules(**small.as_(small.gold), sequence=proposed(small, forbid))
    permit = RegisterChange("powers", ADD, ("p5",), {**POWER, "power": "p5"})
    with pytest.raises(Refused) as refused:
        proposed(small, permit, key="permit")
    assert [(fault.line, fault.column) for fault in refused.value.faults] == [(1, "permitted")]


def test_powers_are_added_and_ended(small):
    confirm_rules(**small.as_(small.gold), sequence=proposed(small, RegisterChange("powers", ADD, ("p4",), POWER)))
    assert [one.id for one in scenario_at(now()).powers] == ["p1", "p2", "p3", "p4"]
    ended = proposed(small, RegisterChange("powers", END, ("p3",)), key="end")
    confirm_rules(**small.as_(small.gold), sequence=ended)
    assert [one.id for one in scenario_at(now()).powers] == ["p1", "p2", "p4"]


def test_every_fault_of_the_settings_comes_with_its_key(small):
    wrong = {"policy.reserve": "many", "timezone": "Nowhere", "words.person": "x" * 50, "starts": "2023-10-30T06:00:00"}
    with pytest.raises(Refused) as refused:
        proposed(small, RESERVE._replace(cells=wrong))
    assert {fault.column for fault in refused.value.faults} == {"policy.reserve", "timezone", "words.person", "ends"}


def test_what_waits_is_counted_for_those_who_may_confirm_it(small):
    proposed(small)
    waiting = {
        name: what_waits(getattr(small, name), now()).get("/register/waiting/", "")
        for name in ("gold", "planner", "officer", "viewer")
    }
    assert waiting == {
        "gold": "1 change of the rules waits for you", "planner": "", "officer": "", "viewer": "",
    }  # fmt: skip
