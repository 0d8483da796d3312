"""What-ifs on pages: trying them, keeping them, comparing them and going on to the ladder."""

from __future__ import annotations

import pytest
from django.urls import reverse

from standto_desk.acts.models import WhatIf
from standto_desk.ledger.reading import head
from tests.desk.reading_pages import hidden, words_of


def try_out(client, *sentences: str, **fields):
    """Send sentences, and open the page that answers."""
    sent = client.post(reverse("what-if-new"), {"sentences": "\n".join(sentences), "choice": "worst", **fields})
    assert sent.status_code == 302, words_of(sent)
    return client.get(sent["Location"])


def keep(client, name: str, *sentences: str) -> WhatIf:
    answer = try_out(client, *sentences)
    page = reverse("what-if-keep", args=[answer.resolver_match.kwargs["key"]])
    kept = client.post(page, {"name": name, "key": hidden(client.get(page), "key")})
    assert kept.status_code == 302, words_of(kept)
    return WhatIf.objects.get(name=name)


@pytest.mark.parametrize("role", ["planner", "commander", "duty-officer"])
def test_a_what_if_shows_cover_before_and_after_and_leaves_the_ledger_as_it_is(weekend, client_as, role):
    before = head()
    page = words_of(try_out(client_as(role), "nobody from kent", "ct-response needs 16"))
    assert "ct-response needs 16 instead of 13" in page
    assert "Nothing of this is recorded" in page
    assert head() == before
