from __future__ import annotations

from threading import Thread

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client

from standto.errors import InputError
from standto.model.time import BEGINNING, FOREVER, HOUR
from standto_desk.access.account_changes import (
    change_account,
    disable_account,
    enable_account,
    make_account,
    reset_password,
    reset_second_factor,
)
from standto_desk.access.appointing import appoint, end_appointment, mark_post, pass_post
from standto_desk.access.models import Account, Appointment, SecurityEvent
from standto_desk.access.posts import holders_of
from standto_desk.access.role_changes import give_role, take_role
from standto_desk.access.roles import Role
from standto_desk.access.security_log import SecurityKind, note
from standto_desk.clock import now
from tests.desk.people import HOME, account_of, client_of

GOLD = "strategic-commander"


@pytest.fixture
def administrator(desk):
    return account_of("administrator", username="keeper")


def faults_of(caught) -> list[str]:
    return [f"{fault.place} {fault.what}" for fault in caught.value.faults]


def told() -> list[tuple[str, str]]:
    """The kinds and details of the security log, in order."""
    return list(SecurityEvent.objects.order_by("pk").values_list("kind", "detail"))


def test_a_new_account_signs_in_with_a_one_time_password(administrator):
    account, password = make_account(by=administrator, username="New.One", force=HOME, roles=[Role.VIEWER])
    client = Client()
    answer = client.post("/account/login/", {"login": "new.one", "password": password})
    assert (answer.status_code, account.username, account.roles) == (302, "new.one", {(HOME, Role.VIEWER)})
    assert client.get("/account/second-factor/").status_code == 200
    assert told() == [("account made", ""), ("role given", "viewer"), ("signed in", "")]


def test_every_fault_of_a_new_account_is_told_at_once(administrator):
    with pytest.raises(InputError) as caught:
        make_account(by=administrator, username="a b", force=HOME, roles=[Role.VOLUNTEER, Role.AUDITOR])
    assert [fault.place for fault in caught.value.faults] == ["username", "role", "cipher"]
    assert Account.objects.count() == 1


def test_a_username_may_not_be_the_cipher(administrator):
    with pytest.raises(InputError) as caught:
        make_account(by=administrator, username="m0001", force=HOME, roles=[Role.VOLUNTEER], cipher="m0001")
    assert faults_of(caught) == ["username is the cipher; choose one that does not reveal who the person is"]


def test_a_cipher_belongs_to_one_account_of_a_force(administrator):
    make_account(by=administrator, username="first", force=HOME, roles=[Role.VOLUNTEER], cipher="m0001")
    with pytest.raises(InputError) as caught:
        make_account(by=administrator, username="second", force=HOME, roles=[Role.VOLUNTEER], cipher="m0001")
    assert faults_of(caught) == ["cipher belongs to another account of this force"]
    make_account(by=None, username="third", force="kent", roles=[Role.VOLUNTEER], cipher="m0001")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_an_administrator_keeps_accounts(desk, role):
    with pytest.raises(PermissionDenied):
        make_account(by=account_of(role), username="somebody", force=HOME)


def test_an_administrator_of_one_force_keeps_no_account_of_another(administrator):
    other = account_of("viewer", force="kent")
    for attempt in (
        lambda: make_account(by=administrator, username="somebody", force="kent"),
        lambda: disable_account(by=administrator, account=other),
        lambda: give_role(by=administrator, account=account_of(), role=Role.VIEWER, force="kent"),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_nobody_changes_their_own_account(administrator):
    account_of("administrator")
    for attempt in (
        lambda: give_role(by=administrator, account=administrator, role=Role.DUTY_OFFICER, force=HOME),
        lambda: disable_account(by=administrator, account=administrator),
        lambda: appoint(by=administrator, account=administrator, post=GOLD, force=HOME, start=BEGINNING),
    ):
        with pytest.raises(InputError, match="is your own"):
            attempt()


@pytest.mark.parametrize("alone", ["auditor", "administrator"])
def test_who_checks_or_keeps_takes_no_part(administrator, alone):
    with pytest.raises(InputError, match="cannot be combined with another role"):
        give_role(by=administrator, account=account_of(alone), role=Role.DUTY_OFFICER, force=HOME)


def test_a_role_works_until_it_is_taken(administrator):
    account = account_of()
    for _ in range(2):
        give_role(by=administrator, account=account, role=Role.VIEWER, force=HOME)
    assert Account.objects.get(pk=account.pk).roles == {(HOME, Role.VIEWER)}
    take_role(by=administrator, account=account, role=Role.VIEWER, force=HOME)
    assert Account.objects.get(pk=account.pk).roles == set()
    assert told() == [("role given", "viewer"), ("role taken", "viewer")]


def test_the_last_administrator_stays(administrator):
    for attempt in (
        lambda: disable_account(by=None, account=administrator),
        lambda: take_role(by=None, account=administrator, role=Role.ADMINISTRATOR, force=HOME),
    ):
        with pytest.raises(InputError, match="is the last administrator"):
            attempt()


@pytest.mark.parametrize("act", [disable_account, reset_password, reset_second_factor])
def test_what_an_administrator_does_ends_the_sessions_of_the_account(administrator, act):
    account = account_of("viewer", password="a long enough password")
    client = client_of(account)
    act(by=administrator, account=account)
    assert client.get("/account/second-factor/").status_code == 302


def test_an_account_that_is_enabled_again_has_a_new_password(administrator):
    account = account_of("viewer", password="a long enough password")
    disable_account(by=administrator, account=account)
    password = enable_account(by=administrator, account=account)
    answers = [
        Client().post("/account/login/", {"login": account.username, "password": given}).status_code
        for given in ("a long enough password", password)
    ]
    assert answers == [200, 302]


def test_a_lost_second_factor_is_removed_with_its_codes(administrator):
    account = account_of("planner")
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    Authenticator.objects.create(user=account, type=Authenticator.Type.RECOVERY_CODES, data={})
    reset_second_factor(by=administrator, account=account)
    assert Authenticator.objects.count() == 0


def test_a_volunteers_record_can_be_put_right(administrator):
    account = account_of("volunteer", cipher="m0001")
    change_account(by=administrator, account=account, cipher="m0002")
    assert Account.objects.get(pk=account.pk).cipher == "m0002"
    with pytest.raises(InputError, match="is missing"):
        change_account(by=administrator, account=account, cipher="")


def test_a_post_is_held_by_one_account_at_a_time(administrator):
    first, second = account_of("commander", username="first"), account_of("commander", username="second")
    appoint(by=administrator, account=first, post=GOLD, force=HOME, start=0, until=10)
    appoint(by=administrator, account=second, post=GOLD, force=HOME, start=10)
    with pytest.raises(InputError) as caught:
        appoint(by=administrator, account=second, post=GOLD, force=HOME, start=9, until=10)
    assert faults_of(caught) == ["post is held by first then; end that appointment first, or have the post handed over"]
    assert [[held.username for held in holders_of(GOLD, HOME, at)] for at in (0, 9, 10)] == [
        ["first"],
        ["first"],
        ["second"],
    ]


def test_a_post_of_another_force_is_another_post(administrator):
    appoint(by=administrator, account=account_of("commander"), post=GOLD, force=HOME, start=0)
    appoint(by=None, account=account_of("commander", force="kent"), post=GOLD, force="kent", start=0)
    assert Appointment.objects.count() == 2


def test_as_many_hold_a_post_as_was_said(administrator):
    mark_post(by=administrator, post="duty-office", force=HOME, most=2)
    for _ in range(2):
        appoint(by=administrator, account=account_of("duty-officer"), post="duty-office", force=HOME, start=0)
    with pytest.raises(InputError, match="is held by"):
        appoint(by=administrator, account=account_of("duty-officer"), post="duty-office", force=HOME, start=0)


def test_nobody_here_holds_a_post_that_is_outside(administrator):
    mark_post(by=administrator, post="home-office", force=HOME, outside=True)
    with pytest.raises(InputError) as caught:
        appoint(by=administrator, account=account_of("commander"), post="home-office", force=HOME, start=0)
    assert faults_of(caught) == ["post is outside, so no account here can hold it"]


@pytest.mark.parametrize("start", [0, FOREVER - HOUR])
def test_a_post_that_somebody_is_appointed_to_is_not_marked_as_outside(administrator, start):
    holder = account_of("commander", username="holder")
    held = appoint(by=administrator, account=holder, post=GOLD, force=HOME, start=start)
    with pytest.raises(InputError) as caught:
        mark_post(by=administrator, post=GOLD, force=HOME, outside=True)
    told = "post is held by holder; end those appointments first, then mark it as outside"
    assert faults_of(caught) == [told]
    end_appointment(by=administrator, appointment=held, at=now())
    assert mark_post(by=administrator, post=GOLD, force=HOME, outside=True).outside


@pytest.mark.parametrize("role", ["volunteer", "viewer", "auditor", "administrator"])
def test_a_role_that_takes_no_part_holds_no_post(administrator, role):
    with pytest.raises(InputError, match="has none of the roles that hold posts"):
        appoint(by=administrator, account=account_of(role), post=GOLD, force=HOME, start=0)


def test_a_post_is_passed_on_to_who_accepts_it_by_name(administrator):
    first, second = account_of("commander", username="first"), account_of("commander", username="second")
    held = appoint(by=administrator, account=first, post=GOLD, force=HOME, start=0)
    taken = pass_post(holder=held, successor=second, name="Second Commander", at=100)
    assert [holders_of(GOLD, HOME, at) for at in (99, 100)] == [[first], [second]]
    assert taken.accepted_as == "Second Commander"
    with pytest.raises(InputError, match="is no longer held by the account that offered it"):
        pass_post(holder=held, successor=second, name="Second Commander", at=100)


def test_an_appointment_that_has_not_begun_is_taken_back(administrator):
    held = appoint(by=administrator, account=account_of("commander"), post=GOLD, force=HOME, start=now() + HOUR)
    end_appointment(by=administrator, appointment=held, at=now())
    assert Appointment.objects.count() == 0


def test_of_two_who_are_appointed_at_once_one_holds_the_post(database):
    accounts, answers = [account_of("commander") for _ in range(2)], []

    def attempt(account):
        try:
            appoint(by=None, account=account, post=GOLD, force=HOME, start=0, until=FOREVER)
            answers.append("appointed")
        except InputError:
            answers.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=attempt, args=(account,)) for account in accounts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["appointed", "refused"]


@pytest.mark.parametrize("change", ["UPDATE access_securityevent SET kind = 'x'", "DELETE FROM access_securityevent"])
def test_the_database_lets_nobody_change_the_security_log(database, change):
    note(SecurityKind.SIGNED_OUT, account=None)
    with pytest.raises(DatabaseError, match="the security log only grows"), transaction.atomic():
        connection.cursor().execute(change)
    assert SecurityEvent.objects.count() == 1
