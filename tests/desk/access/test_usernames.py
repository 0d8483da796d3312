"""Usernames drawn at random, and passwords beside them."""

from __future__ import annotations

from itertools import islice

from django.contrib.auth.password_validation import UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError

from standto_desk.access.invitations.user_names import FIRST, NUMBERS, SECOND, draw_usernames
from standto_desk.access.models import Account
from tests.desk.people import PASSWORD


def is_too_similar(password: str, username: str) -> bool:
    try:
        UserAttributeSimilarityValidator().validate(password, Account(username=username))
    except ValidationError:
        return True
    return False


def test_usernames_are_drawn_once_and_none_that_is_taken():
    drawn = list(islice(draw_usernames({"amber-kettle-47"}), 3_000))
    assert len({"amber-kettle-47", *drawn}) == 3_001


def test_a_password_made_from_a_long_username_is_too_similar_to_it():
    long = f"{max(FIRST, key=len)}-{max(SECOND, key=len)}-{NUMBERS[0]}"
    assert is_too_similar(f"three words for {long}", long)


def test_the_password_that_tests_choose_suits_every_username_that_may_be_drawn():
    names = [f"{first}-{second}-{NUMBERS[0]}" for first in FIRST for second in SECOND]
    assert [name for name in names if is_too_similar(PASSWORD, name)] == []
