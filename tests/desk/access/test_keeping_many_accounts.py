"""Accounts of a real force: ending those who left, finding one of thousands, roles from a date."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from standto.errors import InputError
from standto.model.time import BEGINNING, DAY, FOREVER, HOUR
from standto_desk.access.appointing import appoint
from standto_desk.access.confirming import confirm_changes
from standto_desk.access.leavers import end_accounts
from standto_desk.access.models import Account, Appointment, Membership
from standto_desk.access.people_in_reach import left_register
from standto_desk.access.permission import Action, may
from standto_desk.access.role_changes import give_role, take_role
from standto_desk.access.roles import Role
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from tests.desk.access.strangers import leave
from tests.desk.people import HOME, account_of, client_of
from tests.desk.reading_pages import words_of
from tests.desk.weekends import few

GOLD = "strategic-commander"


def again(account) -> Account:
    return Account.objects.get(pk=account.pk)


# --- roles from a date ---


def test_a_role_from_next_monday_works_from_then_and_until_its_end(handful):
    account = account_of("", username="somebody")
    begins, ends = now() + 2 * DAY, now() + 4 * DAY
    give_role(by=None, account=account, role=Role.VIEWER, force=HOME, since=begins, until=ends)
    allowed = {}
    for at in (begins - HOUR, begins, ends - HOUR, ends):
        set_demo_clock(at=at)
        allowed[at] = may(again(account), Action.SEE_COUNTS)
    assert list(allowed.values()) == [False, True, True, False]


def test_a_role_that_was_taken_stays_as_history_with_who_gave_it(handful):
    keeper, account = account_of("administrator", username="keeper"), account_of("viewer", username="somebody")
    give_role(by=keeper, account=account, role=Role.PLANNER, force=HOME)
    set_demo_clock(at=now() + HOUR)
    take_role(by=keeper, account=account, role=Role.PLANNER, force=HOME)
    held = Membership.objects.get(account=account, role=Role.PLANNER)
    assert (held.given_by, held.until) == (keeper.pk, now())
    page = words_of(client_of(keeper).get(f"/accounts/{account.pk}/"))
    assert re.search(r"Planner \(met\) .* keeper Ended", page)


def test_a_role_that_has_not_begun_waits_for_a_second_administrator_at_once(handful):
    keepers = [account_of("administrator", username=f"keeper-{number}") for number in (1, 2)]
    account = account_of("viewer")
    give_role(by=keepers[0], account=account, role=Role.COMMANDER, force=HOME, since=now() + DAY)
    assert again(account).is_suspended
    set_demo_clock(at=now() + 2 * DAY)
    assert not may(again(account), Action.APPROVE)
    confirm_changes(by=keepers[1], account=again(account))
    assert may(again(account), Action.APPROVE)


@pytest.mark.parametrize(("since", "until", "fault"), [(-HOUR, DAY, "in the past"), (DAY, DAY, "not after the start")])
def test_times_of_a_role_that_do_not_fit_are_refused(handful, since, until, fault):
    times = {"since": now() + since, "until": now() + until}
    with pytest.raises(InputError, match=fault):
        give_role(by=None, account=account_of(""), role=Role.VIEWER, force=HOME, **times)


def test_a_role_is_not_given_twice_for_one_time(handful):
    account = account_of("")
    give_role(by=None, account=account, role=Role.VIEWER, force=HOME, until=now() + DAY)
    with pytest.raises(InputError, match="for a part of that time"):
        give_role(by=None, account=again(account), role=Role.VIEWER, force=HOME)
    give_role(by=None, account=again(account), role=Role.VIEWER, force=HOME, since=now() + DAY)
    assert Membership.objects.filter(account=account).count() == 2


def test_a_role_that_goes_with_no_other_is_not_given_ahead_either(handful):
    with pytest.raises(InputError, match="cannot be combined"):
        give_role(by=None, account=account_of("viewer"), role=Role.AUDITOR, force=HOME, since=now() + DAY)


def test_an_appointment_does_not_outlast_the_role_that_acts_by_it(handful):
    account = account_of("")
    give_role(by=None, account=account, role=Role.COMMANDER, force=HOME, until=now() + DAY)
    given = {"by": None, "account": again(account), "post": GOLD, "force": HOME, "start": now()}
    with pytest.raises(InputError, match="after the role of the account ends"):
        appoint(**given, until=now() + 2 * DAY)
    assert appoint(**given, until=now() + DAY).until == now() + DAY


def test_an_administrator_whose_role_will_end_is_not_the_one_who_is_left(handful):
    account = account_of("")
    give_role(by=None, account=account, role=Role.ADMINISTRATOR, force=HOME, until=now() + DAY)
    last = account_of("administrator")
    with pytest.raises(InputError, match="last administrator"):
        take_role(by=None, account=last, role=Role.ADMINISTRATOR, force=HOME)


def test_a_form_gives_a_role_between_two_dates(handful):
    keeper, account = account_of("administrator"), account_of("volunteer", cipher="m0003")
    form = {"force": HOME, "role": "viewer", "since_0": "", "since_1": ""}
    page = client_of(keeper).get(f"/accounts/{account.pk}/").content.decode()
    names = re.findall(r'name="((?:since|until)[^"]*)"', page)
    form |= dict.fromkeys(names, "")
    assert client_of(keeper).post(f"/accounts/{account.pk}/role/give/", form).status_code == 302
    held = Membership.objects.get(account=account, role="viewer")
    assert (held.since <= now(), held.until, held.given_by) == (True, FOREVER, keeper.pk)


# --- ending accounts of people who left ---


@pytest.fixture
def force(handful):
    people = [person.id for person in few().scenario.people if person.force == HOME][:4]
    accounts = [account_of("volunteer", cipher=person, username=f"v-{person}", password="x") for person in people]
    return account_of("administrator", username="keeper"), people, accounts


def uploaded(*people) -> SimpleUploadedFile:
    return SimpleUploadedFile("left.csv", "\n".join(("cipher", *people)).encode())


def test_a_list_of_people_who_left_ends_their_accounts_posts_and_sessions(force):
    keeper, people, accounts = force
    give_role(by=None, account=accounts[0], role=Role.COMMANDER, force=HOME)
    held = appoint(by=None, account=again(accounts[0]), post=GOLD, force=HOME, start=BEGINNING)
    session, browser = client_of(again(accounts[0])), client_of(keeper)
    page = browser.post("/accounts/leavers/", {"find": "1", "people": uploaded(people[0], people[1], "nobody")})
    offered = re.findall(r'name="accounts" type="checkbox" value="([^"]+)"', page.content.decode())
    assert sorted(offered) == sorted(str(one.pk) for one in accounts[:2])
    assert "1 account here has another role, and 1 account holds a post." in words_of(page)
    assert browser.post("/accounts/leavers/", {"accounts": offered}).url == "/accounts/"
    assert [again(one).is_active for one in accounts] == [False, False, True, True]
    assert Appointment.objects.get(pk=held.pk).until == now()
    assert session.get("/account/").status_code == 302


def test_who_is_no_longer_in_the_register_is_offered_and_who_never_was_is_not(force):
    keeper, people, accounts = force
    account_of("volunteer", cipher="not-yet", username="not-yet")
    assert left_register(list(Account.objects.all())) == frozenset()
    leave(people[2])
    assert left_register(list(Account.objects.all())) == {accounts[2].pk}
    page = words_of(client_of(keeper).get("/accounts/leavers/"))
    assert (f"v-{people[2]}" in page, "not-yet" in page) == (True, False)


def test_of_accounts_to_end_all_end_or_none(force):
    keeper, _, accounts = force
    with pytest.raises(InputError, match="your own"):
        end_accounts(by=keeper, accounts=[one.pk for one in (*accounts, keeper)])
    assert [again(one).is_active for one in accounts] == [True] * 4
    assert end_accounts(by=keeper, accounts=[one.pk for one in accounts]) == 4
    assert end_accounts(by=keeper, accounts=[one.pk for one in accounts]) == 0


def test_an_administrator_of_another_force_ends_no_account_of_ours(force):
    other = client_of(account_of("administrator", force="kent"))
    assert other.post("/accounts/leavers/", {"accounts": [str(force[2][0].pk)]}).status_code == 422
    assert again(force[2][0]).is_active


# --- the list ---


def test_accounts_are_found_by_name_role_team_and_state(force):
    keeper, people, accounts = force
    account_of("viewer", username="wall", is_active=False)
    browser, team = client_of(keeper), {person.id: person.team for person in few().scenario.people}
    of_team = sorted(f"v-{one}" for one in people if team[one] == team[people[0]])

    def found(query):
        page = browser.get(f"/accounts/?{query}").content.decode()
        return sorted(re.findall(r'<a href="/accounts/[0-9a-f-]{36}/">([^<]+)</a>', page))

    assert found("name=V-") == sorted(one.username for one in accounts)
    assert found("role=administrator") == ["keeper"]
    assert found("state=disabled") == ["wall"]
    assert found(f"team={team[people[0]]}") == of_team
    assert found("name=nobody") == []
    assert found("state=odd&role=x") == sorted(Account.objects.values_list("username", flat=True))


def test_accounts_that_wait_for_somebody_come_first(force):
    keeper = force[0]
    account_of("planner", username="zz-waits", unconfirmed=str(keeper.pk))
    page = client_of(keeper).get("/accounts/").content.decode()
    assert re.findall(r'<a href="/accounts/[0-9a-f-]{36}/">([^<]+)</a>', page)[0] == "zz-waits"


def test_a_page_of_thousands_of_accounts_asks_few_questions_and_is_quick(handful):
    Account.objects.all().insert(
        Account(username=f"a-{number:04}", force=HOME, password="!x") for number in range(2_595)
    )
    rows = Account.objects.filter(username__startswith="a-")
    Membership.objects.all().insert(Membership(account=one, force=HOME, role="viewer") for one in rows)
    browser = client_of(account_of("administrator"))
    browser.get("/accounts/")
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get("/accounts/?page=2")
    assert (answer.status_code, len(asked) < 40) == (200, True)
