"""A demonstration's clock set back: no page shows later entries."""

from __future__ import annotations

import re

import pytest

from standto.model.time import BEGINNING
from standto_desk.acts.answering import Answer, record_answer
from standto_desk.acts.deciding import decide_alone
from standto_desk.acts.free_text import Rationale
from standto_desk.acts.handing_over import hand_over, withdraw_handover
from standto_desk.acts.proposing import Plan
from standto_desk.acts.recording import ABOUT_PEOPLE
from standto_desk.acts.stepping_back import return_to_duty, step_back
from standto_desk.acts.verifying import ask_verification
from standto_desk.alerts.alert_lists import open_alerts, past_alerts
from standto_desk.alerts.matters import GAP, Matter
from standto_desk.alerts.watching import update_alerts
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from standto_desk.jobs.working import Worker
from standto_desk.kit.instants import written
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries, known_entries
from tests.desk.access.routes import ADDRESSES, CLOSED, OPEN, ROUTES, address_of
from tests.desk.acts.small_desk import HOUR, IMPORTER, NOON, SmallDesk, clock, small_desk
from tests.desk.people import account_of, client_of
from tests.desk.random_tokens import without_tokens
from tests.desk.reading_pages import words_of
from tests.desk.recorded import correct_entry
from tests.desk.weekends import SATURDAY

HOURS = (1, 2, 3, 4)
LEFT_OUT = ("live/", "account/logout/")
NUMBERED = re.compile(r"/(?:entries|proposals|decisions|handover|receipt|redact|correct)/(\d+)/")
MARKERS = {
    hour: (f"-of-hour-{hour}", f"declared{hour}", f"q000{hour}", f"Sentence-{hour}", f"decision-for-{hour}")
    for hour in HOURS
}


def why(hour: int) -> Rationale:
    """A reason for a decision, with the hour in it."""
    return Rationale(information=f"information-of-hour-{hour}", conditions="Four of our own have returned.")


def told(desk: SmallDesk) -> None:
    """Four hours at a small desk, with an entry of every kind in each."""
    authors = {"account": desk.gold, "author": desk.author(desk.gold)}
    volunteer = account_of("volunteer", cipher="m0001", username="a-volunteer")
    for hour in HOURS:
        clock(hour)
        who = f"q000{hour}"
        append(
            [
                Draft("row", "people", who, step="set"),
                Draft("event", kind="declared", subject=f"declared{hour}"),
                Draft("event", kind="statement", subject="met", text=f"words-of-hour-{hour}"),
                Draft("event", kind="stepped-back", subject=who),
            ],
            author=IMPORTER,
            now=now(),
        )
        update_alerts(
            [Matter(GAP, f"duty-{each}", f"Sentence-{each}.") for each in (hour - 1, hour)], now=now(), **HOME
        )
        choose = step_back if hour % 2 else return_to_duty
        choose(account=volunteer, author=desk.author(volunteer), key=f"step-{hour}")
        ask_verification(account=desk.gold, author=desk.author(desk.gold))
        assert Worker().do_one()
        if hour == 1:
            desk.propose(rationale=why(1))
        if hour == 2:
            desk.approve(Entry.objects.get(sort="proposal"))
            hand_over(**authors, to=desk.second, note="note-of-hour-2", key="offered-2")
        if hour == 3:
            officer = {"account": desk.officer, "author": desk.author(desk.officer)}
            record_answer(**officer, answer=Answer("aid-offered", "kent-arv", count=1), key="answer")
            correct_entry(**officer, sequence=Entry.objects.get(subject="q0001", kind="stepped-back").sequence)
            offered = Entry.objects.get(sort="handover")
            withdraw_handover(**authors, handover=offered.sequence, key="withdrawn-3")
        if hour == 4:
            hand_over(**authors, to=desk.second, note="note-of-hour-4", key="offered-4")
            decide_alone(**authors, plan=Plan("no-change", "met", rationale=why(4)), key="no-change")


HOME = {"force": "met", "otherwise": "gold"}


def clients(desk: SmallDesk) -> dict[str, object]:
    """A browser of every role, by the role."""
    made = {role: account_of(role, username=f"the-{role}") for role in ("administrator", "auditor", "viewer")}
    volunteer = type(desk.gold).objects.get(username="a-volunteer")
    made |= {"duty-officer": desk.officer, "planner": desk.planner, "commander": desk.gold, "volunteer": volunteer}
    return {role: client_of(account, raise_request_exception=True) for role, account in made.items()}


def addresses(role: str, sequences: list[int]) -> list[str]:
    """Every address that a role may open; those of an entry, for each of some entries."""
    found = []
    for route, who in ROUTES.items():
        if who == CLOSED or route in LEFT_OUT or (who is not OPEN and role not in who):
            continue
        address = ADDRESSES.get(route) or address_of(route)
        if "<int:sequence>" in route or "<int:number>" in route:
            found += [re.sub(r"/1/", f"/{sequence}/", address, count=1) for sequence in sequences]
        else:
            found.append(address)
    moment, before = written(now()), written(now() - HOUR)
    if role not in ("volunteer", "administrator"):
        found += [f"/look-back/?at={moment}", f"/look-back/changes/?start={before}&until={moment}"]
        found += ["/ladder/mod-arv/", "/ladder/met-arv/"]
    return found


def pages(client, role: str, sequences: list[int]):
    """Every page of a role: its address, its status and its text."""
    for address in addresses(role, sequences):
        yield address, client.get(address)
    if role == "duty-officer":
        for who in ("m0001", "q0001", "q0004"):
            for place in ("/record/entries/", "/look-back/entries/person/"):
                yield f"{place} {who}", client.post(place, {"cipher": who}, follow=True)


def text_of(answer) -> str:
    """The text of an answer, also of one that is streamed."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode()


SLOW = [pytest.param(hours, marks=pytest.mark.slow) for hours in (0.5, 1.5, 3.5, 4.5)]
"""Each clock costs a walk over every page of every role; the fast one has hours before and after it."""


@pytest.mark.parametrize("hours", [2.5, *SLOW])
def test_no_page_of_any_role_shows_an_entry_that_was_recorded_after_the_clock(desk, hours):
    small = small_desk()
    told(small)
    browsers = clients(small)
    story = [one.sequence for one in entries().filter(recorded__gte=NOON)]
    set_demo_clock(at=NOON + round(hours * HOUR))
    last = known_entries().last().sequence
    later = [mark for hour in HOURS if hour > hours for mark in MARKERS[hour]]
    seen: set[str] = set()
    for role, client in browsers.items():
        for address, answer in pages(client, role, story):
            text = without_tokens(text_of(answer))
            place = f"{role} {address}"
            if typed := re.search(r" (\S+)$", address):  # what was asked for stands in the form
                text = text.replace(f'value="{typed[1]}"', "")
            assert [mark for mark in later if mark in text] == [], place
            shown = [int(number) for number in NUMBERED.findall(text.replace(answer.request["PATH_INFO"], ""))]
            assert [number for number in shown if number > last] == [], place
            named = re.search(r"/(\d+)/", address)
            if named and int(named[1]) > last and answer.status_code == 200:
                assert address.startswith(("/alerts/", "/accounts/", "/on-duty/", "/rota/")), place
            seen |= {mark for hour in HOURS for mark in MARKERS[hour] if mark in text}
    expected = {mark for hour in HOURS if hour <= hours for mark in MARKERS[hour][:4]}
    assert seen == expected


@pytest.mark.parametrize("moment", [SATURDAY, "2023-09-25T12:00"])
def test_the_brief_and_the_pages_of_a_person_know_nothing_of_the_rest_of_the_weekend(handful, client_as, moment):
    set_demo_clock(at=handful.at(moment))
    known = set(known_entries().values_list("sequence", flat=True))
    gold = client_as("commander", post="strategic-commander")
    brief = words_of(gold.get("/handover/new/strategic-commander/"))
    happened = brief[brief.index("What has happened since") : brief.index("Offer the post")]
    learnt = known_entries().filter(known__gt=BEGINNING, sort="event")
    back = len(set(learnt.filter(kind="stepped-back", subject__startswith="m0").values_list("subject", flat=True)))
    others = learnt.exclude(kind__in=ABOUT_PEOPLE).exclude(kind="correction").count()
    assert f"{back:,} {'person' if back == 1 else 'people'} stepped back" in happened
    assert f"and {others - 12:,} other" in happened
    officer = client_as("duty-officer", post="duty-officer")
    for person in [person.id for person in handful.scenario.people]:
        answer = officer.post("/record/entries/", {"cipher": person}, follow=True)
        listed = {int(number) for number in NUMBERED.findall(answer.content.decode())}
        assert answer.request["PATH_INFO"] == "/record/entries/person/"
        assert listed <= known


def test_what_is_entered_under_a_clock_that_was_set_back_counts_at_once_and_moves_it_on(database):
    small = small_desk()
    clock(4)
    append([Draft("event", kind="declared", subject="declared4")], author=IMPORTER, now=now())
    volunteer = client_of(account_of("volunteer", cipher="m0001"))
    clock(1)
    assert "You have not stepped back." in words_of(volunteer.get("/my/"))
    step_back(account=volunteer.account, author=small.author(volunteer.account), key="stepped")
    assert now() == entries().last().recorded == NOON + 4 * HOUR + 1
    assert "You have stepped back from everything." in words_of(volunteer.get("/my/"))


def test_alerts_are_as_they_stood_when_the_clock_showed_that_time(database):
    small_desk()
    matters = [Matter(GAP, f"duty-{hour}", f"Sentence-{hour}.") for hour in (1, 2, 3)]
    clock(1)
    update_alerts(matters[:1], now=now(), **HOME)
    clock(2)
    update_alerts(matters[:2], now=now(), **HOME)
    clock(3)
    update_alerts(matters[2:], now=now(), **HOME)
    assert ([one.about for one in open_alerts()], len(past_alerts(9))) == (["duty-3"], 2)
    clock(2.5)
    assert ([one.about for one in open_alerts()], past_alerts(9)) == (["duty-1", "duty-2"], [])
    update_alerts(matters[:2], now=now(), **HOME)
    assert ([one.about for one in open_alerts()], past_alerts(9)) == (["duty-1", "duty-2"], [])
    clock(5)
    assert [one.about for one in open_alerts()] == ["duty-1", "duty-2"]
