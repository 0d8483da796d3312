"""Administrators who act at the same moment: the state when an act is done counts, not when it was requested."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from standto.errors import InputError
from standto.model.time import HOUR
from standto_desk.access.account_changes import disable_account, reset_password
from standto_desk.access.account_checks import able_administrators
from standto_desk.access.appointing import appoint, end_appointment
from standto_desk.access.models import Account
from standto_desk.access.role_changes import give_role, take_role
from standto_desk.access.roles import Role
from standto_desk.clock import now
from tests.desk.access.together import at_once
from tests.desk.people import HOME, account_of, client_of


def tried(act, **given):
    """The outcome of an act: done, or refused because the account is no longer permitted."""
    try:
        act(**given)
    except PermissionDenied:
        return "refused"
    return "done"


def test_an_account_that_several_make_at_once_is_made_once_and_the_others_are_told(database):
    keeper = account_of("administrator")
    browsers = [client_of(keeper, raise_request_exception=False) for _ in range(5)]
    same = {"force": HOME, "username": "somebody", "roles": "viewer"}
    answers = at_once([lambda one=one: one.post("/accounts/new/", same).status_code for one in browsers])
    assert sorted(answers) == [200, 422, 422, 422, 422]


def test_a_person_for_whom_several_make_an_account_at_once_gets_one(database):
    keeper = account_of("administrator")
    forms = [
        {"force": HOME, "username": f"somebody-{number}", "roles": "volunteer", "cipher": "z0001"}
        for number in range(5)
    ]
    browsers = [(client_of(keeper, raise_request_exception=False), form) for form in forms]
    answers = at_once(
        [lambda one=one, form=form: one.post("/accounts/new/", form).status_code for one, form in browsers]
    )
    assert (sorted(answers), Account.objects.filter(cipher="z0001").count()) == ([200, 422, 422, 422, 422], 1)


def test_an_appointment_that_two_take_back_at_once_is_gone_and_one_of_them_is_told(database):
    keeper, commander = account_of("administrator"), account_of("commander")
    later = appoint(by=keeper, account=commander, post="gold", force=HOME, start=now() + HOUR)

    def end():
        try:
            end_appointment(by=keeper, appointment=later, at=now())
        except InputError as error:
            return str(error)
        return "done"

    assert sorted(at_once([end, end])) == ["done", "until: this appointment was already deleted"]


@pytest.mark.parametrize("act", [disable_account, reset_password])
def test_of_two_administrators_who_stop_each_other_at_once_one_is_left(database, act):
    first, second, spare = (account_of("administrator") for _ in range(3))
    works = [
        lambda by=by, account=account: tried(act, by=by, account=account)
        for by, account in ((first, second), (second, first))
    ]
    assert sorted(at_once(works)) == ["done", "refused"]
    assert len(able_administrators(HOME, spare)) == 1


def test_who_was_an_administrator_when_the_page_was_asked_for_is_asked_anew(desk):
    """Another took their role, disabled them, or did something to their account, since their request began."""
    viewer, spare = account_of("viewer"), account_of("administrator")
    for stop in (
        lambda by: take_role(by=spare, account=by, role=Role.ADMINISTRATOR, force=HOME),
        lambda by: disable_account(by=spare, account=by),
        lambda by: reset_password(by=spare, account=by),
    ):
        began = account_of("administrator")
        assert began.roles
        stop(Account.objects.get(pk=began.pk))
        assert tried(give_role, by=began, account=viewer, role=Role.PLANNER, force=HOME) == "refused"
