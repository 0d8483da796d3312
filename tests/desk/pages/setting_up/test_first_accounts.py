"""The last step of setting up: the first accounts, until everybody who is needed can sign in."""

from __future__ import annotations

import re

import pytest

from standto_desk.access.account_changes import choose_password
from standto_desk.access.first_accounts import StepState, first_accounts_of, steps_left
from standto_desk.access.invitations.invitees import teams_of
from standto_desk.access.models import Account
from standto_desk.clock.setting import start_demo_clock
from tests.desk.components.rendering import tree
from tests.desk.pages.importing.workbooks import instant
from tests.desk.pages.setting_up.answering import ANSWERS, set_up_with_sheet
from tests.desk.people import HOME, account_of, client_of
from tests.desk.reading_pages import hidden, words_of

PASSWORD = "a password of their own"


@pytest.fixture
def keepers(desk):
    """Two administrators of a desk that one of them has just set up with the workbook of a police force."""
    start_demo_clock(at=instant("2023-09-18T12:00"))
    first, second = (client_of(account_of("administrator", username=name)) for name in ("keeper", "keeper-2"))
    set_up_with_sheet(first, ANSWERS)
    return first, second


def states(client) -> dict[str, str]:
    """The state of each step on the page, without its mark."""
    rows = tree(client.get("/set-up/accounts/").content.decode()).one("tbody").all("tr")
    return {row.all("a")[0].text: row.all("strong")[-1].text.lstrip("▲◆●○") for row in rows}


def made(client, role: str) -> Account:
    """Make an account by the link of its step."""
    page = client.get("/set-up/accounts/").content.decode()
    address = f"/accounts/new/?role={role}"
    assert address in page
    form = tree(client.get(address).content.decode())
    boxes = [box.attributes for box in form.all("input") if box.attributes.get("name") == "roles"]
    ticked = [box["value"] for box in boxes if "checked" in box]
    assert ticked == [role]
    answer = client.post(address, {"force": HOME, "username": f"the-{role}", "roles": ticked})
    assert "I have passed it on" in words_of(answer)
    assert 'href="/set-up/accounts/"' in answer.content.decode()
    return Account.objects.get(username=f"the-{role}")


def test_a_desk_just_set_up_says_which_accounts_are_left(keepers):
    first, _ = keepers
    assert states(first) == {
        "A second administrator": "Done",
        "A duty officer": "To do",
        "A commander": "To do",
        "A planner": "To do",
        "Posts that approve help": "Done",
        "Invitations for your people": "To do",
    }
    words = words_of(first.get("/set-up/accounts/"))
    assert "2 of 6 steps done" in words
    assert "0 of 45 people have an account" in words
    assert "Next: a duty officer" in words


def test_an_account_waits_for_its_owner_and_then_for_the_other_administrator(keepers):
    first, second = keepers
    officer = made(first, "duty-officer")
    assert states(first)["A duty officer"] == "Waits"
    assert "the-duty-officer: its owner has not signed in yet" in words_of(first.get("/set-up/accounts/"))
    choose_password(account=officer, password=PASSWORD)
    assert states(first)["A duty officer"] == "Waits"
    assert "the-duty-officer: another administrator must confirm it" in words_of(first.get("/set-up/accounts/"))
    assert states(second)["A duty officer"] == "Waits for you"
    page = second.get(f"/accounts/{officer.pk}/")
    assert "left before everybody can work here" in words_of(page)
    second.post(f"/accounts/{officer.pk}/confirm/", {"seen": hidden(page, "seen")})
    assert states(first)["A duty officer"] == "Done"


def test_a_commander_may_do_the_work_of_a_planner(keepers):
    first, _ = keepers
    made(first, "commander")
    assert states(first)["A planner"] == "Not needed"
    made(first, "planner")
    assert states(first)["A planner"] == "Waits"


def test_everybody_is_invited_by_one_administrator_and_the_other_gets_the_letters(keepers):
    first, second = keepers
    answer = first.post("/accounts/invite/", {"force": HOME, "delivery": "letters"})
    batch = first.post(answer["Location"], {})["Location"]
    assert states(first)["Invitations for your people"] == "Waits"
    words = words_of(second.get("/set-up/accounts/"))
    assert "Another administrator must confirm the invitations of 45 people" in words
    assert f'href="{batch}"' in second.get("/set-up/accounts/").content.decode()
    assert second.post(f"{batch}confirm/", {}).content.startswith(b"%PDF")
    assert states(first)["Invitations for your people"] == "Done"
    assert "45 of 45 people have an account" in words_of(first.get("/set-up/accounts/"))


def test_every_page_on_the_way_leads_back_until_nothing_is_left(keepers):
    first, second = keepers
    assert 'href="/set-up/accounts/"' in first.get("/accounts/").content.decode()
    on_the_way = ("/accounts/posts/", f"/accounts/{second.account.pk}/")
    for address in on_the_way:
        assert "Go on with the first accounts" in words_of(first.get(address)), address
    for role in ("duty-officer", "commander"):
        account_of(role)
    account_of("volunteer", cipher=first_person())
    assert steps_left(first.account) == 0
    for address in on_the_way:
        assert "Go on with the first accounts" not in words_of(first.get(address)), address
    assert "Your desk is set up" in words_of(first.get("/set-up/accounts/"))


def first_person() -> str:
    """A cipher of somebody in the register."""
    return next(iter(teams_of(HOME)))


def test_a_lone_administrator_learns_how_to_get_a_second(desk):
    start_demo_clock(at=instant("2023-09-18T12:00"))
    alone = client_of(account_of("administrator", username="keeper"))
    set_up_with_sheet(alone, ANSWERS)
    words = words_of(alone.get("/set-up/accounts/"))
    assert "You are the only administrator" in words
    assert "standto account confirm NAME" in words
    assert states(alone)["A second administrator"] == "To do"


def test_an_empty_desk_leads_to_its_first_steps(desk, client_as):
    administrator = client_as("administrator")
    assert administrator.get("/set-up/accounts/")["Location"] == "/set-up/"
    assert steps_left(administrator.account) == 0


def test_a_vacant_post_of_the_policy_is_a_step_to_do(weekend, client_as):
    keeper = client_as("administrator").account
    found = first_accounts_of(HOME, keeper)
    assert found.state_of_posts is StepState.TO_DO
    for post in found.vacant:
        account_of("commander", post=post)
    assert first_accounts_of(HOME, keeper).state_of_posts is StepState.DONE


def test_no_other_role_is_told_of_the_steps_that_are_left(weekend, client_as):
    for role in ("commander", "planner", "duty-officer", "auditor"):
        browser = client_as(role)
        assert browser.get("/set-up/accounts/").status_code == 403
        assert steps_left(browser.account) == 0
        assert re.search("First accounts", words_of(browser.get("/account/"))) is None
