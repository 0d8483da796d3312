"""A desk with people who look ahead."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from standto.scenario.folder import locate
from standto_desk.acts.models import AssumptionSet, KeptOutlook
from standto_desk.picture.engine_loading import engine
from standto_desk.picture.showing import picture_now
from tests.desk.reading_pages import hidden, words_of

PUBLISHED = (locate("london-2023") / "assumptions" / "published.toml").read_text(encoding="utf-8")
FEW = PUBLISHED.replace("number = [60, 300]", "number = [6, 30]")
"""The published ranges for a handful of people."""


class LookingAhead:
    """Somebody who looks ahead in a browser.

    Attributes
    ----------
    client
        Their browser.
    """

    def __init__(self, client) -> None:
        self.client = client

    def asks(self, **fields):
        """The page that answers."""
        return self.client.get(reverse("outlook"), fields)

    def keep_page(self, **fields) -> str:
        """The address of the form that keeps an answer."""
        page = self.asks(**fields)
        found = re.search(r'href="(/outlook/keep/[^"]*)"', page.content.decode())
        assert found, words_of(page)
        return unescape(found[1])

    def tries_to_keep(self, name: str, *, futures: int = 10_000, **fields):
        """The answer to the form that keeps."""
        page = self.keep_page(**fields)
        key = hidden(self.client.get(page), "key")
        return self.client.post(page, {"name": name, "futures": str(futures), "key": key})

    def keeps(self, name: str, **fields) -> KeptOutlook:
        """An outlook that is kept under a name."""
        answer = self.tries_to_keep(name, **fields)
        assert answer.status_code == 302, words_of(answer)
        return KeptOutlook.objects.get(name=name)

    def sends(self, text: str):
        """The answer to a file of assumptions."""
        page = reverse("assumptions")
        file = SimpleUploadedFile("assumptions.toml", text.encode())
        return self.client.post(page, {"file": file, "key": hidden(self.client.get(page), "key")})

    def keeps_set(self, text: str = FEW) -> AssumptionSet:
        """A set of assumptions that is kept."""
        answer = self.sends(text)
        assert answer.status_code == 302, words_of(answer)
        return AssumptionSet.objects.latest("id")


@pytest.fixture
def ahead(client_as):
    """Give somebody who looks ahead: `ahead("planner")`."""
    return lambda role="planner", **fields: LookingAhead(client_as(role, **fields))


@pytest.fixture
def loaded(handful):
    """The weekend of a handful of people in a desk whose engine of outlooks is loaded."""
    engine.load_here(picture_now())
    return handful
