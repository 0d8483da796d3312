from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from standto_desk.access import permission
from standto_desk.access.models import Membership
from standto_desk.access.permission import Action, may
from standto_desk.access.roles import Role
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.scenario_import import import_scenario
from tests.desk.people import HOME, account_of
from tests.desk.weekends import few

RECORDING = {Action.RECORD, Action.IMPORT, Action.RECORD_HELP, Action.STEP_BACK_SELF}
CHANGING = RECORDING | {Action.PLAN, Action.DECIDE, Action.APPROVE, Action.CONFIRM_OUTSIDE, Action.HAND_OVER}
CHANGING |= {Action.ACKNOWLEDGE, Action.REDACT, Action.MANAGE_ACCOUNTS, Action.MANAGE_SETTINGS}


def may_do(account, **what) -> set[Action]:
    return {action for action in Action if may(account, action, **what)}


def test_nobody_may_do_anything(desk):
    assert may_do(AnonymousUser()) == set()


@pytest.mark.parametrize("role", Role)
def test_a_disabled_account_may_do_nothing(desk, role):
    assert may_do(account_of(role, is_active=False)) == set()


def test_an_account_without_a_role_may_only_keep_itself(desk):
    assert may_do(account_of()) == {Action.OWN_ACCOUNT, Action.SET_CLOCK}


def test_an_administrator_records_nothing_and_sees_no_count(handful):
    managing = {Action.MANAGE_ACCOUNTS, Action.MANAGE_SETTINGS, Action.READ_SECURITY_LOG}
    assert may_do(account_of(Role.ADMINISTRATOR)) == managing | {Action.OWN_ACCOUNT, Action.SET_CLOCK}


def test_an_administrator_sets_up_a_desk_only_while_it_is_empty(desk):
    assert Action.SET_UP in may_do(account_of(Role.ADMINISTRATOR))
    force = few().scenario
    import_scenario(force, author=Author("tests", "", ""), now=force.horizon.start)
    assert Action.SET_UP not in may_do(account_of(Role.ADMINISTRATOR))


def test_an_auditor_changes_nothing(desk):
    assert may_do(account_of(Role.AUDITOR)) & CHANGING == set()


@pytest.mark.parametrize("role", Role)
def test_only_a_duty_officer_of_their_force_sees_a_person(desk, role):
    assert may(account_of(role), Action.SEE_PERSON, HOME, "m0001") is (role is Role.DUTY_OFFICER)


@pytest.mark.parametrize("action", [Action.SEE_PERSON, Action.RECORD])
def test_another_forces_people_are_always_counts(desk, action):
    assert not may(account_of(Role.DUTY_OFFICER), action, "kent", "k0001")


def test_a_person_of_no_known_force_is_nobodys_to_see(desk):
    assert not may(account_of(Role.DUTY_OFFICER), Action.SEE_PERSON, "", "m0001")


def test_a_duty_officer_who_is_in_the_register_sees_their_own_record_too(desk):
    account = account_of("duty-officer", cipher="m0042")
    assert [may(account, Action.SEE_PERSON, HOME, one) for one in ("m0041", "m0042")] == [True, True]
    assert not may(account, Action.STEP_BACK_SELF, HOME, "m0042")


def test_a_volunteer_sees_themself_and_nobody_else(desk):
    account = account_of(Role.VOLUNTEER, cipher="m0001")
    answers = [may(account, Action.SEE_PERSON, HOME, person) for person in ("m0001", "m0002")]
    assert answers == [True, False]


def test_a_volunteer_steps_back_for_nobody_else(desk):
    account = account_of(Role.VOLUNTEER, cipher="m0001")
    answers = [may(account, Action.STEP_BACK_SELF, HOME, person) for person in ("m0001", "m0002")]
    assert answers == [True, False]


def test_the_same_cipher_of_another_force_is_somebody_else(desk):
    account = account_of(Role.VOLUNTEER, cipher="m0001")
    assert not may(account, Action.SEE_PERSON, "kent", "m0001")


def test_a_duty_officer_who_is_a_volunteer_too_steps_back_as_anybody_else(desk):
    account = account_of(Role.DUTY_OFFICER, cipher="m0001")
    Membership.objects.create(account=account, force=HOME, role=Role.VOLUNTEER)
    assert may(account, Action.STEP_BACK_SELF, HOME, "m0001")


def test_a_role_for_one_force_says_nothing_for_another(desk):
    account = account_of(Role.COMMANDER)
    assert [may(account, Action.DECIDE, force) for force in (HOME, "kent")] == [True, False]


def test_who_belongs_to_another_force_sees_and_does_nothing_of_the_plan(weekend):
    account = account_of(Role.COMMANDER, force="kent")
    assert may_do(account) == {Action.OWN_ACCOUNT, Action.SET_CLOCK}
    assert may_do(account, force="kent") == {Action.OWN_ACCOUNT, Action.SET_CLOCK}


def test_another_forces_administrator_keeps_that_forces_accounts_and_nothing_of_the_desk(weekend):
    account = account_of(Role.ADMINISTRATOR, force="kent")
    own = {Action.OWN_ACCOUNT, Action.SET_CLOCK, Action.MANAGE_ACCOUNTS}
    assert may_do(account) == own
    assert [may(account, Action.MANAGE_ACCOUNTS, force) for force in ("kent", HOME)] == [True, False]


def test_another_forces_duty_officer_sees_that_forces_people_alone(weekend):
    account = account_of(Role.DUTY_OFFICER, force="kent")
    answers = [may(account, Action.SEE_PERSON, force, "x0001") for force in ("kent", HOME)]
    assert answers == [True, False]


def test_the_home_forces_roles_reach_the_plan(weekend):
    assert may(account_of(Role.COMMANDER), Action.DECIDE, HOME)
    assert may(account_of(Role.COMMANDER), Action.DECIDE)


def test_an_action_that_no_role_permits_is_denied_without_reading_the_home_force(desk, monkeypatch):
    monkeypatch.setattr(permission, "home_force", lambda: pytest.fail("the home force was looked up"))
    assert not may(account_of(Role.VIEWER), Action.RECORD)
