"""Setting a desk up on pages, from nothing to a board."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from standto.coverage import cover
from standto.model.time import DAY
from standto.register import situation_of
from standto_desk.access.forces import home_force
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock, start_demo_clock
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.ledger.verifying import verify_ledger
from standto_desk.pages.setting_up.kept_answers import answers_of
from tests.desk.pages.importing.conftest import together  # noqa: F401
from tests.desk.pages.importing.workbooks import as_csv, instant
from tests.desk.pages.setting_up.answering import ANSWERS, with_sheet, workbook
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import faults_of, words_of


@pytest.fixture
def administrator(desk, client_as):
    start_demo_clock(at=instant("2023-09-18T12:00"))
    return client_as("administrator")


def answered(client, *steps):
    """Answer some steps."""
    for step in steps:
        assert client.post(f"/set-up/{step}/", ANSWERS[step]).status_code == 302, step


def test_a_new_administrator_goes_from_an_empty_desk_to_a_board(administrator, client_as):
    assert "0 of 7 steps done" in words_of(administrator.get("/set-up/"))
    answered(administrator, "force", "teams")
    key = with_sheet(administrator, workbook())
    assert key.count(b"\n") >= 45
    page = administrator.get("/set-up/duties/")
    assert "Skills in your sheet: afo, arv, ctsfo and sfo" in words_of(page)
    answered(administrator, "duties", "powers", "policy")
    page = administrator.get("/set-up/review/")
    assert "Planned from Monday 18 September 2023, 07:00 BST" in words_of(page)
    assert "Cover, the first 14 days" in words_of(page)
    assert "The time that is planned" not in words_of(page)
    assert head().count == 0
    done = administrator.post("/set-up/review/", {})
    assert done.headers["Location"] == "/set-up/accounts/"
    assert "Your plan is entered, and the board works" in words_of(administrator.get("/set-up/accounts/"))
    scenario = scenario_at(now())
    assert (scenario.title, scenario.home, len(scenario.people)) == ("Armed response", "met", 45)
    assert {one.id for one in scenario.teams} == {*(f"team-{letter}" for letter in "abcde"), "reserve"}
    assert [(one.name, one.strength) for one in scenario.duties] == [("Armed response vehicles", 2), ("Guard", 3)]
    assert [(one.kind, one.authority) for one in scenario.powers] == [
        ("home", ""),
        ("police", "Police Act 1996, section 24"),
    ]
    assert cover(situation_of(scenario)).headline == "covered over 112 windows"
    assert (scenario.policy.look_ahead_hours, scenario.policy.approvers["aid"]) == (48, ("chief",))
    assert set(Entry.objects.values_list("account", flat=True)) == {str(administrator.account.pk)}
    assert verify_ledger().fault == ""
    assert client_as("viewer").get("/").status_code == 200
    assert administrator.get("/set-up/").headers["Location"] == "/set-up/accounts/"
    assert administrator.get("/set-up/force/").status_code == 403


def test_the_check_says_that_a_sheet_is_over(administrator):
    set_demo_clock(at=now() + 60 * DAY)
    answered(administrator, "force", "teams")
    with_sheet(administrator, workbook())
    answered(administrator, "duties", "powers", "policy")
    words = words_of(administrator.get("/set-up/review/"))
    assert "The time that is planned is over. The board shows cover within this time alone." in words


def test_without_a_sheet_there_is_a_plan_without_people(administrator):
    answered(administrator, "force", "teams")
    assert administrator.post("/set-up/sheet/", {"act": "without"}).status_code == 302
    assert administrator.get("/set-up/sheet/").status_code == 200
    answered(administrator, "duties", "powers", "policy")
    assert administrator.post("/set-up/review/", {}).status_code == 302
    assert (home_force(), scenario_at(now()).people) == ("met", ())


def test_nothing_is_lost_when_the_session_ends(administrator):
    answered(administrator, "force", "teams")
    again = client_of(administrator.account)
    page = words_of(again.get("/set-up/"))
    assert "2 of 7 steps done" in page
    assert "Metropolitan" in page
    assert answers_of(account_of("administrator")).steps == {}


def test_the_check_waits_for_every_step_and_names_what_is_wrong(administrator):
    answered(administrator, "force", "teams", "duties", "powers", "policy")
    assert administrator.get("/set-up/review/").headers["Location"] == "/set-up/"
    administrator.post("/set-up/sheet/", {"act": "without"})
    administrator.post("/set-up/duties/", {**ANSWERS["duties"], "capability-2": "???"})
    page = administrator.get("/set-up/review/")
    assert "This cannot be entered yet" in words_of(page)
    assert administrator.post("/set-up/review/", {}).status_code == 200
    assert head().count == 0


def test_a_sheet_that_cannot_be_read_says_so_at_its_field(administrator):
    answered(administrator, "force")
    page = administrator.post("/set-up/sheet/", {"workbooks": [as_csv([["nothing"], ["here"]])]})
    assert page.status_code == 422
    assert len(faults_of(page)) >= 1


@pytest.mark.parametrize(
    ("step", "sent", "fault"),
    [
        ("force", {"name": "", "timezone": "Mars", "days": "0"}, "Enter a time zone such as Europe/London"),
        ("duties", {}, "Enter at least one duty"),
        ("duties", {"name-1": "Guard"}, "People at a time is missing"),
        ("powers", {"rules": "listed", "may-police": "on"}, "Enter the law or agreement that permits it"),
    ],
)
def test_every_fault_stands_at_its_field(administrator, step, sent, fault):
    page = administrator.post(f"/set-up/{step}/", sent)
    assert page.status_code == 422
    assert [line for line in faults_of(page) if fault in line]


def test_a_row_of_duties_whose_number_is_too_long_is_passed_over(administrator):
    sent = urlencode({"name-1": "Guard", f"name-{'9' * 5_000}": "Gate"})
    page = administrator.post("/set-up/duties/", sent, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 422
    assert [line for line in faults_of(page) if "People at a time is missing" in line]
