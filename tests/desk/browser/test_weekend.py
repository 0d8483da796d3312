"""The weekend of September 2023, played through the pages by four people in four browsers at once.

What is not entered on a page (two hundred people who step back and return, reports and statements) is entered beside
it, at the moments at which it became known. At the end the desk says what the sample says.
"""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from django.db import connection

from standto import cover, review, situation_of
from standto.model.time import HOUR, MINUTE
from standto_desk.book.situations import scenario_at
from standto_desk.clock.setting import set_demo_clock
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.verifying import verify_ledger
from tests.desk.browser.weekend_again import OUTSIDE, PEOPLE, WHOLE, at, became_known, make_desk, record_quietly
from tests.desk.databases import point_at
from tests.desk.people import HOME

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ANSWERS = [
    event for event in WHOLE.events if event.kind.startswith(("aid-", "contingency-")) and "ask" not in event.kind
]
ASKING = ("ask-aid", "request-contingency")
WHY = "Duties of criticality 1 are short of people, and nobody else is near enough to be in time."


class Weekend:
    """The desk with everybody who records the weekend in it."""

    def __init__(self, server, visitors) -> None:
        self.volunteer = visitors(server, "volunteer", viewport={"width": 360, "height": 740})
        self.officer = visitors(server, "duty-officer")
        self.commander = visitors(server, "commander")
        self.auditor = visitors(server, "auditor", java_script_enabled=False)
        self.planner = visitors(server, "planner")
        self.author = Author("the-control-room", "duty-officer", HOME)
        self.known = WHOLE.horizon.start - MINUTE

    def comes_to(self, text: str, *, but: tuple[str, ...] = ()) -> None:
        """Let time pass, and what became known be recorded, but for some people's steps."""
        events = [event for event in became_known(self.known, at(text)) if event.subject not in but]
        record_quietly(self.author, events)
        self.known = at(text)
        set_demo_clock(at=self.known)

    def proposes(self, pool: str, step: str) -> None:
        """Let the commander propose a step for a pool and approve it for their post."""
        self.commander.goes_to(f"/ladder/{pool}/propose/{step}/")
        self.commander.fills(information=WHY, action="Look again at the next review.")
        if self.commander.page.locator("[name=count]").count():
            self.commander.fills(count="")  # all of its places, as it was
        if step in ASKING:
            self.commander.fills(conditions="Enough have returned for every duty to be covered for 72 hours.")
        self.commander.presses("Propose")
        if self.commander.page.locator("main").get_by_role("button", name="Approve").count():
            self.commander.presses("Approve")

    def answers(self, event) -> None:
        """Let the duty officer record what another force answered."""
        self.officer.goes_to(f"/ladder/{event.subject}/answer/{event.kind}/")
        self.officer.fills(count="" if event.count is None else str(event.count))
        self.officer.presses("Record")
        if "Offers that we did not ask for" in self.officer.words:
            self.accepts(event.subject)

    def accepts(self, pool: str) -> None:
        """Let the commander accept what a force offered beyond what it was asked for."""
        self.commander.goes_to(f"/ladder/{pool}/")
        self.commander.follows("Propose to accept this")
        self.commander.fills(information=WHY, conditions="Enough have returned for every duty to be covered.")
        self.commander.presses("Propose")
        self.commander.presses("Approve")

    def decides_against(self, pool: str, step: str) -> None:
        """Let the commander decide against a step."""
        self.commander.goes_to(f"/ladder/decide/not-{step}/?subject={pool}")
        self.commander.fills(information=WHY)
        self.commander.presses("Record this decision")


@pytest.fixture(scope="module")
def weekend(tmp_path_factory, empty_sqlite, served, visitors):
    path = tmp_path_factory.mktemp("weekend") / "desk.sqlite3"
    shutil.copy(empty_sqlite, path)
    url = point_at(f"sqlite:///{path}")
    make_desk()
    yield Weekend(served(url), visitors)
    connection.close()


def test_a_volunteer_steps_back_by_themself_and_has_a_receipt(weekend):
    first = next(event for event in WHOLE.events if event.kind == "stepped-back")
    weekend.comes_to(WHOLE.zone.local(first.recorded).strftime("%Y-%m-%dT%H:%M:%S"), but=(first.subject,))
    weekend.volunteer.goes_to("/my/")
    weekend.volunteer.follows("Step back")
    weekend.volunteer.page.get_by_label("Everything").check()
    weekend.volunteer.presses("Step back now")
    weekend.volunteer.finds("Friday 22 September 2023")
    assert "/my/" in weekend.volunteer.page.url
    assert first.subject not in weekend.volunteer.address


def test_the_commanders_board_tells_at_once_of_people_whom_the_duty_officer_enters(weekend):
    together = [event for event in WHOLE.events if event.kind == "stepped-back" and event.recorded > weekend.known][:6]
    moment = together[-1].recorded
    together = [event for event in together if event.recorded == moment]
    ciphers = tuple(event.subject for event in together)
    weekend.comes_to(WHOLE.zone.local(moment).strftime("%Y-%m-%dT%H:%M:%S"), but=ciphers)
    weekend.commander.goes_to("/")
    before = situation_of(scenario_at(moment), at=moment).stepped_back(HOME, moment)
    weekend.officer.goes_to("/record/")
    weekend.officer.page.get_by_label("Stepped back").check()
    weekend.officer.fills(people="\n".join(ciphers))
    weekend.officer.presses("Continue")
    weekend.officer.presses("Confirm and record")
    weekend.commander.finds(f"Metropolitan Police Service, {before + len(ciphers)}")


def test_on_saturday_help_is_asked_as_the_review_recommends(weekend):
    weekend.comes_to("2023-09-23T08:00:00")
    for pool in ("kent-arv", "hertfordshire-arv", "thames-valley-arv", "bedfordshire-arv"):
        weekend.proposes(pool, "ask-aid")
        assert "decided" in weekend.commander.words
    weekend.comes_to("2023-09-23T09:00:00")
    for pool in ("cambridgeshire-arv", "leicestershire-arv", "avon-and-somerset-arv"):
        weekend.proposes(pool, "ask-aid")


def test_a_contingency_waits_for_two_posts_outside_and_for_a_second_person(weekend):
    weekend.proposes("mod-support", "request-contingency")
    proposal = weekend.commander.page.url.removeprefix(weekend.commander.at)
    for post in OUTSIDE:
        weekend.officer.goes_to(f"{proposal}record/{post}/")
        weekend.officer.page.get_by_label("It agreed", exact=True).check()
        weekend.officer.fills(role="Duty minister", how="By telephone", when_0="23", when_1="9", when_2="2023")
        weekend.officer.fills(when_3="09:00")
        weekend.officer.presses("Record")
    weekend.auditor.goes_to(proposal)
    assert "decided" not in weekend.auditor.words.split("Why")[0]
    for post in OUTSIDE:
        weekend.planner.goes_to(f"{proposal}confirm/{post}/")
        weekend.planner.presses("Confirm this")
    weekend.auditor.goes_to(proposal)
    assert "decided" in weekend.auditor.words.split("Why")[0]


def test_answers_are_recorded_as_they_come_and_the_military_stands_down_on_monday(weekend):
    coming = [event for event in ANSWERS if not event.kind.endswith(("released", "stood-down", "requested"))]
    for event in coming:
        weekend.comes_to(WHOLE.zone.local(event.recorded).strftime("%Y-%m-%dT%H:%M:%S"))
        weekend.answers(event)
    weekend.comes_to("2023-09-25T12:00:00")
    weekend.proposes("mod-support", "stand-down-contingency")
    for pool in ("kent-arv", "hertfordshire-arv", "bedfordshire-arv", "cambridgeshire-arv", "avon-and-somerset-arv"):
        weekend.decides_against(pool, "release-aid")
    weekend.comes_to("2023-09-28T10:00:00")
    for pool in ("kent-arv", "hertfordshire-arv", "bedfordshire-arv", "cambridgeshire-arv", "avon-and-somerset-arv"):
        weekend.proposes(pool, "release-aid")


def test_every_decision_is_what_the_review_recommended(weekend):
    agreeing = otherwise = 0
    for page in (1, 2, 3):
        weekend.auditor.goes_to(f"/look-back/decisions/?page={page}")
        otherwise += weekend.auditor.words.count("not as recommended")
        agreeing += weekend.auditor.words.count("as recommended")
    # Five forces offered more than they were asked for, which no review can recommend to accept.
    assert (agreeing - otherwise, otherwise) == (19, 5)


@pytest.mark.parametrize("text", ["2023-09-23T12:01:00", "2023-09-24T20:00:00", "2023-09-27T09:00:00"])
def test_any_moment_is_covered_as_it_is_in_the_sample(weekend, text):
    moment = at(text)
    hours = np.arange(moment, moment + 72 * HOUR, 15 * MINUTE)

    def gaps(scenario):
        found = cover(situation_of(scenario, at=moment))
        return found.gap[np.searchsorted(found.windows.starts, hours, side="right") - 1].tolist()

    assert gaps(scenario_at(moment)) == gaps(WHOLE)


def test_the_review_of_sunday_recommends_what_that_of_the_sample_does(weekend):
    moment = at("2023-09-24T12:01:00")  # what is recorded at noon is known a moment after it
    played = review(situation_of(scenario_at(moment), at=moment))
    real = review(situation_of(WHOLE, at=moment))
    assert [one.id for one in played.recommendations] == [one.id for one in real.recommendations]


def test_the_auditor_looks_back_at_saturday_and_verifies_the_chain(weekend):
    weekend.auditor.goes_to("/look-back/?at=2023-09-23T11:00:00Z")
    assert "Saturday 23 September 2023, 12:00 BST" in weekend.auditor.words
    weekend.auditor.goes_to("/look-back/verify/")
    weekend.auditor.presses("Verify the whole chain")
    for _ in range(20):
        if "is as it was entered" in weekend.auditor.words or "Check again" not in weekend.auditor.words:
            break
        weekend.auditor.follows("Check again")
    assert verify_ledger().fault == ""


def test_nobody_but_the_duty_officer_and_the_volunteer_ever_saw_a_cipher(weekend):
    ciphers = {event.subject for event in WHOLE.events if event.kind in PEOPLE}
    seen = set()
    for visitor in (weekend.commander, weekend.auditor, weekend.planner):
        for path in ("/", "/ladder/", "/look-back/?at=2023-09-23T11:00:00Z", "/look-back/entries/", "/alerts/"):
            if path == "/look-back/entries/" and visitor is weekend.planner:
                continue
            visitor.goes_to(path)
            seen |= ciphers & set(visitor.words.replace(",", " ").split())
    assert seen == set()


def test_no_page_had_an_error(weekend):
    everybody = (weekend.volunteer, weekend.officer, weekend.commander, weekend.auditor, weekend.planner)
    assert [visitor.faults for visitor in everybody] == [[]] * 5
