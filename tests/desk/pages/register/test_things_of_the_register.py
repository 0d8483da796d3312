"""The pages of single things: their cells in words, what refers to them, and their history."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from standto.model.time import DAY, HOUR
from standto_desk.access.models import Opening
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.acts.registering.row_addresses import address_of
from standto_desk.book.row_versions import histories_of
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock, start_demo_clock
from standto_desk.kit.instants import written
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import ENDED, ROW, SET, Author, Draft
from standto_desk.ledger.reading import head
from standto_desk.ledger.scenario_import import import_scenario
from tests.desk.components.rendering import tree
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import words_of
from tests.desk.weekends import SATURDAY, few

DUTY = "ct-response"
SILVER = Author("tests", "silver", "met")


def enter(table: str, subject: str, *, at=None, step: str = SET, **changed: str):
    """Enter a version of a row with some cells changed."""
    last = [one for one in histories_of(table, subject)[0].versions if one.cells][-1]
    cells = dict(zip(KEPT[table].columns, last.cells, strict=True)) | changed
    del cells[KEPT[table].columns[0]]
    body = None if step == ENDED else {column: cell for column, cell in cells.items() if cell}
    return append([Draft(ROW, table, subject, step=step, occurred=at, body=body)], author=SILVER, now=now())


def history_in(page: str) -> str:
    """What a page says after the heading of its history."""
    return page.split("History Look at another moment", 1)[1]


def test_a_duty_shows_its_cells_in_words(weekend):
    page = words_of(client_of(account_of("planner")).get(f"/register/duties/{DUTY}/"))
    duty = weekend.scenario.duty[DUTY]
    assert f"Duty {duty.label}" in page
    assert f"Task {duty.task}" in page
    assert f"People required {duty.strength}" in page
    assert "Until no set end" in page


def test_what_refers_to_a_thing_is_counted_and_linked(weekend):
    planner, scenario = client_of(account_of("planner")), weekend.scenario
    skill = scenario.capabilities[0].id
    page = words_of(planner.get(f"/register/capabilities/{skill}/"))
    tickets = sum(one.capability == skill for one in scenario.authorisations)
    duties = [one.label for one in scenario.duties if skill in one.capabilities]
    pools = [one.id for one in scenario.pools if skill in one.capabilities]
    assert (
        f"Tickets {tickets:,} Duties {len(duties)}: {', '.join(duties)} Pools {len(pools)}: {', '.join(pools)}" in page
    )
    team = scenario.teams[0].id
    people = sum(one.team == team for one in scenario.people)
    assert f"What refers to it People {people:,} History" in words_of(planner.get(f"/register/teams/{team}/"))


def test_the_powers_about_a_duty_are_those_that_bear_on_it_for_some_kind_of_force(weekend):
    planner, scenario = client_of(account_of("planner")), weekend.scenario
    for duty in scenario.duties:
        page = planner.get(f"/register/duties/{duty.id}/").content.decode()
        expected = [one.id for one in scenario.powers if one.bears_on(one.kind, duty)]
        assert re.findall(r'href="/register/powers/([^"]+)/"', page) == expected


def test_a_history_says_what_changed_from_when_entered_when_and_by_which_post(weekend):
    at = weekend.at(SATURDAY)
    enter("duties", DUTY, at=at + DAY, strength="15")
    set_demo_clock(at=at + HOUR)
    enter("duties", DUTY, at=at + 2 * HOUR, strength="11")
    page = history_in(words_of(client_of(account_of("planner")).get(f"/register/duties/{DUTY}/")))
    strength = weekend.scenario.duty[DUTY].strength
    later = (
        f"Duty changed ○ ahead entered {weekend.words(at + HOUR)}, silver In force from {weekend.words(at + 2 * HOUR)} "
        f"until {weekend.words(at + DAY)}. People required: {strength} → became 11"
    )
    earlier = (
        f"Duty changed ○ ahead entered {weekend.words(at)}, silver In force from {weekend.words(at + DAY)}. "
        f"People required: {strength} → became 15"
    )
    first = f"Duty added ● in force imported In force from the beginning until {weekend.words(at + 2 * HOUR)}."
    assert [page.index(words) for words in (later, earlier, first)] == sorted(map(page.index, (later, earlier, first)))


def test_an_end_says_from_when_and_the_thing_keeps_its_page(weekend):
    at = weekend.at(SATURDAY)
    enter("powers", "military-routine", step=ENDED, at=at + HOUR)
    planner = client_of(account_of("planner"))
    page = words_of(planner.get("/register/powers/military-routine/"))
    assert f"Power ended entered {weekend.words(at)}, silver From {weekend.words(at + HOUR)}." in page
    set_demo_clock(at=at + 2 * HOUR)
    page = words_of(planner.get("/register/powers/military-routine/"))
    assert "It is not in the register now: see its history" in page
    assert planner.get("/register/powers/no-such-power/").status_code == 404


def test_a_thing_is_shown_as_it_was_and_as_it_was_known(weekend):
    at, strength = weekend.at(SATURDAY), weekend.scenario.duty[DUTY].strength
    set_demo_clock(at=at + HOUR)
    enter("duties", DUTY, at=at + HOUR, strength="15")
    set_demo_clock(at=at + 3 * HOUR)
    enter("duties", DUTY, at=at + 4 * HOUR, strength="11")
    planner = client_of(account_of("planner"))

    def required(moment: int, known: int | None) -> int:
        query = f"at={written(moment)}" + (f"&known={written(known)}" if known else "")
        page = words_of(planner.get(f"/register/duties/{DUTY}/?{query}"))
        return int(re.search(r"People required (\d+)", page)[1])

    asked = [(at, None), (at + 2 * HOUR, None), (at + 5 * HOUR, None), (at + 5 * HOUR, at + 2 * HOUR), (at + DAY, at)]
    assert [required(*each) for each in asked] == [strength, 15, 11, 15, strength]


def test_what_will_be_known_is_refused_at_its_field(weekend):
    query = f"known={written(weekend.at(SATURDAY) + HOUR)}"
    answer = client_of(account_of("planner")).get(f"/register/duties/{DUTY}/?{query}")
    assert (answer.status_code, "“As known at” must not be in the future" in words_of(answer)) == (422, True)


def test_a_shift_has_the_history_of_its_part_of_the_settings(weekend):
    settings = histories_of("scenario", "scenario")[0].versions[0].cells[0]
    later = settings.replace('starts = "23:00"', 'starts = "22:00"')
    assert later != settings
    draft = Draft(ROW, "scenario", "scenario", step=SET, body={"toml": later, "powers": "yes"})
    append([draft], author=SILVER, now=now())
    planner = client_of(account_of("planner"))
    page = history_in(words_of(planner.get("/register/shifts/night/")))
    assert f"Shift changed ● in force entered {weekend.words(weekend.at(SATURDAY))}, silver" in page
    assert "Starts: 23:00 → became 22:00" in page
    other = history_in(words_of(planner.get("/register/shifts/early/")))
    assert ("Shift added" in other, "Shift changed" in other) == (True, False)


def test_a_person_has_a_page_for_duty_officers_of_their_force_alone_and_each_visit_is_noted(handful):
    cipher = handful.scenario.people[0].id
    address = reverse("register-person", args=[address_of("people", (cipher,))])
    officer = client_of(account_of("duty-officer"))
    page = words_of(officer.get(address))
    held = [one.capability for one in handful.scenario.authorisations if one.person == cipher]
    names = {one.id: one.name for one in handful.scenario.capabilities}
    assert [names[one] in page for one in held] == [True] * len(held)
    assert [one for _, one in Opening.objects.latest("pk").persons] == [cipher]
    others = [client_of(account_of(role)) for role in ("planner", "commander", "auditor", "viewer", "administrator")]
    others.append(client_of(account_of("duty-officer", force="kent")))
    assert {other.get(address).status_code for other in others} == {403}
    assert Opening.objects.count() == 1
    assert officer.get("/register/people/no-such-token/").status_code == 404


def test_a_person_who_has_left_keeps_a_history_that_says_so(handful):
    cipher = handful.scenario.people[0].id
    held = sorted({one.capability for one in handful.scenario.authorisations if one.person == cipher})
    drafts = [Draft(ROW, "authorisations", cipher, capability=one, step=ENDED) for one in held]
    append([*drafts, Draft(ROW, "people", cipher, step=ENDED)], author=SILVER, now=now())
    address = reverse("register-person", args=[address_of("people", (cipher,))])
    page = words_of(client_of(account_of("duty-officer")).get(address))
    assert "This person is not in the register now" in page
    told = re.findall(r"Ticket for [\w ]+? (added|ended) ", history_in(page))
    assert sorted(told) == ["added"] * len(held) + ["ended"] * len(held)
    assert "Person taken off the register" in page


@pytest.mark.parametrize("table", [name for name, kept in KEPT.items() if kept.columns and not kept.of_people])
def test_every_link_of_a_list_leads_to_a_page(weekend, table):
    planner = client_of(account_of("planner"))
    page = planner.get(f"/register/{table}/").content.decode()
    links = set(re.findall(r'<th scope="row"[^>]*><a [^>]*href="([^"]+)"', page))
    assert {planner.get(link).status_code for link in links} <= {200}


def test_both_databases_tell_the_same_history(database):
    weekend = few()
    import_scenario(weekend.scenario, author=Author("tests", "", ""), now=weekend.scenario.horizon.start)
    start_demo_clock(at=weekend.at(SATURDAY))
    enter("duties", DUTY, at=weekend.at(SATURDAY) + HOUR, strength="15")
    page = words_of(client_of(account_of("planner")).get(f"/register/duties/{DUTY}/"))
    strength = weekend.scenario.duty[DUTY].strength
    assert f"People required: {strength} → became 15" in page


def test_only_roles_that_may_change_a_table_have_the_ways_to_do_so(handful):
    planner, auditor = client_of(account_of("planner")), client_of(account_of("auditor"))
    here = f"/register/duties/{DUTY}/"
    ways = [f"/register/change/duties/{DUTY}/", f"/register/end/duties/{DUTY}/"]
    assert [way in planner.get(here).content.decode() for way in ways] == [True, True]
    assert [way in auditor.get(here).content.decode() for way in ways] == [False, False]
    assert ["/register/add/duties/" in one.get("/register/duties/").content.decode() for one in (planner, auditor)] == [
        True,
        False,
    ]


def test_an_undone_change_says_so_and_what_undid_it_too(weekend):
    planner = client_of(account_of("planner"))
    here = f"/register/duties/{DUTY}/"
    set_demo_clock(at=weekend.at(SATURDAY) + HOUR)
    (made,) = enter("duties", DUTY, strength="15")
    assert f"/register/undo/{made.sequence}/" in planner.get(here).content.decode()
    effect = planner.get(f"/register/undo/{made.sequence}/")
    form = {"based_on": head().count}
    assert planner.post(effect["Location"], form).status_code == 302
    strength = weekend.scenario.duty[DUTY].strength
    timeline = tree(planner.get(here).content.decode()).one(class_="desk-timeline")
    items = [one for one in timeline.all("li") if "desk-timeline__item" in one.attributes.get("class", "")]
    undoing, undone, added = (one.text for one in items)
    assert undoing.startswith("Duty changed: undoes an earlier change")
    assert f"People required: 15 →became {strength}" in undoing
    assert "Corrected. We keep this, but it no longer counts." in undone
    assert "Corrected" not in undoing + added
    assert f"/register/undo/{made.sequence}/" not in planner.get(here).content.decode()
    auditor = client_of(account_of("auditor"))
    assert "/register/undo/" not in auditor.get(here).content.decode()
