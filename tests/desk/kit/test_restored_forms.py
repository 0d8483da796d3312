"""A form that is sent after the session has ended comes back with what was typed, to its own account alone."""

from __future__ import annotations

import logging
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache

from standto.model.time import HOUR, MINUTE
from standto_desk.access.kept_forms import MARK, KeptForm, kept_form
from standto_desk.access.sessions import SEEN
from standto_desk.clock import real_now
from standto_desk.kit.restored_forms import filled
from standto_desk.ledger.reading import head
from tests.desk.hostile.busy import begun_by, browsers_of, make_busy
from tests.desk.hostile.finding import Page, reach_of
from tests.desk.people import account_of, client_of
from tests.desk.random_tokens import without_tokens
from tests.desk.reading_pages import faults_of, hidden, words_of

TYPED = {
    "kind_of_event": "stepped-back",
    "people": "m0001 m0002\n<m0003> & “more”",
    "occurred_0": "24",
    "occurred_1": "9",
    "occurred_2": "2023",
    "occurred_3": "07:00",
    "capability": "arv",
}
SAID = "We have filled in your answers again."


def idle(client) -> None:
    """Let a session lie idle for too long."""
    session = client.session
    session[SEEN] = real_now() - 2 * HOUR
    session.save()


def gone(client) -> None:
    """Let a session be gone, with its cookie."""
    client.session.flush()
    del client.cookies[settings.SESSION_COOKIE_NAME]


def sent_too_late(client, page: str, typed: dict, how=idle, action: str = ""):
    """The answer to a form of a page that is sent after the session has ended."""
    mark = hidden(client.get(page), MARK)
    how(client)
    return client.post(action or page, {**typed, MARK: mark})


def back_after(answer) -> str:
    """Where one comes back to after signing in."""
    assert (answer.status_code, urlsplit(answer["Location"]).path) == (302, "/account/login/")
    return parse_qs(urlsplit(answer["Location"]).query)["next"][0]


def held(page, action: str) -> dict[str, str]:
    """What the form of a page that is sent somewhere holds."""
    found = Page(urlsplit(page.request["PATH_INFO"]).path, page.content.decode())
    return dict(next(form.fields for form in found.found if form.address == action and form.method == "post"))


@pytest.fixture
def officer(handful):
    return account_of("duty-officer", post="duty-officer")


@pytest.mark.parametrize("how", [idle, gone])
def test_after_signing_in_again_the_form_holds_what_was_typed_and_says_that_nothing_was_recorded(officer, how):
    count = head().count
    answer = sent_too_late(client_of(officer), "/record/", TYPED, how)
    back = back_after(answer)
    page = client_of(officer).get(back)
    assert {name: held(page, "/record/")[name] for name in TYPED} == TYPED
    assert SAID in words_of(page)
    assert (head().count, faults_of(page)) == (count, [])
    assert "m0001" not in without_tokens(answer["Location"])


def test_the_page_for_signing_in_says_that_the_form_was_not_recorded(officer):
    answer = sent_too_late(client_of(officer), "/record/", TYPED)
    page = client_of(None).get(answer["Location"])
    assert "You were signed out before you sent the form. We recorded nothing." in words_of(page)
    assert "We recorded nothing" not in words_of(client_of(None).get("/account/login/?next=/record/"))


def test_signing_in_by_password_leads_back_to_the_form(handful):
    account = account_of("volunteer", cipher="m0001", username="a-volunteer")
    account.set_password("a long enough password")
    account.save()
    browser = client_of(account)
    answer = sent_too_late(browser, "/my/step-back/", {"capability": "afo"})
    back = back_after(answer)
    signed_in = browser.post(
        "/account/login/", {"login": "a-volunteer", "password": "a long enough password", "next": back}
    )
    assert signed_in["Location"] == back
    page = browser.get(back)
    assert (held(page, "/my/step-back/")["capability"], SAID in words_of(page)) == ("afo", True)


def test_what_somebody_typed_is_shown_to_no_other_account(officer):
    back = back_after(sent_too_late(client_of(officer), "/record/", TYPED))
    page = client_of(account_of("duty-officer", post="duty-officer")).get(back)
    assert ("m0001" in without_tokens(page.content.decode()), SAID in words_of(page)) == (False, False)


def test_what_is_kept_is_encrypted_by_the_key_of_the_desk(officer, monkeypatch):
    back = back_after(sent_too_late(client_of(officer), "/record/", TYPED))
    kept = cache.get(f"kept-forms:{officer.pk}")
    monkeypatch.setattr(settings, "SECRET_KEY", "a key that this was not encrypted by")
    assert (b"m0001 m0002" in kept, kept_form(officer, back.partition("kept=")[2])) == (False, None)


def test_an_occurrence_that_is_not_confirmed_outlives_its_session(officer):
    client = client_of(officer)
    shown = client.post("/record/", {"kind_of_event": "unavailable", "people": "m0001 m0002"})["Location"]
    based_on = hidden(client.get(shown), "based_on")
    back = back_after(sent_too_late(client, shown, {"based_on": based_on}, gone))
    again = client_of(officer)
    page = again.get(back)
    assert ("2 people" in words_of(page), SAID in words_of(page)) == (True, True)
    assert again.post(shown, {"based_on": hidden(page, "based_on")})["Location"].startswith("/record/done/")


def test_it_comes_back_to_the_page_that_the_form_stood_on_also_where_it_is_sent_elsewhere(handful):
    account = account_of("viewer")
    typed = {"at_0": "24", "at_1": "9", "at_2": "2023", "at_3": "07:00"}
    back = back_after(sent_too_late(client_of(account), "/clock/", typed, action="/clock/set/"))
    page = client_of(account).get(back)
    assert urlsplit(back).path == "/clock/"
    assert {name: held(page, "/clock/set/")[name] for name in typed} == typed


def test_a_form_that_came_back_with_faults_comes_back_to_its_first_page(handful):
    account = account_of("viewer")
    client = client_of(account)
    typed = {"at_0": "x", "at_1": "9", "at_2": "2023", "at_3": "07:00"}
    refused = client.post("/clock/set/", {**typed, MARK: hidden(client.get("/clock/"), MARK)})
    assert refused.status_code == 422
    gone(client)
    assert back_after(client.post("/clock/set/", {**typed, MARK: hidden(refused, MARK)})).startswith("/clock/?kept=")


def test_a_token_that_will_not_do_loses_no_form(officer):
    client = client_of(officer, enforce_csrf_checks=True)
    mark = hidden(client.get("/record/"), MARK)
    answer = client.post("/record/", {**TYPED, MARK: mark, "csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    assert (held(page, "/record/")["people"], SAID in words_of(page)) == (TYPED["people"], True)


@pytest.mark.parametrize("mark", ["", "x", "x:y:z", "\x00", "é" * 9_000])
def test_nothing_is_kept_of_a_form_that_this_desk_did_not_make(officer, mark):
    client = client_of(officer, enforce_csrf_checks=True)
    assert client.post("/record/", {**TYPED, MARK: mark}).status_code == 403
    assert back_after(client_of(None).post("/record/", {**TYPED, MARK: mark})) == "/"


def test_what_another_site_sends_is_refused_and_not_kept(officer):
    client = client_of(officer, enforce_csrf_checks=True)
    sent = {**TYPED, MARK: hidden(client.get("/record/"), MARK)}
    assert client.post("/record/", sent, headers={"Origin": "https://elsewhere.example"}).status_code == 403


def test_passwords_and_secrets_are_never_kept(handful):
    account = account_of("administrator", password="a long enough password")
    client = client_of(account)
    typed = {"post": "gold", "email": "a@b.example", "webhook": "", "secret": "whispered", "oldpassword": "shouted"}
    back = back_after(sent_too_late(client, "/alerts/addresses/", typed))
    page = client_of(account).get(back)
    assert held(page, "/alerts/addresses/")["email"] == "a@b.example"
    assert ("whispered" in page.content.decode(), "shouted" in page.content.decode()) == (False, False)
    client = client_of(account)
    mark = hidden(client.get("/account/password/change/", follow=True), MARK)
    gone(client)
    assert back_after(client.post("/account/password/change/", {"oldpassword": "x", MARK: mark})) == "/"


def test_nothing_that_was_typed_is_logged_or_stands_in_an_address(officer, caplog):
    with caplog.at_level(logging.DEBUG):
        answer = sent_too_late(client_of(officer), "/record/", TYPED)
        client_of(officer).get(back_after(answer))
    assert ("m0001" in caplog.text, "m0001" in without_tokens(answer["Location"])) == (False, False)


VISIBLE = "typed by somebody & <kept>"


@pytest.mark.slow
@pytest.mark.parametrize("who", ["duty-officer", "planner", "commander", "administrator", "volunteer", "auditor"])
def test_every_form_that_somebody_can_reach_comes_back_with_what_was_typed(handful, who):
    make_busy()
    browser = browsers_of(who)
    client = browser()
    reach = reach_of(client, begun_by(client, who))
    lost, tried = [], 0
    for form in (form for forms in reach.forms.values() for form in forms.values()):
        if form.method != "post" or form.address.startswith("/account/"):
            continue
        client = browser()
        page = next((at for at in reach.pages.get(form, ()) if client.get(at).status_code == 200), None)
        fields = [name for name, _ in form.fields if name not in (MARK, "key", "based_on", "head", "secret")]
        typed = _typable(client, page, form.address, fields) if page else {}
        if not typed:
            continue
        back = back_after(sent_too_late(client, page, typed, action=form.address))
        again = browser().get(back)
        tried += 1
        now = held(again, form.address)
        if {name: now.get(name) for name in typed} != typed:
            lost.append((page, form.address, typed, now))
    assert lost == []
    assert tried > 0


def _typable(client, page: str, action: str, names: list[str]) -> dict[str, str]:
    """Something typed into each field of a form that takes words."""
    from tests.desk.components.rendering import tree

    found = tree(client.get(page).content.decode())
    forms = [one for one in found.all("form") if (one.attributes.get("action") or urlsplit(page).path) == action]
    boxes = [each for one in forms for each in (*one.all("textarea"), *one.all("input", type="text"))]
    return {each.attributes["name"]: VISIBLE for each in boxes if each.attributes["name"] in names}


def test_a_page_without_the_form_is_left_as_it_is():
    page = '<!DOCTYPE html><p class="a">&amp; &#39; <!-- x --><br/></p><form method="get"><input name="a"></form>'
    assert filled(page, "/x/", KeptForm("/x/", {"a": ["b"]})) == page


def test_of_fields_with_one_name_each_gets_its_own_and_boxes_are_ticked_as_they_were():
    page = (
        '<form method="post"><input name="a" value="1"><input name="a">'
        '<input type="checkbox" name="b" value="x" checked><input type="checkbox" name="b" value="y">'
        '<select name="c"><option value="1" selected>1<option value="2">2</select>'
        '<input type="hidden" name="h" value="own"><textarea name="t">before</textarea></form>'
    )
    kept = KeptForm("/x/", {"a": ["p", 'q"'], "b": ["y"], "c": ["2"], "h": ["other"], "t": ["\n</textarea>&"]})
    shown = filled(page, "/x/", kept)
    assert Page("/x/", shown).forms[0][2] == [
        ("a", "p"), ("a", 'q"'), ("b", ""), ("b", "y"), ("c", "2"), ("h", "own"), ("t", "\n</textarea>&"),
    ]  # fmt: skip


def test_every_page_says_when_the_session_ends_and_what_becomes_of_what_is_typed(officer):
    page = client_of(officer).get("/record/")
    assert "We will sign you out at" in words_of(page)
    assert "If you send a form after that, you can sign in again and we will fill it in." in words_of(page)
    minutes = settings.STANDTO_SESSION_IDLE * 1_000_000 // MINUTE
    seconds = int(page.content.decode().split('data-session-seconds="')[1].split('"')[0])
    assert minutes * 60 - 60 < seconds <= minutes * 60
    assert "data-session-seconds" not in client_of(None).get("/account/login/").content.decode()
