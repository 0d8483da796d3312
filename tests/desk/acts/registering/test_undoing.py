from __future__ import annotations

import pytest

from standto.model.time import DAY, HOUR
from standto_desk.acts.registering.change_drafts import drafts_of
from standto_desk.acts.registering.changing import change_register
from standto_desk.acts.registering.changing_rules import confirm_rules, decline_rules, propose_rules
from standto_desk.acts.registering.row_changes import ADD, CHANGE, END, RegisterChange, row_at
from standto_desk.acts.registering.row_dependents import ending_together
from standto_desk.acts.registering.undoing import against_undoing, changes_that_undo, key_of_undoing, made_with
from standto_desk.book.moment_tables import tables_known
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.ledger.cached_answers import current_ledger
from tests.desk.acts.small_desk import SmallDesk, clock
from tests.desk.acts.small_desk import small_desk as made_small


@pytest.fixture
def small(desk) -> SmallDesk:
    return made_small()


def known():
    return tables_known(current_ledger(), now())


def undone(who, made):
    assert [*against_undoing(made)] == []
    changes = changes_that_undo(made, now())
    return change_register(**who, changes=changes, key=key_of_undoing(made[0]))


def test_what_was_added_changed_and_ended_is_as_it_was_before(small):
    planner, before = small.as_(small.planner), scenario_at(now())
    patrol = row_at(known(), "duties", ("patrol",), now())
    changes = [
        RegisterChange("teams", ADD, ("red",), {"team": "red"}),
        RegisterChange("duties", CHANGE, ("patrol",), {**patrol, "strength": "9"}),
        RegisterChange("sources", END, ("kent-call",)),
        RegisterChange("shifts", ADD, ("day",), {"id": "day", "starts": "07:00", "ends": "19:00"}),
    ]
    made = change_register(**planner, changes=changes, key="made")
    clock(3)
    assert made_with(made[2]) == made
    undone(planner, made)
    assert scenario_at(now()) == before
    assert scenario_at(now() - HOUR, now()) != before


def test_a_change_that_is_still_ahead_is_undone_from_when_it_would_take_effect(small):
    planner, patrol = small.as_(small.planner), row_at(known(), "duties", ("patrol",), now())
    change = RegisterChange("duties", CHANGE, ("patrol",), {**patrol, "strength": "9"}, now() + DAY)
    made = change_register(**planner, changes=[change], key="made")
    clock(1)
    (entry,) = undone(planner, made)
    assert entry.occurred == made[0].occurred
    assert [row_at(known(), "duties", ("patrol",), at)["strength"] for at in (now(), now() + 2 * DAY)] == ["6", "6"]


def test_a_person_who_ended_comes_back_with_tickets_and_rota(small):
    officer = small.as_(small.officer)
    row = {"person": "m0001", "from": "2023-09-23T07:00", "until": "2023-09-23T19:00"}
    ticket = {"person": "m0001", "capability": "arv", "from": "", "until": ""}
    added = [RegisterChange("rota", ADD, ("m0001", row["from"]), row)]
    added += [RegisterChange("authorisations", ADD, tuple(ticket.values()), ticket)]
    change_register(**officer, changes=added)
    before = scenario_at(now())
    clock(1)
    made = change_register(**officer, changes=ending_together(known(), "people", ("m0001",), None, now()), key="end")
    assert [one.id for one in scenario_at(now()).people] == []
    clock(2)
    undone(officer, made)
    after = scenario_at(now())
    assert (after.people, after.authorisations, after.rota) == (before.people, before.authorisations, before.rota)


def test_a_later_change_of_the_row_stands_in_the_way(small):
    planner, patrol = small.as_(small.planner), row_at(known(), "duties", ("patrol",), now())
    change = RegisterChange("duties", CHANGE, ("patrol",), {**patrol, "strength": "9"})
    first = change_register(**planner, changes=[change], key="first")
    second = change_register(**planner, changes=[change._replace(cells={**patrol, "strength": "8"})], key="second")
    assert [fault.what for fault in against_undoing(first)] == [
        f"was changed again later, by entry {second[0].sequence}. Undo that first, or change it by hand"
    ]
    undone(planner, second)
    assert next(fault.what for fault in against_undoing(second)).startswith("is already undone, by entry")


def test_changes_are_undone_one_after_the_other_and_undone_anew(small):
    planner, patrol = small.as_(small.planner), row_at(known(), "duties", ("patrol",), now())

    def strength():
        return row_at(known(), "duties", ("patrol",), now())["strength"]

    made = {}
    for number in ("7", "8", "9"):
        clock(int(number) - 6)
        change = RegisterChange("duties", CHANGE, ("patrol",), {**patrol, "strength": number})
        made[number] = change_register(**planner, changes=[change], key=f"to-{number}")
    for number, left in (("9", "8"), ("8", "7"), ("7", "6")):
        clock(13 - int(number))
        made[f"no {number}"] = undone(planner, made[number])
        assert strength() == left
    for number, left in (("7", "7"), ("8", "8")):
        clock(int(number) + 10)
        undone(planner, made[f"no {number}"])
        assert strength() == left
    assert [len([*against_undoing(made[number])]) for number in ("7", "8", "9")] == [1, 0, 1]
    clock(20)
    undone(planner, made["8"])
    clock(21)
    assert strength() == "7"
    assert [len([*against_undoing(made[number])]) for number in ("7", "8", "9")] == [0, 1, 1]


def test_an_undoing_that_a_second_person_declined_is_proposed_anew(small):
    change = RegisterChange("scenario", CHANGE, ("settings",), {"policy.look_ahead_hours": "36"})
    proposal = propose_rules(**small.as_(small.planner), changes=[change], key="rules")
    made = confirm_rules(**small.as_(small.gold), sequence=proposal.sequence, key="yes")[1:]
    clock(1)
    for number in range(2):
        assert [*against_undoing(made)] == []
        again = propose_rules(
            **small.as_(small.planner), changes=changes_that_undo(made, now()), key=key_of_undoing(made[0])
        )
        assert len([*against_undoing(made)]) == 1
        decline_rules(**small.as_(small.gold), sequence=again.sequence, key=f"no-{number}")


def test_what_something_else_now_refers_to_is_not_undone(small):
    planner = small.as_(small.planner)
    made = change_register(**planner, changes=[RegisterChange("teams", ADD, ("red",), {"team": "red"})], key="team")
    person = RegisterChange("people", ADD, ("m0009",), {"person": "m0009", "team": "red"})
    change_register(**small.as_(small.officer), changes=[person])
    from standto_desk.acts.registering.change_plans import plan_changes

    plan = plan_changes(small.planner, changes_that_undo(made, now()), now=now())
    assert [fault.what for fault in plan.faults] == [
        "1 person would refer to something that is not there: a duty officer changes them first"
    ]


def test_no_draft_is_made_of_nothing(small):
    assert [*drafts_of([], known(), now())] == []
