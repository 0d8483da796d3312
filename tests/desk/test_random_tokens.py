"""What tests read past random tokens: a token never hides, and never makes up, a cipher."""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode

import pytest
from django.http import HttpResponse

from standto_desk.acts.registering.row_addresses import address_of
from standto_desk.pages.rota.sealed_ciphers import seal
from tests.desk.people import account_of, client_of
from tests.desk.random_tokens import TAKEN, addresses_of, without_tokens

BY_CHANCE = "m0001-a1-k0123-alb-x"
"""Letters that may stand in a token by chance: the first bytes of what Fernet draws for one."""


@pytest.fixture
def unlucky(monkeypatch):
    """Let every sealed token hold the ciphers of other people."""
    monkeypatch.setattr(os, "urandom", lambda size: urlsafe_b64decode(f"{BY_CHANCE}AA==")[:size])


def test_a_token_that_holds_a_cipher_by_chance_is_taken_out(unlucky):
    token = address_of("people", ("m0042",))
    assert BY_CHANCE in token
    assert without_tokens(f"/register/people/{token}/") == f"/register/people/{TAKEN}/"
    assert without_tokens(f'name="people" value="{seal(["m0042"])}"') == f'name="people" value="{TAKEN}"'


def test_a_cipher_beside_a_token_or_in_something_that_only_looks_like_one_stays(unlucky):
    token = address_of("people", ("m0042",))
    changed = f"{token[:-5]}{'B' if token[-5] == 'A' else 'A'}{token[-4:]}"
    for text in (f"{token}m0001", f"m0001{token}", token.rstrip("="), changed, f"gAAAA{'m0001' * 30}", "/m0001/"):
        assert "m0001" in without_tokens(text)


def test_an_address_is_read_in_any_spelling_and_wherever_it_stands():
    page = HttpResponse(
        '<a href="/a/%6D0001/">x</a><form action="/b/M0001/?a=1&amp;b=2"><button formaction="/c/">m0002</button></form>'
    )
    assert addresses_of(page) == ["/a/m0001/", "/b/M0001/?a=1&b=2", "/c/"]


def test_every_token_of_a_page_is_taken_out_and_its_mark_is_opened(handful):
    officer = client_of(account_of("duty-officer", post="duty-officer"))
    pages = [without_tokens(officer.get("/register/people/").content.decode()) for _ in range(2)]
    first, second = (page.partition("data-session-seconds")[0] for page in pages)
    assert first == second
    assert f'name="came_from" value="["{TAKEN}","/register/people/"]"' in first


def test_the_key_of_a_form_is_taken_out_of_markup_of_an_address_and_of_the_words_about_an_entry():
    texts = ('<input name="key" value="{}">', "/record/done/{}/", "Force met Key {} Imported no")
    assert [without_tokens(text.format("Ab-a1-m0001-_9k0123-alb0")) for text in texts] == [
        text.format(TAKEN) for text in texts
    ]
    assert [without_tokens(text.format("m0001")) for text in texts] == [text.format("m0001") for text in texts]
