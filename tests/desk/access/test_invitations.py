"""Invitations: one administrator chooses, another gets the codes, each code signs in once."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import datetime

import pikepdf
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from standto.errors import InputError
from standto.model.time import DAY
from standto.model.zone import Zone
from standto_desk.access.confirming import confirm_changes
from standto_desk.access.invitation_rows import Invitation, InvitationBatch
from standto_desk.access.invitations.confirming_batches import confirm_batch
from standto_desk.access.invitations.invitees import Invitee, in_order, standing_of, teams_of
from standto_desk.access.invitations.letters import codes_csv, day_of, letters_pdf
from standto_desk.access.invitations.preparing import Delivery, prepare_batch, withdraw_batch
from standto_desk.access.models import Account, Membership, SecurityEvent
from standto_desk.access.one_time_codes import SIGNS, one_time_code
from standto_desk.access.permission import Action, may
from standto_desk.access.role_changes import give_role
from standto_desk.access.roles import Role
from standto_desk.clock import now, real_now
from tests.desk.people import HOME, account_of, client_of
from tests.desk.reading_pages import words_of
from tests.desk.sent_emails import all_sent

INVITE, CODE, PASSWORD = "/accounts/invite/", "/account/invited/", "/account/invited/password/"
CHOSEN = {"password1": "a long enough password", "password2": "a long enough password"}


@pytest.fixture
def keepers(handful):
    return account_of("administrator", username="first"), account_of("administrator", username="second")


def everybody() -> list[Invitee]:
    return in_order(Invitee(one, team=team) for one, team in teams_of(HOME).items())


def letters_of(keepers, invitees=None, delivery=Delivery.FILE):
    chooses, confirms = keepers
    batch = prepare_batch(
        by=chooses, force=HOME, invitees=everybody() if invitees is None else invitees, delivery=delivery
    )
    return confirm_batch(by=confirms, batch=batch, write=list), batch


def entering(code, browser=None, **headers):
    return (browser or Client()).post(CODE, {"code": code}, **headers)


def test_an_account_is_made_for_everybody_and_each_code_signs_in_once(keepers):
    letters, _ = letters_of(keepers)
    assert [letter.invitee.person for letter in letters] == [one.person for one in everybody()]
    assert len({letter.code for letter in letters}) == len({letter.username for letter in letters}) == len(letters)
    for letter in letters[:12]:
        browser = Client()
        assert entering(letter.code, browser).url == PASSWORD
        assert browser.post(PASSWORD, CHOSEN).url == "/my/"
        made = Account.objects.get(username=letter.username)
        assert (made.cipher, made.check_password(CHOSEN["password1"])) == (letter.invitee.person, True)
        assert made.roles == {(HOME, "volunteer")}
        assert entering(letter.code).status_code == 422
    assert Invitation.objects.count() == len(letters) - 12


def test_a_code_is_the_same_however_it_is_typed(keepers):
    letters, _ = letters_of(keepers, everybody()[:1])
    for typed in (letters[0].code.upper(), letters[0].code.replace("-", " "), f" {letters[0].code.replace('-', '')}\n"):
        assert entering(typed).url == PASSWORD


def test_codes_are_random_and_of_signs_that_nobody_mistakes():
    codes = [one_time_code() for _ in range(2_000)]
    signs = Counter("".join(codes).replace("-", ""))
    assert len(set(codes)) == 2_000
    assert {len(code.replace("-", "")) for code in codes} == {20}
    assert set(signs) == set(SIGNS)
    assert not set("0o1il") & set(SIGNS)
    assert 31**20 > 2**60


def test_the_desk_keeps_no_code(keepers):
    letters, _ = letters_of(keepers)
    kept = " ".join(
        str(list(table.objects.values())) for table in (Invitation, InvitationBatch, SecurityEvent, Account)
    )
    assert [letter.code for letter in letters if letter.code in kept or letter.code.replace("-", "") in kept] == []


def test_who_chose_the_people_never_gets_their_codes(keepers):
    chooses, confirms = keepers
    batch = prepare_batch(by=chooses, force=HOME, invitees=everybody(), delivery=Delivery.LETTERS)
    assert Account.objects.filter(memberships__role="volunteer").count() == 0
    with pytest.raises(InputError, match="another administrator must confirm"):
        confirm_batch(by=chooses, batch=batch, write=list)
    browser = client_of(chooses)
    page = browser.post(f"/accounts/invitations/{batch.pk}/confirm/")
    assert (page.status_code, page.headers["Content-Type"]) == (422, "text/html; charset=utf-8")
    confirm_batch(by=confirms, batch=batch, write=list)
    with pytest.raises(InputError, match="cannot be shown again"):
        confirm_batch(by=confirms, batch=batch, write=list)


def test_each_account_is_in_the_security_log_with_both_administrators(keepers):
    letters, batch = letters_of(keepers)
    chooses, confirms = keepers
    count = len(letters)
    lines = SecurityEvent.objects.filter(force=HOME)
    assert Counter(lines.values_list("kind", "by")) == {
        ("invitations prepared", chooses.pk): 1,
        ("account made", chooses.pk): count,
        ("role given", chooses.pk): count,
        ("invited", confirms.pk): count,
        ("invitations made", confirms.pk): 1,
    }
    batch.refresh_from_db()
    assert (batch.people, batch.count) == ([], count)
    assert set(Membership.objects.filter(role="volunteer").values_list("given_by", flat=True)) == {chooses.pk}


def test_letters_that_cannot_be_written_leave_everything_as_it_was(keepers):
    batch = prepare_batch(by=keepers[0], force=HOME, invitees=everybody(), delivery=Delivery.LETTERS)

    def fails(_letters):
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        confirm_batch(by=keepers[1], batch=batch, write=fails)
    batch.refresh_from_db()
    assert (batch.settled, Invitation.objects.count(), Account.objects.count()) == (None, 0, 2)


def test_a_new_code_replaces_one_that_nobody_used(keepers):
    first, _ = letters_of(keepers, everybody()[:2])
    entering_first = Client()
    entering(first[0].code, entering_first)
    entering_first.post(PASSWORD, CHOSEN)
    standing = standing_of(HOME, [letter.invitee.person for letter in first])
    assert (standing.in_use, standing.again) == ({first[0].invitee.person}, {first[1].invitee.person})
    second, _ = letters_of(keepers, [first[1].invitee])
    assert second[0].username == first[1].username
    assert (entering(first[1].code).status_code, entering(second[0].code).status_code) == (422, 302)


def test_a_code_expires(keepers):
    letters, _ = letters_of(keepers, everybody()[:1])
    held = Invitation.objects.get()
    assert 13 * DAY < held.until - real_now() <= 14 * DAY
    held.until = real_now()
    held.save()
    assert entering(letters[0].code).status_code == 422


def test_a_code_that_was_withdrawn_or_belongs_to_a_disabled_account_does_not_work(keepers):
    letters, batch = letters_of(keepers, everybody()[:2])
    browser = Client()
    entering(letters[0].code, browser)
    withdraw_batch(by=keepers[0], batch=batch)
    assert [entering(letter.code).status_code for letter in letters] == [422, 422]
    assert browser.get(PASSWORD).url == CODE
    assert browser.post(PASSWORD, CHOSEN).url == CODE


def test_a_batch_that_was_withdrawn_is_never_confirmed(keepers):
    batch = prepare_batch(by=keepers[0], force=HOME, invitees=everybody(), delivery=Delivery.LETTERS)
    withdraw_batch(by=keepers[0], batch=batch)
    with pytest.raises(InputError, match="withdrawn"):
        confirm_batch(by=keepers[1], batch=batch, write=list)


def test_people_who_got_an_account_meanwhile_are_left_out(keepers):
    batch = prepare_batch(by=keepers[0], force=HOME, invitees=everybody(), delivery=Delivery.LETTERS)
    account_of("volunteer", cipher=everybody()[0].person, password="x")
    letters = confirm_batch(by=keepers[1], batch=batch, write=list)
    assert [letter.invitee for letter in letters] == everybody()[1:]


def test_one_answer_to_every_code_that_does_not_work(keepers):
    letters, batch = letters_of(keepers, everybody()[:1])
    withdraw_batch(by=keepers[0], batch=batch)
    pages = {words_of(entering(typed)).replace(typed, "") for typed in (letters[0].code, "abcd-efgh", one_time_code())}
    assert len(pages) == 1


@override_settings(STANDTO_GUESSES={"pair": 5, "name": 20, "address": 4})
def test_codes_of_invitations_are_guessed_no_oftener_than_passwords_from_one_address(keepers):
    letters, _ = letters_of(keepers, everybody()[:1])
    assert [entering(one_time_code()).status_code for _ in range(4)] == [422, 422, 422, 429]
    assert entering(letters[0].code).status_code == 429
    assert entering(letters[0].code, REMOTE_ADDR="198.51.100.7").url == PASSWORD


def test_right_codes_from_one_address_lock_nobody_out(keepers):
    letters, _ = letters_of(keepers)
    with override_settings(STANDTO_GUESSES={"pair": 1, "name": 2, "address": 2}):
        assert {entering(letter.code).status_code for letter in letters} == {302}


def test_a_password_that_is_easy_to_guess_uses_no_code_up(keepers):
    letters, _ = letters_of(keepers, everybody()[:1])
    browser = Client()
    entering(letters[0].code, browser)
    for bad in ({"password1": "password1234", "password2": "password1234"}, CHOSEN | {"password2": "another"}):
        assert browser.post(PASSWORD, bad).status_code == 422
    assert browser.post(PASSWORD, CHOSEN).url == "/my/"


def test_two_who_use_one_code_find_that_it_worked_once(keepers):
    letters, _ = letters_of(keepers, everybody()[:1])
    browsers = [Client(), Client()]
    for browser in browsers:
        entering(letters[0].code, browser)
    assert [browser.post(PASSWORD, CHOSEN).url for browser in browsers] == ["/my/", CODE]


def uploaded(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("people.csv", text.encode(), "text/csv")


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_a_file_gives_usernames_and_addresses_and_they_get_mail(keepers):
    person = everybody()[0].person
    chooses, confirms = (client_of(one) for one in keepers)
    form = {
        "force": HOME,
        "delivery": "mail",
        "people": uploaded(f"Cipher,Username,Email\n{person},Robin,r@example.org\n"),
    }
    seen = chooses.post(INVITE, form)
    done = chooses.post(seen.url)
    assert confirms.post(f"{done.url}confirm/").url == done.url
    all_sent()
    assert [message.to for message in mail.outbox] == [["r@example.org"]]
    code = re.search(r"code: ([a-z0-9-]+)", mail.outbox[0].body)[1]
    browser = Client()
    entering(code, browser)
    assert "robin" in words_of(browser.get(PASSWORD))


def test_every_fault_of_a_file_is_told_with_its_row_and_nothing_is_kept(keepers):
    first, second, third = (one.person for one in everybody()[:3])
    account_of("volunteer", cipher=second, password="x", username="taken-name")
    rows = (
        f"{first},ok-name,not an address",
        f"{second},,",
        "nobody-1,,",
        f"{third},taken-name,",
        f"{third},UP DOWN,",
    )
    text = "\n".join(("cipher,username,email", *rows))
    page = client_of(keepers[0]).post(INVITE, {"force": HOME, "delivery": "letters", "people": uploaded(text)})
    shown = words_of(page)
    assert page.status_code == 422
    for fault in (
        "Row 2: email is not an e-mail address",
        f"Row 3: {second} already has an account",
        "Row 4: nobody-1 is nobody in met now",
        f"Row 5: {third} is there more than once",
        "Row 5: username taken-name is taken",
        "Row 6: username 'up down' must have",
    ):
        assert fault in shown
    assert InvitationBatch.objects.count() == 0


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"", b"name\nx\n", b'cipher\n"a', b"\x00\n"])
def test_a_file_that_is_no_table_of_ciphers_is_refused_at_its_field(keepers, data):
    form = {"force": HOME, "delivery": "letters", "people": SimpleUploadedFile("people.csv", data)}
    page = client_of(keepers[0]).post(INVITE, form)
    assert (page.status_code, 'id="id_people-error"' in page.content.decode()) == (422, True)


def test_the_pages_lead_from_teams_to_letters(keepers):
    chooses, confirms = (client_of(one) for one in keepers)
    team = everybody()[0].team
    seen = chooses.post(INVITE, {"force": HOME, "delivery": "letters", "teams": [team]})
    asked = [one.person for one in everybody() if one.team == team]
    assert ", ".join(asked) in words_of(chooses.get(seen.url))
    done = chooses.post(seen.url)
    assert "another administrator must confirm it" in words_of(chooses.get(done.url))
    assert "Confirm and get the codes" in words_of(confirms.get(done.url))
    answer = confirms.post(f"{done.url}confirm/")
    assert answer.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert (len(pdf.pages), "/StructTreeRoot" in pdf.Root, str(pdf.Root.Lang)) == (len(asked), True, "en-GB")
    assert "codes not used yet" in words_of(confirms.get(done.url)).lower()
    assert confirms.get(INVITE).status_code == 200


def test_a_file_for_a_mail_merge_has_a_row_for_each_person(keepers):
    letters, _ = letters_of(keepers)
    rows = list(csv.DictReader(io.StringIO(codes_csv(letters).decode())))
    assert [(row["cipher"], row["code"], row["username"]) for row in rows] == [
        (letter.invitee.person, letter.code, letter.username) for letter in letters
    ]
    assert {row["address"] for row in rows} == {"http://localhost:8000/account/invited/"}


def test_letters_say_until_when_a_code_works_by_the_clocks_of_the_force():
    london = Zone("Europe/London")
    assert day_of(london.instant(datetime(2026, 7, 1, 9, 30)), london) == "1 July 2026, 09:30 BST"
    assert day_of(london.instant(datetime(2026, 12, 15, 9, 30)), london) == "15 December 2026, 09:30 GMT"


def test_letters_of_one_batch_are_the_same_bytes_each_time(keepers):
    letters, _ = letters_of(keepers, everybody()[:2])
    assert letters_pdf(letters) == letters_pdf(letters)


def test_an_administrator_of_another_force_sees_no_batch_of_ours(keepers):
    batch = prepare_batch(by=keepers[0], force=HOME, invitees=everybody(), delivery=Delivery.LETTERS)
    other = client_of(account_of("administrator", force="kent"))
    assert [
        other.get(f"/accounts/invitations/{batch.pk}/").status_code,
        other.post(f"/accounts/invitations/{batch.pk}/confirm/").status_code,
        other.post(f"/accounts/invitations/{batch.pk}/withdraw/").status_code,
    ] == [404, 404, 404]


def test_nobody_is_invited_to_another_role(keepers):
    letters, _ = letters_of(keepers)
    made = Account.objects.filter(username__in=[letter.username for letter in letters])
    permitted = {action for account in made for action in Action if may(account, action)}
    assert permitted == {Action.OWN_ACCOUNT, Action.STEP_BACK_SELF} | ({Action.SET_CLOCK} & permitted)


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_who_confirms_sees_every_username_and_address_that_was_chosen(keepers):
    """Or the one who chose could have the codes sent to themselves."""
    first, second = (one.person for one in everybody()[:2])
    chooses, confirms = (client_of(one) for one in keepers)
    rows = f"cipher,username,email\n{first},robin,r@example.org\n{second},,mine@elsewhere.example\n"
    seen = chooses.post(INVITE, {"force": HOME, "delivery": "mail", "people": uploaded(rows)})
    done = chooses.post(seen.url)
    shown = words_of(confirms.get(done.url))
    assert f"{first} (robin, r@example.org), {second} (mine@elsewhere.example)" in shown
    assert ("example.org 1" in shown, "elsewhere.example 1" in shown) == (True, True)


def test_no_code_is_made_for_an_account_that_acts_for_others(keepers):
    letters, _ = letters_of(keepers, everybody()[:1])
    made = Account.objects.get(username=letters[0].username)
    give_role(by=keepers[0], account=made, role=Role.COMMANDER, force=HOME, since=now() + DAY)
    assert standing_of(HOME, [made.cipher]).in_use == {made.cipher}
    with pytest.raises(InputError, match="already has an account"):
        letters_of(keepers, everybody()[:1])


def test_who_got_the_codes_does_not_confirm_a_role_before_its_owner_has_used_theirs(keepers):
    letters, _ = letters_of(keepers, everybody()[:1])
    chooses, confirms = keepers
    made = Account.objects.get(username=letters[0].username)
    give_role(by=chooses, account=made, role=Role.COMMANDER, force=HOME)
    with pytest.raises(InputError, match="a code that nobody has used"):
        confirm_changes(by=confirms, account=made)
    browser = Client()
    entering(letters[0].code, browser)
    browser.post(PASSWORD, CHOSEN)
    confirm_changes(by=confirms, account=made)
    made.refresh_from_db()
    assert made.unconfirmed == ""


def test_an_address_that_somebody_chose_is_no_formula_beside_the_codes(keepers):
    letters, _ = letters_of(keepers, [Invitee(everybody()[0].person, email="=1+1@example.org")])
    (row,) = csv.DictReader(io.StringIO(codes_csv(letters).decode()))
    assert row["email"] == "'=1+1@example.org"
