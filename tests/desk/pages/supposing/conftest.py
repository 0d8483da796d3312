"""A desk with people who ask what if."""

from __future__ import annotations

import pytest
from django.urls import reverse

from standto.scenario import write_scenario
from standto_desk.acts.models import WhatIf
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.clock.setting import start_demo_clock
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.scenario_import import import_scenario
from tests.desk.reading_pages import hidden, words_of
from tests.desk.weekends import SATURDAY, few


class Asking:
    """Somebody who asks what if in a browser.

    Attributes
    ----------
    client
        Their browser.
    """

    def __init__(self, client) -> None:
        self.client = client

    def sends(self, *sentences: str, **fields):
        """The answer to some sentences: a page with faults, or the way to what was asked."""
        form = {"sentences": "\n".join(sentences), "choice": "worst", **fields}
        return self.client.post(reverse("what-if-new"), form)

    def asks(self, *sentences: str, **fields):
        """The page that answers some sentences."""
        sent = self.sends(*sentences, **fields)
        assert sent.status_code == 302, words_of(sent)
        return self.client.get(sent["Location"])

    def keeps(self, name: str, *sentences: str, **fields) -> WhatIf:
        """A what-if that is kept under a name."""
        answer = self.tries_to_keep(name, *sentences, **fields)
        assert answer.status_code == 302, words_of(answer)
        return WhatIf.objects.get(name=name)

    def tries_to_keep(self, name: str, *sentences: str, **fields):
        """The answer to the form that keeps."""
        page = reverse("what-if-keep", args=[self.asks(*sentences, **fields).resolver_match.kwargs["key"]])
        return self.client.post(page, {"name": name, "key": hidden(self.client.get(page), "key")})

    def adds(self, kind: str, *before: str, **fields):
        """The answer to the form that writes a sentence of some kind."""
        sent = self.sends(*before, add=kind)
        assert sent.status_code == 302, words_of(sent)
        return self.client.post(sent["Location"], fields)


@pytest.fixture
def asking(client_as):
    """Give somebody who asks what if: `asking("planner")`."""
    return lambda role, **fields: Asking(client_as(role, **fields))


@pytest.fixture
def few_people(database):
    """The weekend of a handful of people in a desk on each kind of database; what its clock shows."""
    weekend = few()
    import_scenario(weekend.scenario, author=Author("tests", "", ""), now=weekend.scenario.horizon.start)
    start_demo_clock(at=weekend.at(SATURDAY))
    return weekend.at(SATURDAY)


@pytest.fixture
def exported(handful, tmp_path):
    """The folder of everything that the desk knows now."""
    write_scenario(scenario_at(now()), tmp_path / "exported")
    return tmp_path / "exported"
