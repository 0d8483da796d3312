"""People in addresses: only the desk reads them."""

from __future__ import annotations

from urllib.parse import quote

from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from standto_desk.kit.sealed_people import sealed, unsealed


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_a_sealed_person_is_read_back_and_needs_no_escape_in_an_address(cipher):
    text = sealed(cipher)
    assert (unsealed(text), quote(text, safe="")) == (cipher, text)


@given(st.text(max_size=200))
def test_any_other_text_is_nobody(text):
    assert unsealed(text) == ""


def test_the_same_person_is_sealed_otherwise_each_time():
    assert sealed("m0001") != sealed("m0001")


def test_another_desk_cannot_read_it():
    text = sealed("m0001")
    with override_settings(SECRET_KEY="another-desk" * 5, SECRET_KEY_FALLBACKS=[]):
        assert unsealed(text) == ""
