"""No single administrator can act as somebody else, and no account holds a post that its roles cannot act by."""

from __future__ import annotations

import os
import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client, override_settings

from standto.cli.main import main
from standto.errors import InputError
from standto.model.time import FOREVER, HOUR
from standto_desk.access.account_changes import (
    change_account,
    choose_password,
    disable_account,
    enable_account,
    make_account,
    reset_password,
    reset_second_factor,
)
from standto_desk.access.appointing import appoint, pass_post
from standto_desk.access.confirming import confirm_changes, unconfirmed_lines
from standto_desk.access.models import Account, Appointment, Membership, SecurityEvent
from standto_desk.access.permission import ACTIONS, Action, may
from standto_desk.access.posts import authors_of, holders_of
from standto_desk.access.role_changes import give_role, take_role
from standto_desk.access.roles import OF_TWO, Role
from standto_desk.acts.handing_over import accept_handover, hand_over
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from tests.desk.access.broken_mail import silent_mail_server
from tests.desk.acts.small_desk import small_desk
from tests.desk.people import HOME, account_of, client_of
from tests.desk.reading_pages import faults_of, hidden, words_of
from tests.desk.sent_emails import all_sent

GOLD = "strategic-commander"
MAIL = "django.core.mail.backends.locmem.EmailBackend"
TAKING_OVER = {
    "a new password": lambda by, account: reset_password(by=by, account=account),
    "no second factor": lambda by, account: reset_second_factor(by=by, account=account),
    "another address": lambda by, account: change_account(by=by, account=account, email="other@example.org"),
    "enabled again": lambda by, account: enable_account(by=by, account=account),
    "another role": lambda by, account: give_role(by=by, account=account, role=Role.PLANNER, force=HOME),
}
"""Every change to an account by which an administrator could act as it."""


@pytest.fixture
def keepers(desk):
    """Two administrators."""
    return account_of("administrator", username="keeper"), account_of("administrator", username="keeper-2")


def settled(account: Account) -> Account:
    """The account, once its owner has signed in and chosen a password of their own."""
    choose_password(account=account, password="their own long password")
    return again(account)


def again(account: Account) -> Account:
    """The account as the next request reads it."""
    return Account.objects.get(pk=account.pk)


def works(account: Account) -> set[str]:
    """The actions of an account beyond those about its own owner."""
    looking = {Action.SEE_COUNTS, Action.LOOK_BACK, Action.READ_REPORTS}
    own = {Action.OWN_ACCOUNT, Action.SET_CLOCK, Action.STEP_BACK_SELF}
    return {str(action) for action in set(Action) - own - looking if may(again(account), action, HOME)}


@pytest.mark.parametrize("done", TAKING_OVER)
def test_whatever_one_administrator_does_to_take_over_an_account_stops_it_until_another_confirms(keepers, done):
    first, second = keepers
    commander = account_of("commander", post=GOLD, email="commander@example.org")
    before = works(commander)
    TAKING_OVER[done](first, commander)
    assert (works(commander), holders_of(GOLD, HOME, now()), authors_of(commander)) == (set(), [], ())
    with pytest.raises(InputError, match="another administrator must confirm it"):
        confirm_changes(by=first, account=commander)
    confirm_changes(by=second, account=settled(commander))
    assert (works(commander) >= before, holders_of(GOLD, HOME, now())) == (True, [commander])


@pytest.mark.parametrize("role", sorted(OF_TWO))
def test_every_role_that_acts_for_others_waits(keepers, role):
    account = account_of(role)
    assert works(account)
    reset_password(by=keepers[0], account=account)
    assert works(account) == set()


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.VIEWER])
def test_stepping_back_and_looking_wait_for_nobody(keepers, role):
    account = account_of(role, cipher="m0001")
    reset_password(by=keepers[0], account=account)
    assert {action for action in ACTIONS[role] if may(again(account), action)} == ACTIONS[role]


def test_a_duty_officer_who_is_a_volunteer_too_can_step_back_all_the_while(keepers):
    account = account_of("duty-officer", cipher="m0001")
    Membership.objects.create(account=account, force=HOME, role=Role.VOLUNTEER)
    reset_password(by=keepers[0], account=account)
    assert [may(again(account), action) for action in (Action.STEP_BACK_SELF, Action.RECORD)] == [True, False]


def test_no_administrator_makes_themself_a_second_account_that_acts(keepers):
    made, _ = make_account(by=keepers[0], username="sock-puppet", force=HOME, roles=[Role.COMMANDER])
    appoint(by=keepers[0], account=made, post=GOLD, force=HOME, start=now())
    assert (works(made), holders_of(GOLD, HOME, now())) == (set(), [])
    confirm_changes(by=keepers[1], account=settled(made))
    assert holders_of(GOLD, HOME, now()) == [made]


def test_nobody_confirms_before_the_owner_has_replaced_the_one_time_password(keepers):
    """The administrator who gave it out knows it, and could sign in first once it is confirmed."""
    first, second = keepers
    commander = account_of("commander", post=GOLD)
    reset_password(by=first, account=commander)
    for by in (second, None):
        with pytest.raises(
            InputError, match="has a one-time password; its owner must sign in and choose another first"
        ):
            confirm_changes(by=by, account=commander)
    assert (works(commander), holders_of(GOLD, HOME, now())) == (set(), [])
    confirm_changes(by=second, account=settled(commander))
    assert holders_of(GOLD, HOME, now()) == [commander]


def test_what_was_done_after_the_page_was_opened_is_not_confirmed_with_the_rest(keepers):
    commander = account_of("commander", post=GOLD)
    first, second = (client_of(keeper) for keeper in keepers)
    give_role(by=keepers[0], account=commander, role=Role.PLANNER, force=HOME)
    address = f"/accounts/{commander.pk}/"
    page = second.get(address)
    assert "Role given (planner), by keeper" in words_of(page)
    seen = hidden(page, "seen")
    first.post(f"{address}change/", {"email": "thief@example.org"})
    for sent in ({"seen": seen}, {"seen": "١²"}, {"seen": "9" * 30}, {"seen": "-1"}, {}):
        answer = second.post(f"{address}confirm/", sent)
        assert (answer.status_code, works(commander)) == (422, set())
        assert "This account was changed again since you opened this page" in words_of(answer)
    assert "Account changed (e-mail address), by keeper" in words_of(answer)
    assert second.post(f"{address}confirm/", {"seen": hidden(answer, "seen")}).status_code == 302
    assert works(commander) != set()


def test_a_page_shows_what_waits_and_nothing_that_was_confirmed_before(keepers):
    first, second = keepers
    commander = account_of("commander", post=GOLD)
    give_role(by=first, account=commander, role=Role.PLANNER, force=HOME)
    confirm_changes(by=second, account=commander)
    assert unconfirmed_lines(again(commander)) == []
    change_account(by=first, account=commander, email="new@example.org")
    give_role(by=second, account=commander, role=Role.DUTY_OFFICER, force=HOME)
    assert [(line.kind, line.by) for line in unconfirmed_lines(again(commander))] == [
        ("account changed", first.pk),
        ("role given", second.pk),
    ]
    confirm_changes(by=second, account=commander)
    assert [line.kind for line in unconfirmed_lines(again(commander))] == ["role given"]


def test_a_role_given_by_another_does_not_confirm_what_was_done_to_the_password(keepers):
    """One resets a viewer's password; the other, unaware of that, makes the viewer a commander."""
    first, second = keepers
    account = account_of("viewer")
    reset_password(by=first, account=account)
    give_role(by=second, account=account, role=Role.COMMANDER, force=HOME)
    confirm_changes(by=first, account=settled(account))
    assert works(account) == set()
    confirm_changes(by=second, account=account)
    assert works(account) != set()


def test_an_administrator_who_was_taken_over_confirms_nothing(keepers):
    first, second = keepers
    commander = account_of("commander", post=GOLD)
    reset_password(by=first, account=commander)
    reset_password(by=first, account=second)
    with pytest.raises(PermissionDenied):
        confirm_changes(by=again(second), account=commander)


def test_an_administrator_who_waits_is_not_the_one_who_is_left(keepers):
    first, second = keepers
    reset_password(by=first, account=second)
    with pytest.raises(InputError, match="is the last administrator of met"):
        disable_account(by=None, account=first)


def test_an_administrator_of_another_force_is_not_one_who_is_left(keepers):
    """They keep no account of ours."""
    account_of("administrator", force="kent")
    disable_account(by=keepers[0], account=keepers[1])
    for act in (disable_account, lambda **who: take_role(**who, role=Role.ADMINISTRATOR, force=HOME)):
        with pytest.raises(InputError, match="is the last administrator of met; make another first"):
            act(by=None, account=keepers[0])


def test_an_administrator_of_another_force_confirms_nothing(keepers):
    commander = account_of("commander", post=GOLD)
    reset_password(by=keepers[0], account=commander)
    with pytest.raises(PermissionDenied):
        confirm_changes(by=account_of("administrator", force="kent"), account=commander)


def test_where_no_other_administrator_is_left_pages_say_who_confirms(keepers):
    first, second = keepers
    browser, told = client_of(first), "Nobody else can confirm this here"
    commander = account_of("commander", post=GOLD, username="gold")
    change_account(by=first, account=commander, email="new@example.org")
    assert told not in words_of(browser.get(f"/accounts/{commander.pk}/"))
    reset_password(by=first, account=second)
    page = words_of(browser.get(f"/accounts/{commander.pk}/"))
    assert (told in page, "standto account confirm gold" in page) == (True, True)


def test_the_list_says_for_whom_an_account_waits(keepers):
    first, second = (client_of(keeper) for keeper in keepers)
    made, _ = make_account(by=keepers[0], username="gold", force=HOME, roles=[Role.COMMANDER])
    for browser in (first, second):
        assert "Waiting for its owner to sign in" in words_of(browser.get("/accounts/"))
    settled(made)
    assert "Waiting for another administrator" in words_of(first.get("/accounts/"))
    assert "Waiting for you to confirm" in words_of(second.get("/accounts/"))


def test_pages_say_that_a_new_account_waits_before_and_after_it_is_made(keepers):
    browser, told = client_of(keepers[0]), "until another administrator confirms it"
    assert "Another administrator must confirm the account" in words_of(browser.get("/accounts/new/"))
    given = {"force": HOME, "username": "somebody", "roles": ["planner"]}
    assert told in words_of(browser.post("/accounts/new/", given))
    assert told not in words_of(browser.post("/accounts/new/", {**given, "username": "eyes", "roles": ["viewer"]}))


def test_on_the_pages_an_administrator_who_resets_the_commander_approves_nothing(weekend, keepers):
    commander = account_of("commander", post=GOLD, username="gold", password="their own long password")
    first, second = (client_of(keeper) for keeper in keepers)
    page = first.post(f"/accounts/{commander.pk}/password/").content.decode()
    first.post(f"/accounts/{commander.pk}/second-factor/")
    password = re.search(r'<code class="desk-hash">([^<]+)</code>', page)[1]
    thief = Client()
    with override_settings(STANDTO_SECOND_FACTOR="optional"):
        thief.post("/account/login/", {"login": "gold", "password": password})
        new = {"oldpassword": password, "password1": "a thief's long one", "password2": "a thief's long one"}
        thief.post("/account/password/change/", new)
        assert "another administrator must confirm that first" in words_of(thief.get("/ladder/"))
        assert thief.get("/ladder/").status_code == 403
        assert "Until another administrator confirms it" in words_of(thief.get("/account/"))
        assert "Waiting for another administrator" in words_of(first.get("/accounts/"))
        assert "Confirm the changes" not in words_of(first.get(f"/accounts/{commander.pk}/"))
        assert first.post(f"/accounts/{commander.pk}/confirm/").status_code == 422
        page = second.get(f"/accounts/{commander.pk}/")
        assert "Another administrator must confirm the changes that keeper made to this account" in words_of(page)
        assert second.post(f"/accounts/{commander.pk}/confirm/", {"seen": hidden(page, "seen")}).status_code == 302
        assert thief.get("/ladder/").status_code == 200


@override_settings(EMAIL_BACKEND=MAIL)
@pytest.mark.parametrize("done", TAKING_OVER)
def test_the_owner_is_told_by_mail_of_what_was_done_also_where_they_were_before(keepers, done):
    account = account_of("commander", post=GOLD, email="owner@example.org")
    TAKING_OVER[done](keepers[0], account)
    told = {"owner@example.org"} | ({"other@example.org"} if done == "another address" else set())
    all_sent()
    assert {to for email in mail.outbox for to in email.to} == told
    text = mail.outbox[0].body
    assert ("An administrator did it." in text, "tell another administrator" in text) == (True, True)
    assert [name for name in (account.username, keepers[0].username, GOLD) if name in text] == []


def test_a_mail_server_that_fails_holds_up_nobody(keepers):
    account = account_of("commander", email="owner@example.org")
    with silent_mail_server() as answers:
        assert reset_password(by=keepers[0], account=account)
        assert answers == []


def test_recovery_codes_and_a_password_of_ones_own_stop_nothing(desk):
    account = account_of("commander", post=GOLD, password="their own long password")
    browser = client_of(account)
    new = {"oldpassword": "their own long password", "password1": "another long one", "password2": "another long one"}
    assert browser.post("/account/password/change/", new).status_code == 302
    assert (again(account).unconfirmed, holders_of(GOLD, HOME, now())) == ("", [account])


def test_the_command_line_needs_nobody_else_and_is_recorded_as_such(desk, keepers, monkeypatch, capsys):
    monkeypatch.setitem(os.environ, "DATABASE_URL", desk)
    commander = account_of("commander", post=GOLD, username="gold")
    assert main(["account", "reset", "gold", "--second-factor"]) == 0
    assert holders_of(GOLD, HOME, now()) == [commander]
    assert set(SecurityEvent.objects.values_list("kind", "detail", "by")) == {
        ("password reset", "at the command line", None),
        ("second factor removed", "at the command line", None),
    }


def test_an_administrator_alone_is_helped_by_the_command_line(desk, monkeypatch, capsys):
    monkeypatch.setitem(os.environ, "DATABASE_URL", desk)
    keeper = account_of("administrator")
    made, _ = make_account(by=keeper, username="gold", force=HOME, roles=[Role.COMMANDER])
    assert main(["account", "list"]) == 0
    assert re.search(r"gold +commander \(met\) +no +waits for confirmation", capsys.readouterr().out)
    assert main(["account", "confirm", "gold"]) == 2
    assert capsys.readouterr().err == (
        "account: has a one-time password; its owner must sign in and choose another first\n"
    )
    settled(made)
    assert main(["account", "confirm", "gold"]) == 0
    assert capsys.readouterr().out == (
        f"gold: confirmed the changes by {keeper.username}: account made; role given (commander)\n"
        "gold: its roles and posts work\n"
    )
    assert works(made) != set()
    assert main(["account", "confirm", "gold"]) == 2
    assert capsys.readouterr().err == "account: has no changes that wait to be confirmed\n"
    assert list(SecurityEvent.objects.order_by("pk").values_list("kind", "detail"))[-1] == (
        "changes confirmed",
        "at the command line",
    )


@pytest.mark.parametrize("role", ["planner", "duty-officer"])
def test_nobody_is_appointed_to_a_post_that_approves_without_the_role_to(handful, keepers, role):
    with pytest.raises(InputError) as caught:
        appoint(by=keepers[0], account=account_of(role), post=GOLD, force=HOME, start=now())
    assert [fault.what for fault in caught.value.faults] == [
        "could not act by this post: strategic-commander approves steps, which needs the role commander"
    ]
    browser = client_of(keepers[0])
    given = {"force": HOME, "post": GOLD, "account": account_of(role).pk}
    answer = browser.post("/accounts/posts/appoint/", given)
    assert (answer.status_code, len(faults_of(answer)), Appointment.objects.count()) == (422, 1, 0)


@override_settings(STANDTO_REDACTING_POSTS=("censor",))
def test_nobody_is_appointed_to_a_post_that_redacts_without_the_role_to(handful, keepers):
    with pytest.raises(InputError, match="censor redacts words, which needs the role commander"):
        appoint(by=keepers[0], account=account_of("planner"), post="censor", force=HOME, start=now())
    appoint(by=keepers[0], account=account_of("commander"), post="censor", force=HOME, start=now())


def test_a_post_is_offered_and_passed_only_to_accounts_that_could_act_by_it(handful):
    holder = account_of("commander", post=GOLD)
    planner, suspended = account_of("planner"), account_of("commander", unconfirmed="somebody")
    free = account_of("commander", username="free")
    author = Author(str(holder.pk), GOLD, HOME)
    for other in (planner, suspended):
        with pytest.raises(InputError):
            hand_over(account=holder, author=author, to=other)
    page = client_of(holder).get(f"/handover/new/{GOLD}/").content.decode()
    assert re.findall(r'<option value="([0-9a-f-]{36})"', page) == [str(free.pk)]
    with pytest.raises(InputError, match="could not act by this post"):
        pass_post(holder=holder.appointments.get(), successor=planner, name="A Planner", at=now())


def test_an_offer_is_not_accepted_by_an_account_that_lost_the_role_meanwhile(handful, keepers):
    holder, other = account_of("commander", post=GOLD), account_of("commander")
    give_role(by=None, account=other, role=Role.PLANNER, force=HOME)
    offered = hand_over(account=holder, author=Author(str(holder.pk), GOLD, HOME), to=again(other))
    take_role(by=keepers[0], account=other, role=Role.COMMANDER, force=HOME)
    with pytest.raises(InputError, match="could not act by this post"):
        accept_handover(account=again(other), handover=offered.sequence, name="A Planner")
    assert holders_of(GOLD, HOME, now()) == [holder]


def test_a_post_lapses_with_the_role_that_acts_by_it_and_other_posts_stay(handful, keepers):
    account = account_of("commander", post=GOLD)
    give_role(by=None, account=account, role=Role.PLANNER, force=HOME)
    appoint(by=keepers[0], account=again(account), post="planning-desk", force=HOME, start=now())
    later = Appointment.objects.create(account=account, post=GOLD, force=HOME, start=now() + HOUR, until=FOREVER)
    take_role(by=keepers[0], account=account, role=Role.COMMANDER, force=HOME)
    held = Appointment.objects.during(now(), FOREVER)
    assert list(held.values_list("post", flat=True)) == ["planning-desk"]
    assert not Appointment.objects.filter(pk=later.pk).exists()
    ended = SecurityEvent.objects.filter(kind="appointment ended").values_list("detail", flat=True)
    assert list(ended) == [GOLD, GOLD]


def test_a_post_that_a_new_policy_lets_approve_is_not_acted_by_without_the_role(desk):
    """The holder was appointed while the post asked for less."""
    small = small_desk()
    held = small.planner.appointments.get()
    toml = append_policy("planner")
    append(
        [Draft("row", "scenario", "scenario", step="set", body={"toml": toml})], author=Author("o", "", HOME), now=now()
    )
    assert not may(again(small.planner), Action.APPROVE, HOME)
    with pytest.raises(InputError, match="could not act by this post"):
        pass_post(holder=held, successor=small.officer, name="An Officer", at=now())


def append_policy(post: str) -> str:
    """The small desk's settings, with another approver of aid."""
    from tests.desk.acts.small_desk import SETTINGS

    return SETTINGS.replace('aid = ["gold"]', f'aid = ["{post}"]')
