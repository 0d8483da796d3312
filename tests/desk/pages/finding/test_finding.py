"""Finding: whatever somebody may open, by its name, and nothing else."""

from __future__ import annotations

import pytest

from standto_desk.access.roles import Role
from standto_desk.kit.act_forms import new_key
from tests.desk.components.rendering import tree
from tests.desk.people import account_of, client_of
from tests.desk.random_tokens import addresses_of
from tests.desk.reading_pages import words_of


def found(client, words: str) -> list[tuple[str, str]]:
    """The names and kinds of what the page lists."""
    page = tree(client.post("/find/", {"words": words}).content.decode())
    return [(row.one("th").text, row.one("td").text) for body in page.all("tbody") for row in body.all("tr")]


def test_a_thing_is_found_by_parts_of_its_name_in_any_order_and_case(weekend, client_as):
    planner = client_as("planner")
    assert found(planner, "LONDON outer") == [("Armed response vehicles, outer London", "Duty")]
    assert found(planner, "kent") == [("kent-arv", "Pool"), ("Kent Police", "Force")]
    assert found(planner, "no such thing") == []


def test_each_thing_that_is_found_leads_to_its_page(weekend, client_as):
    planner = client_as("planner")
    page = tree(planner.post("/find/", {"words": "a"}).content.decode())
    links = [link.attributes["href"] for body in page.all("tbody") for link in body.all("a")]
    assert len(links) == 50
    assert {planner.get(link).status_code for link in links} == {200}


def test_a_person_is_found_by_their_whole_cipher_and_by_duty_officers_alone(weekend, client_as):
    cipher = weekend.scenario.people[0].id
    assert found(client_as("duty-officer"), f" {cipher} ") == [(cipher, "Person")]
    assert found(client_as("duty-officer"), cipher[:-1]) == []
    others = [role.value for role in Role if role is not Role.DUTY_OFFICER]
    assert {role: found(client_as(role), cipher) for role in others} == {role: [] for role in others}


def test_an_entry_is_found_by_its_number_by_those_who_read_entries(weekend, client_as):
    assert found(client_as("auditor"), "entry-12") == [("Entry 12", "Entry")]
    assert found(client_as("auditor"), "12") == [("Entry 12", "Entry")]
    assert [name for name, kind in found(client_as("planner"), "12") if kind == "Entry"] == []


@pytest.mark.parametrize("words", ["Entry 1,151", "1,151", "entry 1151", "#1151"])
def test_an_entry_is_found_by_its_number_as_pages_write_it(weekend, client_as, words):
    assert found(client_as("auditor"), words) == [("Entry 1,151", "Entry")]


def test_a_report_is_found_by_its_number_by_those_who_may_read_it(weekend, client_as):
    planner = client_as("planner")
    assert planner.post("/reports/new/", {"audience": "command", "key": new_key()}).status_code == 302
    for words in ("report 1", "Situation report 1", "1"):
        assert ("Situation report 1", "Report") in found(planner, words)
    assert found(planner, "situation report 2") == []
    assert found(client_as("viewer"), "situation report 1") == []


def test_an_administrator_finds_accounts_of_their_force_alone(weekend, client_as):
    account_of("viewer", username="desk-seven")
    account_of("viewer", username="desk-elsewhere", force="kent")
    assert found(client_as("administrator"), "desk-") == [("desk-seven", "Account")]
    assert found(client_as("planner"), "desk-") == []


@pytest.mark.parametrize("role", list(Role))
def test_what_somebody_looks_for_is_in_no_address(weekend, client_as, role):
    answer = client_as(role).post("/find/", {"words": "m0001"})
    assert (answer.status_code, answer.headers.get("Location")) == (200, None)
    page = client_of(account_of(role)).get("/find/?words=m0001")
    assert [text for text in (words_of(page), *addresses_of(page)) if "m0001" in text] == []


def test_nothing_typed_is_told_at_the_field(weekend, client_as):
    answer = client_as("planner").post("/find/", {"words": " "})
    assert (answer.status_code, "Enter a name, a number or a cipher" in answer.content.decode()) == (422, True)
