"""A week of each role at the desk, on SQLite and on PostgreSQL: what they do on pages is what the ledger then holds."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from standto.model.time import FOREVER
from standto_desk.access.models import Membership
from standto_desk.access.roles import Role
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.clock.setting import start_demo_clock
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.scenario_import import import_scenario
from standto_desk.ledger.verifying import verify_ledger
from tests.desk.browser.conftest import DEMO
from tests.desk.browser.weeks import GOLD, LEAVES, STAYS, Week, account, entered, make_staff, situation
from tests.desk.databases import point_at
from tests.desk.people import HOME
from tests.desk.serving import serve
from tests.desk.weekends import SATURDAY, london

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MONTH, DAY = "/rota/2023/9/", 28
NEW = "m9901"
ILL = ["m0022", "m0025", "m0028"]
"""People of whom nothing else is recorded."""
PLACES = 4
"""The places that the planner's what-if asks a force for, and that the proposal asks for too."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def week(request, tmp_path_factory, served_publicly, visitors) -> Iterator[Week]:
    """A desk with the weekend in it and its staff, on each kind of database; nobody is invited yet."""
    folder = tmp_path_factory.mktemp("week")
    if request.param == "sqlite":
        path = folder / "desk.sqlite3"
        shutil.copy(request.getfixturevalue("weekend_sqlite"), path)
        url = point_at(f"sqlite:///{path}")
    else:
        url = request.getfixturevalue("weekend_postgres")
    make_staff()
    yield Week(served_publicly(url), visitors)
    connection.close()


@pytest.fixture(scope="module")
def served_publicly(tmp_path_factory) -> Iterator[Any]:
    """Serve a desk that publishes reports to the public."""
    running = []

    def start(url: str):
        folder = tmp_path_factory.mktemp("served")
        running.append(serve(folder, DATABASE_URL=url, **DEMO, STANDTO_PUBLIC_REPORTS="1"))
        return running[-1].__enter__()

    yield start
    for context in running:
        context.__exit__(None, None, None)


@pytest.fixture(scope="module")
def weekend_postgres(postgres_server, empty_postgres) -> str:
    """The URL of a PostgreSQL database with the weekend in it."""
    import psycopg

    with psycopg.connect(postgres_server.get_uri(), autocommit=True) as administrator:
        administrator.execute(f"CREATE DATABASE a_week TEMPLATE {empty_postgres}")
    url = point_at(postgres_server.get_uri().replace("/postgres?", "/a_week?"))
    scenario = london().scenario
    import_scenario(scenario, author=Author("tests", "", ""), now=scenario.horizon.start)
    start_demo_clock(at=london().at(SATURDAY))
    return url


def confirmed(visitor) -> None:
    """Go on from a form of the register, look at the effect, and enter it."""
    visitor.presses("Continue")
    visitor.finds("Check the effect")
    visitor.presses("Confirm and enter")


def test_an_administrator_invites_people_and_another_gets_their_codes(week):
    chooser, second = week["administrator"], week["second"]
    chooser.goes_to("/accounts/invite/")
    sheet = {"name": "people.csv", "mimeType": "text/csv", "buffer": f"cipher\n{STAYS}\n{LEAVES}\n".encode()}
    chooser.page.set_input_files("[name=people]", [sheet])
    chooser.page.locator("[name=delivery][value=file]").check()
    chooser.presses("See who would be invited")
    chooser.finds("Invite 2 people?")
    chooser.presses("Ask another administrator to confirm")
    chooser.finds("another administrator must confirm it")
    second.goes_to("/accounts/invite/")
    second.follows("Batch 1")
    with second.page.expect_download() as codes:
        second.page.get_by_role("button", name="Confirm and get the codes").click()
    week.keeps_codes(codes.value.path())
    assert set(week.invited) == {STAYS, LEAVES}


def test_a_volunteer_comes_with_a_code_takes_a_passkey_and_steps_back_and_returns(week):
    volunteer = week.joins("volunteer", week.enters_code(STAYS))
    volunteer.follows("Use a passkey")
    volunteer.presses("Add the passkey and sign in")
    volunteer.page.wait_for_url("**/my/")
    before = situation().stepped_back(HOME, now())
    volunteer.follows("Step back")
    volunteer.page.get_by_label("Everything").check()
    volunteer.presses("Step back now")
    assert situation().stepped_back(HOME, now() + 1) == before + 1
    volunteer.goes_to("/my/")
    volunteer.follows("Return")
    volunteer.presses("Return now")
    assert situation().stepped_back(HOME, now() + 1) == before
    own = str(account(week.invited[STAYS]["username"]).pk)
    assert [(one.kind, one.subject) for one in entered(account=own, sort="event")] == [
        ("stepped-back", STAYS),
        ("returned", STAYS),
    ]


def test_another_comes_with_a_code_and_chooses_a_password(week):
    other = week.joins("leaver", week.enters_code(LEAVES))
    other.fills(password1="three words together", password2="three words together")
    other.presses("Save the password and sign in")
    other.page.wait_for_url("**/my/")
    assert account(week.invited[LEAVES]["username"]).has_usable_password()


def test_a_duty_officer_adds_a_person_with_a_ticket(week):
    officer = week["duty-officer"]
    officer.goes_to("/register/add/people/")
    officer.fills(person=NEW)
    officer.page.get_by_label("Authorised firearms officer", exact=True).check()
    confirmed(officer)
    officer.finds("Added a person")
    held = [one.capability for one in scenario_at(now() + 1).authorisations if one.person == NEW]
    assert held == ["afo"]


def test_a_duty_officer_changes_the_rota_and_publishes_it_to_the_people_in_it(week):
    officer, volunteer = week["duty-officer"], week["volunteer"]
    officer.goes_to(MONTH)
    officer.page.locator("tr", has_text=STAYS).locator("button").nth(DAY - 1).click()
    officer.page.wait_for_load_state()
    officer.fills(from_0=str(DAY), from_1="9", from_2="2023", from_3="08:00")
    officer.fills(until_0=str(DAY), until_1="9", until_2="2023", until_3="20:00")
    confirmed(officer)
    (row,) = [one for one in scenario_at(now() + 1).rota if one.person == STAYS]
    local = london().scenario.zone.local(row.period.start)
    assert (local.day, local.hour) == (DAY, 8)
    officer.goes_to(f"{MONTH}publish/")
    officer.presses("Publish")
    officer.finds("Have not looked yet")
    volunteer.goes_to("/my/")
    volunteer.finds("Your times in September 2023 are out")
    volunteer.presses("I have seen it")
    volunteer.finds("We have recorded that you have seen your times")


def test_a_duty_officer_records_people_calls_somebody_in_and_writes_in_the_log(week):
    officer = week["duty-officer"]
    officer.goes_to("/record/")
    officer.page.get_by_label("Unavailable", exact=True).check()
    officer.fills(people="\n".join(ILL))
    officer.presses("Continue")
    officer.presses("Confirm and record")
    assert [one.subject for one in entered(kind="unavailable")] == ILL
    officer.goes_to(f"/call-in/{now()}/ct-response/")
    officer.page.locator("button[value=asked]").first.click()
    officer.page.wait_for_load_state()
    officer.page.locator("[name=coming]").first.fill("12:30")
    officer.page.locator("button[value=coming]").first.click()
    officer.finds("1 coming")
    assert len(entered(kind="called-in")) == 1
    officer.goes_to("/log/write/")
    officer.fills(words="The east gate is closed.")
    officer.page.locator("[name=owner]").select_option(f"post:{GOLD}")
    officer.presses("Write it")
    officer.goes_to("/log/?words=EAST")
    officer.finds("The east gate is closed.")


def test_a_planner_tries_what_would_help_and_shows_it_to_the_commander(week):
    planner, commander = week["planner"], week["commander"]
    planner.goes_to("/what-if/new/")
    planner.presses("A force’s help changes")
    planner.page.locator("[name=pool]").select_option("pool:leicestershire-arv")
    planner.page.locator("[name=verb]").select_option("is asked")
    planner.fills(count=str(PLACES))
    planner.presses("Add this")
    planner.follows("Keep this under a name")
    planner.fills(name="More from Leicestershire")
    planner.presses("Keep it")
    planner.follows("Show it to a commander")
    planner.page.locator("[name=to]").select_option(label="commander")
    planner.fills(note="Before Sunday?")
    planner.presses("Show it")
    commander.goes_to("/")
    commander.follows("1 what-if waits for you", inside="body")
    commander.follows("More from Leicestershire")
    commander.finds("Before Sunday?")
    commander.presses("I have looked at it")
    assert entered(kind="aid-asked") == []


def test_what_was_tried_becomes_a_proposal_that_the_commander_approves(week):
    planner, commander = week["planner"], week["commander"]
    planner.goes_to("/what-if/")
    planner.follows("More from Leicestershire")
    planner.follows("Propose:")
    planner.fills(action="Look again at the next review.", conditions="Every duty is covered for 72 hours.")
    planner.presses("Propose")
    commander.goes_to(planner.page.url.removeprefix(planner.at))
    commander.presses("Approve")
    asked = entered(kind="aid-asked", sort="event")
    assert [(one.subject, one.count, one.post) for one in asked] == [("leicestershire-arv", PLACES, GOLD)]


def test_a_planner_changes_a_duty_from_a_date(week):
    planner = week["planner"]
    planner.goes_to("/register/duties/ct-response/")
    planner.follows("Change it")
    strength = int(planner.page.locator("[name=strength]").input_value())
    planner.fills(strength=str(strength + 2), occurred_0="25", occurred_1="9", occurred_2="2023", occurred_3="07:00")
    confirmed(planner)
    (entry,) = entered(sort="row", kind="duties")
    assert (entry.subject, entry.occurred) == ("ct-response", london().at("2023-09-25T07:00"))
    later = [one.strength for one in scenario_at(entry.occurred).duties if one.id == "ct-response"]
    today = [one.strength for one in scenario_at(now() + 1).duties if one.id == "ct-response"]
    assert (today, later) == ([strength], [strength + 2])


def test_a_power_that_a_planner_proposes_stands_once_the_commander_confirms_it(week):
    planner, commander = week["planner"], week["commander"]
    planner.goes_to("/register/add/powers/")
    planner.fills(power="military-at-gates", authority="Agreement of the two chiefs, 2023", when="attack")
    planner.page.locator("[name=kind]").select_option("military")
    planner.page.locator("[name=task]").select_option("static-guard")
    planner.page.locator("[name=permitted][value=yes]").check()
    planner.presses("Continue")
    planner.presses("Propose this change")
    planner.finds("Proposed")
    assert "military-at-gates" not in {one.id for one in scenario_at(now() + 1).powers}
    commander.goes_to("/register/waiting/")
    commander.page.locator("main a", has_text="power").first.click()
    commander.presses("Confirm this change")
    assert "military-at-gates" in {one.id for one in scenario_at(now() + 1).powers}


def test_a_report_is_approved_and_published_to_the_public_and_read_without_an_account(week):
    planner, commander = week["planner"], week["commander"]
    planner.goes_to("/reports/new/")
    planner.page.get_by_label("The public").check()
    planner.presses("Draft the report")
    draft = planner.page.url.removeprefix(planner.at)
    planner.follows("Write Comment")
    planner.fills(words="The bridges stay open.")
    planner.presses("Save these words")
    early = week.stranger()
    early.goes_to("/public/")
    assert early.page.locator("main a").all_inner_texts() == []
    commander.goes_to(draft)
    commander.presses("Approve this report")
    commander.presses("Publish this report")
    reader = week.stranger(viewport={"width": 390, "height": 844})
    reader.goes_to("/public/")
    reader.page.locator("main a").first.click()
    reader.finds("The bridges stay open.")
    assert reader.context.cookies() == []
    assert re.findall(r"\bm\d{4}\b", reader.words) == []


def test_an_auditor_finds_a_duty_reads_its_history_and_verifies_the_chain(week):
    auditor = week["auditor"]
    auditor.goes_to("/find/")
    auditor.fills(words="ct-response")
    auditor.presses("Find")
    auditor.page.locator("main table a").first.click()
    auditor.goes_to("/register/duties/ct-response/")
    auditor.finds("History")
    auditor.goes_to("/look-back/entries/")
    assert re.findall(r"\bm\d{4}\b", auditor.words) == []
    auditor.goes_to("/look-back/verify/")
    auditor.presses("Verify the whole chain")
    auditor.finds("As it was entered")
    assert verify_ledger().fault == ""


def test_an_account_of_somebody_who_left_is_ended_with_its_sessions(week):
    officer, administrator, leaver = week["duty-officer"], week["administrator"], week["leaver"]
    officer.goes_to("/register/people/")
    officer.fills(cipher=LEAVES)
    officer.presses("Find")
    officer.follows(LEAVES)
    officer.follows("Take this person off the register from a date")
    confirmed(officer)
    administrator.goes_to("/accounts/leavers/")
    assert week.invited[LEAVES]["username"] in administrator.words
    administrator.presses("End these accounts")
    assert account(week.invited[LEAVES]["username"]).is_active is False
    leaver.page.goto(f"{leaver.at}/my/")
    assert "/account/login/" in leaver.page.url


def test_an_administrator_signs_somebody_out_and_gives_a_role_from_a_date(week):
    administrator, second, viewer = week["administrator"], week["second"], week["viewer"]
    viewer.goes_to("/")
    page = f"/accounts/{account('viewer').pk}/"
    administrator.goes_to(page)
    administrator.presses("Sign the account out everywhere")
    viewer.page.goto(f"{viewer.at}/")
    assert "/account/login/" in viewer.page.url
    administrator.goes_to(page)
    administrator.page.locator("form[action$='role/give/'] [name=role]").select_option("planner")
    administrator.page.locator("summary", has_text="From a date").click()
    administrator.fills(since_0="1", since_1="10", since_2="2023", since_3="07:00")
    administrator.presses("Give the role")
    second.goes_to(page)
    second.presses("Confirm the changes")
    given = Membership.objects.get(account=account("viewer"), role=Role.PLANNER)
    assert (given.since, given.until) == (london().at("2023-10-01T07:00"), FOREVER)
    assert account("viewer").is_suspended is False


def test_nothing_went_wrong_in_any_browser(week):
    assert week.faults == {}
