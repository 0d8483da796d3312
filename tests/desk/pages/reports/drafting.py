"""Reports in tests: a planner drafts, a commander approves and publishes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from standto_desk.acts.situation_reports.finding_reports import find_report
from standto_desk.acts.situation_reports.report_chain import ReportChain
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import hidden, words_of


@dataclass
class Desk:
    """The people at a desk who make reports."""

    planner: Any
    commander: Any

    def draft(self, audience: str = "command", **fields: Any) -> int:
        """Draft a report; its number."""
        key = hidden(self.planner.get(reverse("report-new")), "key")
        answer = self.planner.post(reverse("report-new"), {"audience": audience, "key": key, **fields})
        assert answer.status_code == 302, words_of(answer)
        return int(answer["Location"].split("/")[2])

    def write(self, number: int, words: str, section: str = "comment", by: Any = None) -> None:
        """Write words of a report."""
        client, address = by or self.planner, reverse("report-words", args=[number, section])
        answer = client.post(address, {"words": words, **carried(client.get(address))})
        assert answer.status_code == 302, words_of(answer)

    def step(self, number: int, name: str, by: Any = None) -> Any:
        """Take a step of a report by the button on its page; the answer."""
        client = by or self.commander
        return client.post(
            reverse(f"report-{name}", args=[number]), carried(client.get(reverse("report", args=[number])))
        )

    def publish(self, audience: str = "command", words: str = "Kent sends four at 15:00.", **fields: Any) -> int:
        """Draft, write, approve and publish a report; its number."""
        number = self.draft(audience, **fields)
        if words:
            self.write(number, words)
        for name in ("approve", "publish"):
            answer = self.step(number, name)
            assert answer.status_code == 302, words_of(answer)
        return number


def desk_of_reports() -> Desk:
    """A planner and a commander who have signed in."""
    return Desk(
        client_of(account_of("planner", username="the-planner", post="planner")),
        client_of(account_of("commander", username="the-commander", post="strategic-commander")),
    )


def carried(page: Any) -> dict[str, str]:
    """The hidden fields that a form of a page carries."""
    return {name: hidden(page, name) for name in ("key", "based_on")}


def report(number: int) -> ReportChain:
    """A report by its number."""
    found = find_report(number)
    assert found is not None
    return found
