from __future__ import annotations

import re

import pytest
from django.urls import reverse

from standto.model.time import DAY
from standto_desk.acts.registering.changing import change_register
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.acts.registering.row_addresses import address_of
from standto_desk.acts.registering.row_changes import ADD, CHANGE, RegisterChange, row_at
from standto_desk.acts.registering.rules_proposals import open_rules_proposals
from standto_desk.book.moment_tables import tables_known
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.kit.act_forms import CHANGED
from standto_desk.ledger.cached_answers import current_ledger
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from tests.desk.acts.small_desk import SmallDesk, small_desk
from tests.desk.people import account_of, client_of
from tests.desk.random_tokens import TAKEN, without_tokens
from tests.desk.reading_pages import faults_of, hidden, words_of

NEW_DUTY = {"name": "Guard of the gate", "task": "patrol", "capabilities": ["arv"], "strength": "2"}


@pytest.fixture
def small(desk) -> SmallDesk:
    return small_desk()


def cells_at(table, key, at=None):
    return row_at(tables_known(current_ledger(), now()), table, key, at or now())


def add_at(table):
    return reverse("register-add", args=[table])


def change_at(table, *key):
    return reverse("register-change", args=[table, address_of(table, key)])


def end_at(table, *key):
    return reverse("register-end", args=[table, address_of(table, key)])


def sent(client, address, **cells):
    """The answer to a form sent as its page shows it, with some cells typed, followed to the page of the effect."""
    page = client.get(address)
    assert page.status_code == 200, words_of(page)
    return client.post(
        address, {"key": hidden(page, "key"), "based_on": hidden(page, "based_on"), **cells}, follow=True
    )


def confirmed(client, page):
    assert "Check the effect" in words_of(page), faults_of(page) or words_of(page)
    return client.post(page.request["PATH_INFO"], {"based_on": hidden(page, "based_on")}, follow=True)


def test_a_duty_is_added_in_three_steps_and_nothing_is_entered_before_the_last(small):
    planner = client_of(small.planner)
    before = head().count
    page = sent(planner, add_at("duties"), **NEW_DUTY)
    assert head().count == before
    words = words_of(page)
    assert "Add a duty: guard-of-the-gate" in words
    assert "place-hours are short without the change" in words
    receipt = confirmed(planner, page)
    (entry,) = Entry.objects.filter(sequence__gt=before)
    assert (entry.kind, entry.subject, entry.post, entry.force) == ("duties", "guard-of-the-gate", "planner", "met")
    assert "Entered" in words_of(receipt)
    assert "Added a duty: guard-of-the-gate" in words_of(receipt)
    assert cells_at("duties", ("guard-of-the-gate",))["capabilities"] == "arv"


def test_what_a_form_leaves_as_it_is_stays_as_it_was_planned_for_then(small):
    planner = client_of(small.planner)
    patrol, later = cells_at("duties", ("patrol",)), now() + DAY
    change = RegisterChange("duties", CHANGE, ("patrol",), {**patrol, "strength": "9"}, later)
    change_register(**small.as_(small.planner), changes=[change])
    typed = {"name": "The town", "task": "patrol", "capabilities": ["arv"], "strength": "6", "criticality": "1"}
    day = {"occurred_0": "25", "occurred_1": "9", "occurred_2": "2023", "occurred_3": "12:00"}
    page = sent(planner, change_at("duties", "patrol"), **typed, **day)
    assert "Somebody has already entered" not in words_of(page)
    confirmed(planner, page)
    row = cells_at("duties", ("patrol",), now() + 4 * DAY)
    assert (row["name"], row["strength"]) == ("The town", "9")


def test_what_is_confirmed_twice_is_entered_once(small):
    planner = client_of(small.planner)
    page = sent(planner, add_at("duties"), **NEW_DUTY)
    confirmed(planner, page)
    count = head().count
    again = planner.post(page.request["PATH_INFO"], {"based_on": hidden(page, "based_on")}, follow=True)
    assert (head().count, "Entered" in words_of(again)) == (count, True)


def test_a_duty_is_changed_from_a_date(small):
    planner = client_of(small.planner)
    page = planner.get(change_at("duties", "patrol"))
    assert 'value="6"' in page.content.decode()
    when = {"occurred_0": "24", "occurred_1": "9", "occurred_2": "2023", "occurred_3": "08:00"}
    cells = {"name": "Patrol of the town", "task": "patrol", "capabilities": ["arv"], "strength": "3", **when}
    effect = sent(planner, change_at("duties", "patrol"), **cells)
    assert "6 → 3" in words_of(effect)
    confirmed(planner, effect)
    assert [duty.strength for duty in scenario_at(now()).duties] == [6]
    assert [duty.strength for duty in scenario_at(now() + 3 * DAY).duties] == [3]
    cells |= {f"occurred_{place}": "" for place in range(4)} | {"strength": "4"}
    sooner = sent(planner, change_at("duties", "patrol"), **cells)
    assert "Somebody has already entered a change from Sun 24 Sep 08:00 BST" in words_of(sooner)


def test_every_fault_comes_at_its_field_at_once(small):
    page = sent(client_of(small.planner), add_at("teams"), team="Red Team", force="met", offset_days="x")
    assert page.status_code == 422
    assert faults_of(page) == [
        "'Red Team' is not an id: write small letters a to z, digits, '.', '_' and '-', the first a letter or a digit",
        "Days that it is behind the pattern must be a whole number",
    ]
    page = sent(
        client_of(small.planner), add_at("duties"), duty="Gate!", task="gate", strength="-1", capabilities=["arv"]
    )
    assert (page.status_code, len(faults_of(page))) == (422, 2)


def test_faults_of_fields_of_the_register_and_of_time_come_together(small):
    taken = {"duty": "patrol", "task": "", "strength": "-1", "criticality": "x", "capabilities": ["arv"]}
    times = {**typed("from", 25, "15:00"), **typed("until", 25, "07:00"), **typed("occurred", 1, "12:00")}
    page = sent(client_of(small.planner), add_at("duties"), **taken, **times)
    assert page.status_code == 422
    assert faults_of(page) == [
        "Id of the duty is taken: choose another, or change the row that has it",
        "Fill in “Task”",
        "'-1' is not allowed: write a whole number from 0 to 1,000,000",
        "Criticality must be a whole number",
        "Stands until must be after Mon 25 Sep 15:00 BST",
        "From when must not be in the past: leave it blank to start now",
    ]


def test_faults_are_in_the_words_of_pages_not_of_files(small):
    officer = client_of(small.officer)
    stint = {"person": "m0001", **typed("from", 25, "15:00"), **typed("until", 25, "23:00")}
    confirmed(officer, sent(officer, add_at("rota"), **stint))
    page = sent(officer, add_at("rota"), **{**stint, **typed("from", 25, "16:00")})
    assert faults_of(page) == [
        "The row overlaps that of 'm0001' from Mon 25 Sep 15:00 BST: rows of one person may only touch"
    ]
    page = sent(officer, add_at("rota"), **{**stint, "person": "m9999"})
    assert faults_of(page) == ["No person 'm9999' is in the register"]


def typed(name: str, day: int, time: str) -> dict[str, str]:
    """A time of September 2023 in the boxes of a field."""
    return dict(zip((f"{name}_{box}" for box in range(4)), (str(day), "9", "2023", time), strict=True))


def test_a_stale_form_shows_what_changed_and_keeps_what_was_typed(small):
    planner = client_of(small.planner)
    address = change_at("duties", "patrol")
    page = planner.get(address)
    patrol = cells_at("duties", ("patrol",))
    change_register(
        **small.as_(small.gold),
        changes=[RegisterChange("duties", "change", ("patrol",), {**patrol, "strength": "7"})],
    )
    typed = {"task": "patrol", "name": "Patrol by night", "capabilities": ["arv"], "strength": "5"}
    stale = planner.post(address, {"key": hidden(page, "key"), "based_on": hidden(page, "based_on"), **typed})
    assert stale.status_code == 409
    assert faults_of(stale)[0] == CHANGED
    assert "Patrol by night" in stale.content.decode()
    typed |= {"key": hidden(stale, "key"), "based_on": hidden(stale, "based_on")}
    confirmed(planner, planner.post(address, typed, follow=True))
    assert cells_at("duties", ("patrol",))["strength"] == "5"


def test_a_person_is_added_with_tickets_and_ends_with_them(small):
    officer = client_of(small.officer)
    page = sent(officer, add_at("people"), person="m0042", tickets=["arv"])
    confirmed(officer, page)
    assert cells_at("authorisations", ("m0042", "arv", "", "")) is not None
    address = end_at("people", "m0042")
    assert without_tokens(address) == f"/register/end/people/{TAKEN}/"
    assert "1 ticket" in words_of(officer.get(address))
    confirmed(officer, sent(officer, address))
    assert (cells_at("people", ("m0042",)), cells_at("authorisations", ("m0042", "arv", "", ""))) == (None, None)


def test_no_address_and_no_receipt_of_a_person_names_them(small):
    officer = client_of(small.officer)
    page = sent(officer, add_at("people"), person="m0042", tickets=["arv"])
    receipt = confirmed(officer, page)
    chain = [page.request["PATH_INFO"], receipt.request["PATH_INFO"], *(one for one, _ in receipt.redirect_chain)]
    assert [one for one in chain if "m0042" in without_tokens(one)] == []
    assert "m0042" not in words_of(receipt)


def test_a_duty_that_is_closed_stays_in_the_register(small):
    planner = client_of(small.planner)
    confirmed(planner, sent(planner, end_at("duties", "patrol"), how="close"))
    assert cells_at("duties", ("patrol",))["until"] != ""
    confirmed(planner, sent(planner, end_at("duties", "patrol"), how="remove"))
    assert cells_at("duties", ("patrol",)) is None


def test_what_somebody_else_refers_to_does_not_end(small):
    page = sent(client_of(small.planner), end_at("capabilities", "arv"))
    assert page.status_code == 422
    assert "Duty patrol refers to skill 'arv': change or end that first" in words_of(page)


def test_a_crew_comes_with_its_seats(small):
    planner = client_of(small.planner)
    cells = {"name": "Boat one", "task": "rescue", "seats": "full; helm; arv\nfull; crew; arv"}
    confirmed(planner, sent(planner, add_at("crews"), **cells))
    assert cells_at("seats", ("boat-one", "full", "helm"))["capabilities"] == "arv"
    page = sent(planner, add_at("crews"), **{**cells, "seats": "full helm arv"})
    assert faults_of(page) == ["Write a state, a seat and skills, with ';' between them: full helm arv"]


@pytest.mark.parametrize(
    "role", ["duty-officer", "planner", "commander", "viewer", "auditor", "administrator", "volunteer"]
)
@pytest.mark.parametrize("force", ["met", "kent"])
def test_each_table_takes_its_roles_of_the_home_force_alone(small, role, force):
    client = client_of(account_of(role, force=force, cipher="m0001" if role == "volunteer" else ""))
    plan = {"planner", "commander"}
    takes = {name: {"duty-officer"} if table.of_people else plan for name, table in KEPT.items() if name != "scenario"}
    opened = {name for name in takes if client.get(add_at(name)).status_code == 200}
    assert opened == ({name for name, roles in takes.items() if role in roles} if force == "met" else set())
    policy = client.get(reverse("register-change", args=["scenario", "policy"])).status_code
    assert (policy == 200) == (force == "met" and role in plan)


def test_a_person_of_another_force_is_out_of_reach(small):
    officer = account_of("duty-officer", post="desk-2")
    other = RegisterChange("people", ADD, ("k0001",), {"person": "k0001", "force": "kent"})
    from standto_desk.acts.registering.change_drafts import set_draft
    from standto_desk.ledger.appending import append

    append([set_draft("people", other.cells, None)], author=Author("somebody", "", "met"), now=now())
    assert client_of(officer).get(change_at("people", "k0001")).status_code == 403


def test_a_change_of_the_rules_waits_for_a_second_person(small):
    planner = client_of(small.planner)
    page = sent(planner, reverse("register-change", args=["scenario", "policy"]), **{"policy.reserve": "4"})
    assert "A second person" in words_of(planner.get(reverse("register-change", args=["scenario", "policy"])))
    receipt = confirmed(planner, page)
    assert "Proposed" in words_of(receipt)
    assert scenario_at(now()).policy.reserve == 2
    (sequence,) = (one.entry.sequence for one in open_rules_proposals())
    page, commander = reverse("register-waiting-one", args=[sequence]), client_of(small.gold)
    assert "Spare people that each duty keeps" in words_of(commander.get(page))
    assert planner.post(page, {"key": "a", "act": "confirm"}).status_code == 403
    shown = commander.get(reverse("register-waiting"))
    assert "Change the settings" in words_of(shown)
    answer = commander.post(page, {"key": hidden(commander.get(page), "key"), "act": "confirm"}, follow=True)
    assert "Confirmed by" in words_of(answer)
    assert scenario_at(now()).policy.reserve == 4
    late = commander.post(page, {"key": "another", "act": "decline"})
    assert (late.status_code, faults_of(late)) == (422, ["This change is already confirmed"])


def test_a_change_is_undone_from_its_receipt(small):
    planner = client_of(small.planner)
    before = scenario_at(now())
    receipt = confirmed(planner, sent(planner, add_at("duties"), **NEW_DUTY))
    (address,) = re.findall(r'href="(/register/undo/[0-9]+/)"', receipt.content.decode())
    page = planner.get(address, follow=True)
    assert "End a duty: guard-of-the-gate" in words_of(page)
    confirmed(planner, page)
    assert scenario_at(now()) == before
    again = planner.get(address)
    assert (again.status_code, "It is already undone, by entry" in words_of(again)) == (409, True)
    assert client_of(small.officer).get(address).status_code == 403


@pytest.mark.parametrize("table", [name for name in KEPT if name != "scenario"])
def test_a_form_that_says_nothing_is_refused_at_its_fields(small, table):
    client = client_of(small.officer if KEPT[table].of_people else small.planner)
    page = client.post(add_at(table), {})
    assert page.status_code in (409, 422)
    assert faults_of(page)


def test_skills_that_one_person_holds_together_are_joined(small):
    planner = client_of(small.planner)
    confirmed(planner, sent(planner, add_at("capabilities"), name="Boat"))
    cells = {**NEW_DUTY, "capabilities": [], "together": "arv+boat"}
    confirmed(planner, sent(planner, add_at("duties"), **cells))
    assert cells_at("duties", ("guard-of-the-gate",))["capabilities"] == "arv+boat"
    page = sent(planner, add_at("duties"), **{**cells, "together": ""})
    assert faults_of(page) == ["Choose at least one under “Skills, any one of which will do”"]


def test_a_row_is_added_and_undone_on_each_database(database):
    small = small_desk()
    planner, before = client_of(small.planner), scenario_at(now())
    receipt = confirmed(planner, sent(planner, add_at("duties"), **NEW_DUTY))
    assert len(scenario_at(now()).duties) == len(before.duties) + 1
    (address,) = re.findall(r'href="(/register/undo/[0-9]+/)"', receipt.content.decode())
    confirmed(planner, planner.get(address, follow=True))
    assert scenario_at(now()) == before
