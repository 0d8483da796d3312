"""Proposing a step for several pools at once and approving several proposals at once: all or none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standto_desk.acts.answering import Answer, record_answer
from standto_desk.acts.proposal_log import find_proposal, open_proposals
from standto_desk.acts.proposals import State
from standto_desk.clock import now
from standto_desk.kit.act_forms import CHANGED
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from tests.desk.acts.small_desk import IMPORTER, clock, row, small_desk
from tests.desk.acts.test_ladder_steps import places
from tests.desk.pages.ladder.test_pages import form_of, words
from tests.desk.people import client_of
from tests.desk.reading_pages import faults_of

POOLS = ("kent-arv", "essex-arv", "surrey-arv")
ASK, RELEASE = "/ladder/together/ask-aid/", "/ladder/together/release-aid/"
WHY = {"information": "Our own have returned.", "conditions": "Four of our own are back."}


@pytest.fixture
def small(desk):
    """The small desk with three lent pools, all of whose places have arrived."""
    found = small_desk()
    rows = [
        row("forces", "essex", kind="police"),
        row("forces", "surrey", kind="police"),
        row("forces", "army", kind="military"),
        row("pools", "essex-arv", force="essex", capabilities="arv", count="3"),
        row("pools", "surrey-arv", force="surrey", capabilities="arv", count="1"),
        row("pools", "army-arv", force="army", capabilities="arv", count="5"),
    ]
    append([replace(one, occurred=-(2**61)) for one in rows], author=IMPORTER, now=now())
    return found


def arrived() -> None:
    """Let every lent place arrive."""
    append([Draft("event", "aid-arrived", pool) for pool in POOLS], author=IMPORTER, now=now())


def send(client, address: str, **filled):
    """Open a form, fill it in and send it; return the answer and what was sent."""
    sent = {**form_of(client.get(address)), **filled}
    return client.post(address, sent), sent


def test_releases_of_several_pools_are_proposed_and_approved_in_one_go(small):
    arrived()
    gold = client_of(small.gold)
    assert "Release 3 pools" in words(gold.get("/ladder/"))
    answer, proposed = send(gold, RELEASE, pools=list(POOLS), **{"count-essex-arv": "2"}, **WHY)
    made = list(Entry.objects.filter(sort="proposal").order_by("sequence"))
    assert [(one.subject, one.step, one.count) for one in made] == [
        ("kent-arv", "release-aid", None), ("essex-arv", "release-aid", 2), ("surrey-arv", "release-aid", None),
    ]  # fmt: skip
    query = "&".join(f"proposal={one.sequence}" for one in made)
    assert (answer.status_code, answer["Location"]) == (302, f"/ladder/proposals/approve/?{query}")
    numbers = [str(one.sequence) for one in made]
    approved, sent = send(gold, answer["Location"], proposals=numbers, post="gold")
    assert (approved.status_code, approved["Location"]) == (302, "/ladder/")
    assert [places(pool) for pool in POOLS] == [{"released": 2}, {"arrived": 1, "released": 2}, {"released": 1}]
    count = head().count
    assert gold.post(answer["Location"], sent).status_code == 302
    assert gold.post(RELEASE, proposed)["Location"] == answer["Location"]
    assert head().count == count


def test_the_same_form_sent_twice_proposes_once(small):
    planner = client_of(small.planner)
    answer, sent = send(planner, ASK, pools=list(POOLS), **WHY)
    assert (answer.status_code, answer["Location"]) == (302, "/ladder/")
    assert planner.post(ASK, sent).status_code == 302
    assert [one.entry.subject for one in open_proposals(POOLS)] == list(POOLS)
    other = planner.post(ASK, {**sent, "pools": list(POOLS[:2])})
    assert "the same step is already proposed" in other.content.decode().lower()
    assert Entry.objects.filter(sort="proposal").count() == 3


def test_no_proposal_is_made_if_the_step_is_impossible_for_one_pool(small):
    planner = client_of(small.planner)
    small.propose(pool="essex-arv")
    answer, _ = send(planner, ASK, pools=list(POOLS), **{"count-kent-arv": "0"}, **WHY)
    assert "How many places from kent-arv" in answer.content.decode()
    answer, _ = send(planner, ASK, pools=list(POOLS), **WHY)
    page = answer.content.decode()
    assert "the same step is already proposed" in page.lower()
    assert Entry.objects.filter(sort="proposal").count() == 1
    assert "Our own have returned." in page


def test_a_number_that_is_too_large_is_an_error_at_its_pool(small):
    arrived()
    answer, _ = send(client_of(small.planner), RELEASE, pools=list(POOLS), **{"count-essex-arv": "9"}, **WHY)
    page = answer.content.decode()
    assert 'href="#id_count-essex-arv"' in page
    assert "9 is more than the 3 places that can move; give 3 or fewer" in page
    assert Entry.objects.filter(sort="proposal").count() == 0


def test_choosing_no_pool_is_an_error_and_a_step_for_no_pool_has_no_page(small):
    answer, _ = send(client_of(small.planner), ASK, **WHY)
    assert "Choose the pools to propose this for" in answer.content.decode()
    for step in ("release-aid", "deploy-contingency", "call-in", "nonsense"):
        assert client_of(small.planner).get(f"/ladder/together/{step}/").status_code == 404


def test_a_pool_that_moved_meanwhile_makes_the_form_stale(small):
    planner = client_of(small.planner)
    form = form_of(planner.get(ASK))
    small.approve(small.propose(pool="essex-arv", count=1))
    record_answer(**small.as_(small.officer), answer=Answer("aid-declined", "essex-arv"), key="")
    answer = planner.post(ASK, {**form, "pools": list(POOLS), **WHY})
    assert CHANGED in answer.content.decode()
    assert Entry.objects.filter(sort="proposal").count() == 1


def test_no_proposal_is_approved_if_one_cannot_be(small):
    first, second = small.propose(pool="kent-arv", key="one"), small.propose(pool="essex-arv", key="two")
    gold = client_of(small.gold)
    form = form_of(gold.get("/ladder/proposals/approve/"))
    small.approve(second, key="before")
    numbers = [str(first.sequence), str(second.sequence)]
    answer = gold.post("/ladder/proposals/approve/", {**form, "proposals": numbers, "post": "gold"})
    assert f"Proposal {second.sequence}: it is decided" in answer.content.decode()
    assert find_proposal(first.sequence).state is State.OPEN
    assert places("kent-arv") == {"not-asked": 2}


def test_a_ministrys_words_about_several_proposals_are_recorded_in_one_go(small):
    officer, planner = client_of(small.officer), client_of(small.planner)
    first = small.propose("request-contingency", "mod-arv", count=2, key="one")
    second = small.propose("request-contingency", "army-arv", count=1, key="two")
    for number, proposal in enumerate((first, second)):
        small.approve(proposal, key=f"gold-{number}")
    when = {"when_0": "22", "when_1": "9", "when_2": "2023", "when_3": "12:00"}
    said = {"said": "agreed", "role": "duty minister", "how": "by telephone", "also": [str(second.sequence)], **when}
    for post in ("home-office", "ministry"):
        address = f"/ladder/proposals/{first.sequence}/record/{post}/"
        assert "The post said the same about" in words(officer.get(address))
        answer, sent = send(officer, address, **said)
        assert answer.status_code == 302
        assert officer.post(address, sent).status_code == 302
        address = f"/ladder/proposals/{first.sequence}/confirm/{post}/"
        answer, sent = send(planner, address, also=[str(second.sequence)])
        assert answer.status_code == 302
        assert planner.post(address, sent).status_code == 302
    assert (places("mod-arv"), places("army-arv")) == (
        {"not-asked": 10, "requested": 2},
        {"not-asked": 4, "requested": 1},
    )
    assert Entry.objects.filter(sort="approval").count() == 6
    assert Entry.objects.filter(sort="confirmation").count() == 4


def test_a_commander_without_a_post_has_nothing_to_approve_on_the_page_for_several(small):
    small.propose()
    page = words(client_of(small.second).get("/ladder/proposals/approve/"))
    assert "No proposal waits for your approval." in page
    assert client_of(small.planner).get("/ladder/proposals/approve/").status_code == 403
    clock(1)


def test_faults_of_the_reasons_are_told_though_no_pool_is_chosen(small):
    page, _ = send(client_of(small.gold), ASK, threat="m0001 is tired.")
    assert (page.status_code, faults_of(page)) == (
        422,
        [
            "Contains somebody's cipher; write nothing about a person here",
            "Enter the conditions for standing the help down",
            "Choose the pools to propose this for",
        ],
    )
