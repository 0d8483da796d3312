"""Values that accounts put aside for a while."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.cache import cache

from standto_desk.access.account_cache import AccountCache

DRAFTS = AccountCache("drafts-of-tests")


@pytest.fixture(autouse=True)
def _empty(desk):
    cache.delete("drafts-of-tests:a")


def test_a_value_is_found_by_its_key_and_for_its_account_alone():
    key = DRAFTS.put("a", {"people": ["m0001"]}, seconds=60)
    assert (DRAFTS.of("a"), DRAFTS.of("b")) == ({key: {"people": ["m0001"]}}, {})


def test_the_oldest_of_six_values_goes():
    keys = [DRAFTS.put("a", number, seconds=60) for number in range(6)]
    assert list(DRAFTS.of("a")) == keys[1:]


def test_a_value_is_dropped_once():
    key = DRAFTS.put("a", 1, seconds=60)
    assert [DRAFTS.drop("a", key, seconds=60) for _ in range(2)] == [True, False]


def test_values_are_encrypted_by_the_desks_key(monkeypatch):
    DRAFTS.put("a", "m0001", seconds=60)
    kept = cache.get("drafts-of-tests:a")
    monkeypatch.setattr(settings, "SECRET_KEY", "a key that this was not encrypted by")
    assert (b'"m0001"' in kept, DRAFTS.of("a")) == (False, {})
