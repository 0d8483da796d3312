"""Help that nobody asked for counts nowhere until it is accepted; an answer moves only requested places."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from standto import cover
from standto.model.ladder import AID_STATES, CONTINGENCY_STATES, ON_THE_LADDER
from standto_desk.acts.answering import Answer, correct_answer, end_offer, record_answer
from standto_desk.acts.deciding import decide_alone
from standto_desk.acts.offers import OfferState, find_offer, open_offers
from standto_desk.acts.proposal_log import find_proposal
from standto_desk.acts.proposals import State
from standto_desk.acts.proposing import Plan
from standto_desk.acts.step_owners import deciding_posts, find_step_owners
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.ledger.refusals import Refused
from standto_desk.picture.showing import picture_now
from tests.desk.acts.small_desk import HOUR, NOON, WHY, clock, small_desk
from tests.desk.acts.test_ladder_steps import places, told


@pytest.fixture
def small(desk):
    return small_desk()


def answered(small, kind: str, pool: str, count: int | None = None, key: str = "", **more) -> Entry:
    """Record an answer as the duty officer."""
    return record_answer(**small.as_(small.officer), answer=Answer(kind, pool, count=count, **more), key=key)


def asked(small, step="ask-aid", pool="kent-arv", count=None, key="first") -> None:
    """Propose a step, and approve it as every approver."""
    proposal = small.propose(step, pool, count=count, key=key)
    small.approve(proposal, key=f"{key}-approved")
    if step in ("request-contingency", "deploy-contingency"):
        for post in ("home-office", "ministry"):
            small.agree_outside(proposal, post, at=NOON)


def gaps() -> list[int]:
    """The gap of the only duty now and in the look-ahead, on the default basis."""
    at = now()
    return cover(situation_at(at)).gap.ravel().tolist()


def recommended() -> list[str]:
    """The recommendations of a review now."""
    return [one.id for one in picture_now().review.recommendations]


def test_a_duty_officer_alone_puts_no_soldier_on_standby(small):
    proposal = small.propose("request-contingency", "mod-arv", count=3)
    small.approve(proposal)
    before = recommended()
    entry = answered(small, "contingency-agreed", "mod-arv", count=3)
    assert (entry.sort, entry.step, entry.count) == ("offer", "contingency-agreed", 3)
    assert places("mod-arv") == {"not-asked": 12}
    assert find_proposal(proposal.sequence).state is State.OPEN
    assert recommended() == before
    assert [one.sequence for one in open_offers(["mod-arv"])] == [entry.sequence]


def test_help_that_arrives_unasked_closes_no_gap_until_it_is_accepted(small):
    before = gaps()
    offer = answered(small, "aid-arrived", "kent-arv", count=2, source="kent-call")
    assert (gaps(), places("kent-arv")) == (before, {"not-asked": 2})
    proposal = small.propose(offer=offer.sequence)
    assert (gaps(), find_offer(offer.sequence).state) == (before, OfferState.OPEN)
    made = small.approve(proposal)
    assert [entry.kind or entry.sort for entry in made] == [
        "approval", "decision", "aid-asked", "aid-offered", "aid-confirmed", "aid-arrived",
    ]  # fmt: skip
    assert [entry.source for entry in made[-3:]] == ["kent-call"] * 3
    assert places("kent-arv") == {"arrived": 2}
    assert gaps() == [0] * len(before)
    assert find_offer(offer.sequence).state is OfferState.ACCEPTED
    owners = find_step_owners(["kent-arv"])
    assert {state: post for (_, state, _), post in owners.items()} == dict.fromkeys(
        ("asked", "offered", "confirmed", "arrived"), "gold"
    )


def test_the_militarys_offer_is_accepted_by_every_post_that_would_request_it(small):
    offer = answered(small, "contingency-agreed", "mod-arv", count=5)
    proposal = small.propose("request-contingency", "mod-arv", count=4, offer=offer.sequence)
    small.approve(proposal)
    small.agree_outside(proposal, "home-office")
    assert places("mod-arv") == {"not-asked": 12}
    small.agree_outside(proposal, "ministry")
    assert places("mod-arv") == {"not-asked": 8, "standby": 4}
    assert find_offer(offer.sequence).state is OfferState.ACCEPTED


OFF = sorted((set(AID_STATES) | set(CONTINGENCY_STATES)) - ON_THE_LADDER)
UP = ("aid-offered", "aid-confirmed", "aid-arrived", "contingency-agreed")
HAND = Author("importer", "", "met")


@pytest.mark.parametrize("kind", UP)
@pytest.mark.parametrize("state", OFF)
def test_no_answer_moves_a_place_up_from_where_nobody_asked_for_it(small, kind, state):
    military = kind.startswith("contingency-")
    pool = "mod-arv" if military else "kent-arv"
    ways = {
        "declined": (["contingency-requested", "contingency-declined"], ["aid-asked", "aid-declined"]),
        "stood-down": (["contingency-requested", "contingency-stood-down"], None),
        "withdrawn": (None, ["aid-offered", "aid-withdrawn"]),
        "released": (None, ["aid-arrived", "aid-released"]),
        "not-asked": ([], []),
    }
    way = ways[state][0 if military else 1]
    if way is None:
        return
    for step in way:
        append([Draft("event", step, pool, occurred=NOON - HOUR)], author=HAND, now=now())
    before = places(pool)
    assert set(before) == {state}
    for count in (None, 1, 50):
        assert answered(small, kind, pool, count=count, key=f"{count}").sort == "offer"
    assert places(pool) == before


@pytest.mark.parametrize(("kind", "pool"), [("aid-declined", "kent-arv"), ("contingency-declined", "mod-arv")])
def test_nobody_declines_what_was_not_asked(small, kind, pool):
    step = "request-contingency" if pool == "mod-arv" else "ask-aid"
    proposal, before = small.propose(step, pool), recommended()
    assert [column for column, _ in told(answered, small, kind, pool)] == ["kind"]
    assert (find_proposal(proposal.sequence).state, recommended()) == (State.OPEN, before)


def test_what_a_donor_offers_beyond_what_was_asked_waits_to_be_accepted(small):
    asked(small, count=2)
    entry = answered(small, "aid-offered", "kent-arv", count=9, key="nine")
    assert (entry.sort, entry.count) == ("event", 2)
    (offer,) = open_offers(["kent-arv"])
    assert (offer.entry.count, places("kent-arv")) == (7, {"offered": 2})
    assert answered(small, "aid-offered", "kent-arv", count=9, key="nine") == entry
    assert [one.sequence for one in open_offers(["kent-arv"])] == [offer.sequence]
    assert told(small.propose, offer=offer.sequence, count=8, key="many") == [
        ("count", "must be 7, as offered, or fewer")
    ]
    small.approve(small.propose(offer=offer.sequence, key="rest"), key="rest-approved")
    assert places("kent-arv") == {"offered": 9}


def test_what_is_accepted_moves_as_many_places_whatever_else_is_on_the_ladder(small):
    asked(small, count=1)
    answered(small, "aid-confirmed", "kent-arv", count=1)
    asked(small, count=1, key="second")
    entry = answered(small, "aid-arrived", "kent-arv", count=5)
    assert (entry.count, places("kent-arv")) == (2, {"arrived": 2})
    asked(small, "release-aid", count=1, key="release")
    offer = answered(small, "aid-arrived", "kent-arv", count=4)
    small.approve(small.propose(offer=offer.sequence, count=3, key="some"), key="some-approved")
    assert places("kent-arv") == {"arrived": 4}


def test_more_soldiers_than_were_requested_do_not_stand_by(small):
    asked(small, "request-contingency", "mod-arv", count=3)
    answered(small, "contingency-agreed", "mod-arv", count=12)
    assert places("mod-arv") == {"not-asked": 9, "standby": 3}
    assert [offer.entry.count for offer in open_offers(["mod-arv"])] == [9]
    assert told(small.propose, "deploy-contingency", "mod-arv", count=12, key="many") == [
        ("count", "12 is more than the 3 places that can move; give 3 or fewer")
    ]


def test_soldiers_who_have_not_agreed_are_not_deployed(small):
    asked(small, "request-contingency", "mod-arv", count=3)
    assert [column for column, _ in told(small.propose, "deploy-contingency", "mod-arv", key="early")] == ["kind"]


def test_an_answer_of_before_the_request_is_an_offer(small):
    clock(1)
    asked(small, "request-contingency", "mod-arv", count=3)
    clock(2)
    entry = answered(small, "contingency-agreed", "mod-arv", count=3, occurred=NOON + HOUR // 2)
    assert (entry.sort, places("mod-arv")) == ("offer", {"not-asked": 9, "requested": 3})


def test_the_same_places_are_not_answered_for_twice_by_an_earlier_time(small):
    asked(small, "request-contingency", "mod-arv", count=3)
    clock(2)
    first = answered(small, "contingency-agreed", "mod-arv", count=3)
    assert told(answered, small, "contingency-agreed", "mod-arv", count=3, occurred=NOON + HOUR) == [
        (
            "occurred",
            f"leaves too few requested places to the later answer {first.reference}; correct that one first",
        )
    ]
    assert places("mod-arv") == {"not-asked": 9, "standby": 3}


@pytest.mark.parametrize("kind", ["aid-declined", "aid-withdrawn"])
def test_a_correction_brings_no_more_places_than_were_asked_for(small, kind):
    asked(small, count=2)
    if kind == "aid-withdrawn":
        answered(small, "aid-confirmed", "kent-arv")
    clock(1)
    wrong = answered(small, kind, "kent-arv")
    clock(2)
    asked(small, count=2, key="again")
    again = Entry.objects.filter(kind="aid-asked").latest("sequence")
    answered(small, "aid-confirmed", "kent-arv", count=2)
    before = places("kent-arv")
    rests = f"the decision {again.reference} rests on this answer and would add places without it, so it stays"
    faults = told(correct_answer, **small.as_(small.officer), sequence=wrong.sequence, key="")
    assert faults == [(None, rests)]
    assert places("kent-arv") == before == {"confirmed": 2}


def test_an_offer_that_has_ended_is_not_accepted(small):
    officer = small.as_(small.officer)
    offer = answered(small, "aid-offered", "kent-arv", count=2)
    proposal = small.propose(offer=offer.sequence)
    end_offer(**officer, sequence=offer.sequence, how="taken-back", key="back")
    assert end_offer(**officer, sequence=offer.sequence, how="taken-back", key="back").sort == "offer-end"
    assert told(small.approve, proposal) == [(None, "it has lapsed, because the offer that it accepts has ended")]
    assert told(small.propose, offer=offer.sequence, key="again") == [("offer", "has ended; look at the pool again")]
    assert told(end_offer, **officer, sequence=offer.sequence, how="wrong", key="") == [(None, "it has already ended")]
    assert places("kent-arv") == {"not-asked": 2}


def test_to_decide_against_asking_turns_an_offer_down(small):
    offer = answered(small, "aid-offered", "kent-arv", count=2)
    decide_alone(**small.as_(small.gold), plan=Plan("not-ask-aid", "kent-arv", rationale=WHY), key="")
    assert find_offer(offer.sequence).state is OfferState.TURNED_DOWN


def test_an_offer_is_accepted_only_by_its_own_step_for_its_own_pool(small):
    offer = answered(small, "aid-offered", "kent-arv", count=2)
    faults = told(small.propose, "request-contingency", "mod-arv", offer=offer.sequence)
    assert faults == [("offer", f"entry {offer.sequence} is no offer of mod-arv that request-contingency accepts")]
    assert told(small.propose, offer=offer.sequence + 1) == [("offer", "there is no such offer")]


def test_who_records_answers_records_no_others_and_nobody_else_does(small):
    for account in (small.viewer, small.planner):
        with pytest.raises(PermissionDenied):
            end_offer(**small.as_(account), sequence=1, how="wrong", key="")
    assert told(answered, small, "contingency-agreed", "kent-arv") == [
        ("kind", "contingency-agreed is not an answer that kent-arv can give")
    ]


def test_a_decision_that_only_bears_a_proposals_name_is_nobodys(small):
    proposal = small.propose("request-contingency", "mod-arv", count=3)
    machine = Author("command-line", "", "")
    forged = Draft("event", "decision", "mod-arv", name=f"decision-{proposal.sequence}", step="request-contingency")
    step = Draft("event", "contingency-requested", "mod-arv", count=3)
    made = append([forged, step], author=machine, now=now())
    assert deciding_posts(made) == {}
    assert list(find_step_owners(["mod-arv"]).values()) == ["the command line"]


def test_two_who_record_the_same_answer_at_once_move_its_places_once(database):
    small = small_desk()
    asked(small, "request-contingency", "mod-arv", count=3)
    start, made, faults = Barrier(2), [], []

    def enter(account, key):
        start.wait()
        try:
            answer = Answer("contingency-agreed", "mod-arv", count=3)
            made.append(record_answer(**small.as_(account), answer=answer, key=key))
        except Refused as refused:
            faults.append(refused)
        finally:
            connection.close()

    both = [Thread(target=enter, args=(small.officer, "a")), Thread(target=enter, args=(small.gold, "b"))]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert faults == []
    assert sorted(entry.sort for entry in made) == ["event", "offer"]
    assert places("mod-arv") == {"not-asked": 9, "standby": 3}
    assert head().count == Entry.objects.count()
