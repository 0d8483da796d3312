"""Offers on the pages: help that was not asked for, which the posts that can ask for it accept."""

from __future__ import annotations

import pytest

from standto_desk.acts.asked_places import ANSWERS
from standto_desk.acts.proposal_log import find_proposal
from standto_desk.acts.proposals import EVENT_OF, State
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from tests.desk.acts.small_desk import small_desk
from tests.desk.acts.test_ladder_steps import places
from tests.desk.pages.ladder.test_pages import WHY, form_of, send, words
from tests.desk.people import client_of


@pytest.fixture
def small(desk):
    return small_desk()


def test_an_agreement_before_the_request_is_approved_is_only_an_offer(small):
    officer = client_of(small.officer)
    proposal = small.propose("request-contingency", "mod-arv", count=3)
    said = words(officer.get("/ladder/mod-arv/"))
    assert "Help that we did not ask for , as an offer" in said
    address = "/ladder/mod-arv/answer/contingency-agreed/"
    assert "We asked for nothing that this could answer." in words(officer.get(address))
    assert send(officer, address, count="3").status_code == 302
    assert (places("mod-arv"), find_proposal(proposal.sequence).state) == ({"not-asked": 12}, State.OPEN)
    thread = words(officer.get("/ladder/mod-arv/"))
    assert "12 not asked, at Fri 22 Sep 12:00 BST" in thread
    assert "mod-arv: 3 places agreed to, not asked for ○ waits to be accepted" in thread
    assert "standby" not in thread


@pytest.mark.parametrize("kind", ["aid-offered", "aid-confirmed", "aid-arrived"])
def test_a_form_posted_by_hand_brings_nobody_onto_the_ladder(small, kind):
    officer = client_of(small.officer)
    for number, form in enumerate(({"count": "500"}, {"count": "2", "based_on": ""}, {})):
        sent = officer.post(f"/ladder/kent-arv/answer/{kind}/", {"key": f"by-hand-{number}", **form})
        assert sent.status_code == 302
    assert places("kent-arv") == {"not-asked": 2}
    assert Entry.objects.filter(sort="event", subject="kent-arv").count() == 0


@pytest.mark.parametrize(("pool", "there"), [("kent-arv", "aid-"), ("mod-arv", "contingency-"), ("met-arv", "none")])
def test_only_answers_and_steps_that_fit_a_pools_kind_have_a_page(small, pool, there):
    officer, planner = client_of(small.officer), client_of(small.planner)
    answers = {kind: officer.get(f"/ladder/{pool}/answer/{kind}/").status_code for kind in ANSWERS}
    steps = {step: planner.get(f"/ladder/{pool}/propose/{step}/").status_code for step in EVENT_OF}
    assert answers == {kind: 200 if kind.startswith(there) else 404 for kind in ANSWERS}
    assert steps == {step: 200 if kind.startswith(there) else 404 for step, kind in EVENT_OF.items()}


def test_a_step_from_the_command_line_is_shown_as_such(small):
    machine = Author("command-line", "gold", "met")
    append([Draft("event", "aid-arrived", "kent-arv", count=2)], author=machine, now=now())
    gold = client_of(small.gold)
    assert "arrived 2 places, less than a minute ago; owner: the command line" in words(gold.get("/ladder/kent-arv/"))
    assert "Arrived: 2 places Friday 22 September 2023, 12:00 BST , by the command line" in words(
        gold.get("/ladder/kent-arv/")
    )
    assert "nobody the command line" in words(gold.get("/"))


def test_an_offer_is_accepted_from_the_ladder_and_shown_as_accepted(small):
    officer, planner, gold = (client_of(who) for who in (small.officer, small.planner, small.gold))
    send(officer, "/ladder/kent-arv/answer/aid-arrived/", count="2", source="kent-call")
    offer = Entry.objects.get(sort="offer")
    assert "Propose to accept this" in words(planner.get("/ladder/"))
    assert "Propose to accept this" not in words(client_of(small.viewer).get("/ladder/"))
    address = f"/ladder/kent-arv/propose/ask-aid/?offer={offer.sequence}"
    page = planner.get(address)
    assert "This accepts an offer. kent-arv: 2 places arrived, not asked for." in words(page)
    sent = planner.post(address, {**form_of(page), "count": "2", **WHY})
    proposal = gold.get(sent["Location"])
    gold.post(f"{sent['Location']}approve/", {**form_of(proposal), "post": "gold"})
    assert places("kent-arv") == {"arrived": 2}
    thread = words(gold.get("/ladder/kent-arv/"))
    assert "Offer, accepted: kent-arv: 2 places arrived, not asked for" in thread
    assert "Offers that we did not ask for" not in words(gold.get("/ladder/"))


def test_every_page_of_a_proposal_says_that_it_accepts_an_offer(small):
    officer, gold = client_of(small.officer), client_of(small.gold)
    send(officer, "/ladder/kent-arv/answer/aid-arrived/", count="2")
    small.propose(offer=Entry.objects.get(sort="offer").sequence)
    send(officer, "/ladder/mod-arv/answer/contingency-agreed/", count="3")
    offer = Entry.objects.filter(sort="offer").last()
    proposal = small.propose("request-contingency", "mod-arv", offer=offer.sequence, key="mod")
    said, number = "Request mod-arv as a contingency, 3 places, to accept an offer", proposal.sequence
    own = f"/ladder/proposals/{number}/"
    listed = ("/", "/ladder/", "/ladder/mod-arv/", "/ladder/proposals/approve/", f"/look-back/entries/{number}/")
    pages = (*listed, own, f"{own}record/ministry/", "/handover/new/gold/")
    assert [page for page in pages if said not in words(gold.get(page))] == []
    accepts = (
        "This accepts an offer. mod-arv: 3 places agreed to, not asked for. The offer counts from the last approval."
    )
    assert accepts in words(gold.get(own))
    for page in ("/ladder/", "/ladder/mod-arv/"):
        assert "Already proposed: waits for approval" in words(gold.get(page))
        assert "Propose to accept this" not in words(gold.get(page))
    plain = small.propose("request-contingency", "mod-arv", key="plain")
    assert "offer" not in words(gold.get(f"/ladder/proposals/{plain.sequence}/"))


def test_the_form_for_an_answer_lists_the_offers_that_it_may_repeat(small):
    officer = client_of(small.officer)
    address = "/ladder/kent-arv/answer/aid-arrived/"
    told = "kent-arv: 2 places arrived, not asked for , Fri 22 Sep 12:00 BST"
    assert told not in words(officer.get(address))
    send(officer, address, count="2")
    small.approve(small.propose(count=2))
    page = officer.get(address)
    assert f"{told} If this is the same help, end that offer too, so that it is not counted twice." in words(page)
    assert f"/ladder/offers/{Entry.objects.get(sort='offer').sequence}/end/" in page.content.decode()


def test_an_offer_is_ended_once_and_for_a_known_reason(small):
    officer = client_of(small.officer)
    send(officer, "/ladder/kent-arv/answer/aid-offered/", count="2")
    address = f"/ladder/offers/{Entry.objects.get(sort='offer').sequence}/end/"
    assert "Choose why this offer has ended" in words(send(officer, address))
    assert send(officer, address, how="taken-back")["Location"] == "/ladder/kent-arv/"
    assert "This offer has already ended." in words(officer.get(address))
    assert client_of(small.planner).get(address).status_code == 403
    assert officer.get("/ladder/offers/1/end/").status_code == 404


@pytest.mark.parametrize("query", ["?offer=x", "?offer=99999999999999999999", "?offer=1", "?offer=-1"])
def test_an_unknown_offer_has_no_form(small, query):
    assert client_of(small.planner).get(f"/ladder/kent-arv/propose/ask-aid/{query}").status_code == 404


def test_a_ministrys_refusal_ends_the_proposal_once_it_is_confirmed(small):
    officer, planner, gold = (client_of(who) for who in (small.officer, small.planner, small.gold))
    proposal = small.propose("request-contingency", "mod-arv", count=3)
    small.approve(proposal)
    address = f"/ladder/proposals/{proposal.sequence}/"
    when = {"when_0": "22", "when_1": "9", "when_2": "2023", "when_3": "12:00"}
    unsaid = {"role": "duty minister", "how": "by telephone", **when}
    assert "Choose whether it agreed or refused" in words(send(officer, f"{address}record/ministry/", **unsaid))
    said = {"said": "refused", **unsaid}
    assert send(officer, f"{address}record/ministry/", **said).status_code == 302
    assert "ministry (outside) ▲ refused, to be confirmed" in words(gold.get(address))
    assert "Ministry refused. A second person must confirm this." in words(gold.get("/ladder/"))
    assert find_proposal(proposal.sequence).state is State.OPEN
    page = words(planner.get(f"{address}confirm/ministry/"))
    assert "It refused. The proposal ends when you confirm this Who refused duty minister" in page
    assert send(planner, f"{address}confirm/ministry/").status_code == 302
    ended = find_proposal(proposal.sequence)
    assert (ended.state, ended.refusing) == (State.REFUSED, ("ministry",))
    assert "refused by a post outside" in words(gold.get(address))
    decision = Entry.objects.get(kind="decision")
    assert (decision.name, decision.step) == (f"decision-{proposal.sequence}", "not-request-contingency")
    assert places("mod-arv") == {"not-asked": 12}
    assert "Decided: Do not request mod-arv" in words(gold.get("/ladder/mod-arv/"))
    looked = words(gold.get(f"/look-back/decisions/{decision.sequence}/"))
    assert "Refused by ministry" in looked
