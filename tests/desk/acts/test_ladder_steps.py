"""Steps of the ladder on a desk: proposed, approved by every post, answered, let go."""

from __future__ import annotations

import json
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from standto_desk.access.models import Appointment
from standto_desk.acts.answering import Answer, correct_answer, record_answer
from standto_desk.acts.approving import approve_proposal, confirm_agreement, record_agreement
from standto_desk.acts.deciding import decide_alone
from standto_desk.acts.free_text import OutsideWords, Rationale
from standto_desk.acts.proposal_log import find_proposal, open_proposals
from standto_desk.acts.proposals import State
from standto_desk.acts.proposing import Plan, propose_step, withdraw_proposal
from standto_desk.acts.redacting import redact_text, text_of
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries, head
from standto_desk.ledger.refusals import Refused, Stale
from tests.desk.acts.small_desk import HOUR, NOON, WHY, clock, small_desk


@pytest.fixture
def small(desk):
    return small_desk()


def places(pool: str) -> dict[str, int]:
    """The number of places of a pool in each state now."""
    at = now()
    return {state: sum(lot.count for lot in lots) for state, lots in situation_at(at).lots(pool, at).items()}


def told(call, *args, **named) -> list[tuple[str | None, str]]:
    """The faults for which an act is refused."""
    with pytest.raises(Refused) as refused:
        call(*args, **named)
    return [(fault.column, fault.what) for fault in refused.value.faults]


def test_a_step_is_taken_with_the_approval_of_its_one_post(small):
    proposal = small.propose()
    assert places("kent-arv") == {"not-asked": 2}
    approval, decision, step = small.approve(proposal)
    assert (approval.sort, approval.subject, approval.post) == ("approval", proposal.reference, "gold")
    assert (decision.kind, decision.step, decision.subject) == ("decision", "ask-aid", "kent-arv")
    assert (step.kind, step.subject, step.count) == ("aid-asked", "kent-arv", None)
    assert text_of(decision) == f"Proposed as {proposal.reference}, approved by gold."
    assert places("kent-arv") == {"asked": 2}
    assert find_proposal(proposal.sequence).state is State.DECIDED


def test_a_step_with_three_posts_waits_for_all_of_them(small):
    proposal = small.propose("request-contingency", "mod-arv", count=3)
    assert [entry.sort for entry in small.approve(proposal)] == ["approval"]
    small.agree_outside(proposal, "home-office")
    assert [one.post for one in find_proposal(proposal.sequence).missing] == ["ministry"]
    assert places("mod-arv") == {"not-asked": 12}
    _, completed = small.agree_outside(proposal, "ministry")
    assert [entry.sort for entry in completed] == ["confirmation", "event", "event"]
    assert places("mod-arv") == {"not-asked": 9, "requested": 3}


def test_whoever_recorded_what_a_post_outside_said_cannot_confirm_it(small):
    proposal = small.propose("request-contingency", "mod-arv")
    said = {"sequence": proposal.sequence, "post": "ministry"}
    words = OutsideWords("duty minister", "by telephone", NOON)
    assert told(confirm_agreement, **small.as_(small.planner), **said, key="") == [
        ("post", "what ministry said is not recorded yet; record it first")
    ]
    record_agreement(**small.as_(small.officer), **said, words=words, key="")
    assert told(confirm_agreement, **small.as_(small.officer), **said, key="") == [
        ("account", "you recorded it; a second person must confirm it")
    ]


def test_an_agreement_outside_says_who_how_and_when(small):
    proposal = small.propose("request-contingency", "mod-arv")
    said = {"sequence": proposal.sequence, "post": "ministry", "key": ""}
    words = OutsideWords(" ", "", NOON + HOUR)
    assert told(record_agreement, **small.as_(small.officer), words=words, **said) == [
        ("role", "enter the role that agreed, not a private person's name"),
        ("how", "enter how it was agreed, for example by telephone"),
        ("when", "must be at most a day before the proposal, and not later than now"),
    ]


def test_nobody_approves_twice_though_they_hold_two_posts(small):
    account = small.gold
    proposal = small.propose("request-contingency", "mod-arv")
    small.approve(proposal)
    assert told(small.approve, proposal, key="again") == [
        ("post", "gold has already approved; a post approves once"),
        ("account", "you have already approved; one person approves once"),
    ]
    Appointment.objects.create(account=account, post="silver", force="met", start=0, accepted_as="by the tests")
    silver = Author(str(account.pk), "silver", "met")
    assert told(approve_proposal, account=account, author=silver, sequence=proposal.sequence, key="") == [
        ("post", "only gold can approve it; act as one of these posts")
    ]


def test_an_approval_sent_twice_is_one_approval(small):
    proposal = small.propose()
    first = small.approve(proposal)
    count = head().count
    assert small.approve(proposal) == first[:1]
    assert head().count == count
    assert small.propose() == proposal


def test_a_proposal_lapses_when_the_pool_moves(small):
    small.approve(small.propose(count=1, key="one"), key="one-approved")
    proposal = small.propose()
    record_answer(**small.as_(small.officer), answer=Answer("aid-offered", "kent-arv", count=1), key="")
    assert told(small.approve, proposal) == [
        (None, "it has lapsed, because the pool has moved since; make a new proposal")
    ]
    assert find_proposal(proposal.sequence).ended.kind == "aid-offered"
    assert open_proposals(["kent-arv"]) == ()


def test_a_proposal_lapses_when_an_answer_before_it_is_corrected(small):
    officer = small.as_(small.officer)
    small.approve(small.propose(count=1, key="one"), key="one-approved")
    wrong = record_answer(**officer, answer=Answer("aid-declined", "kent-arv", count=1), key="")
    proposal = small.propose()
    assert find_proposal(proposal.sequence).state is State.OPEN
    corrected = correct_answer(**officer, sequence=wrong.sequence, key="")
    assert find_proposal(proposal.sequence).state is State.LAPSED
    assert find_proposal(proposal.sequence).ended == corrected


def test_what_happens_to_another_pool_leaves_a_proposal_as_it_is(small):
    proposal = small.propose("request-contingency", "mod-arv", key="mod")
    small.approve(small.propose(key="kent"), key="kent-approved")
    wrong = record_answer(**small.as_(small.officer), answer=Answer("aid-declined", "kent-arv"), key="")
    correct_answer(**small.as_(small.officer), sequence=wrong.sequence, key="")
    assert find_proposal(proposal.sequence).state is State.OPEN


def test_its_maker_withdraws_a_proposal_and_nobody_else(small):
    proposal = small.propose()
    assert told(withdraw_proposal, **small.as_(small.gold), sequence=proposal.sequence, key="") == [
        ("account", "only the account that made a proposal may withdraw it")
    ]
    withdraw_proposal(**small.as_(small.planner), sequence=proposal.sequence, key="")
    assert told(small.approve, proposal) == [(None, "it was withdrawn")]


def test_a_proposal_says_why_and_on_what_it_ends(small):
    assert told(small.propose, rationale=Rationale(), next_review=NOON) == [
        ("information", "give a reason under at least one heading"),
        ("conditions", "enter the conditions for standing the help down"),
        ("next_review", "must be later than now"),
    ]


def test_only_a_possible_step_is_proposed(small):
    assert told(small.propose, "release-aid") == [
        (
            "kind",
            "aid-released has no places to move: there are 2 places not-asked; possible: aid-asked",
        )
    ]
    assert told(small.propose, "ask-aid", "mod-arv") == [("step", "ask-aid is not a step for mod-arv")]
    assert told(small.propose, "ask-aid", "met-arv") == [("subject", "'met-arv' is not a pool of another force")]
    small.propose()
    assert [column for column, _ in told(small.propose, key="another")] == ["step"]


def test_a_stale_form_is_told_what_happened_to_the_pool(small):
    seen = head().count
    answered = record_answer(**small.as_(small.officer), answer=Answer("aid-offered", "kent-arv", count=1), key="")
    plan = Plan("ask-aid", "kent-arv", count=1, rationale=WHY)
    with pytest.raises(Stale) as stale:
        propose_step(**small.as_(small.planner), plan=plan, key="", based_on=seen)
    assert stale.value.changes == (answered,)


def test_answers_are_recorded_as_they_come_whole_or_in_part(small):
    small.approve(small.propose())
    officer = small.as_(small.officer)
    clock(2)
    record_answer(**officer, answer=Answer("aid-offered", "kent-arv", occurred=NOON + HOUR, source="kent-call"), key="")
    record_answer(**officer, answer=Answer("aid-confirmed", "kent-arv", count=1), key="")
    assert places("kent-arv") == {"offered": 1, "confirmed": 1}
    assert told(record_answer, **officer, answer=Answer("aid-declined", "kent-arv"), key="") == [
        (
            "kind",
            (
                "aid-declined has no places to move: there are 1 place offered and 1 place confirmed; "
                "possible: aid-released, aid-confirmed, aid-arrived or aid-withdrawn"
            ),
        )
    ]
    assert told(record_answer, **officer, answer=Answer("aid-withdrawn", "kent-arv", count=3), key="") == [
        ("count", "3 is more than the 2 places that can move; give 2 or fewer")
    ]
    early = Answer("aid-arrived", "kent-arv", occurred=NOON + 3 * HOUR)
    assert told(record_answer, **officer, answer=early, key="") == [
        ("occurred", "is later than now; record it once it has happened")
    ]


def test_a_wrong_answer_is_corrected_and_both_are_kept(small):
    officer = small.as_(small.officer)
    step = small.approve(small.propose())[-1]
    wrong = record_answer(**officer, answer=Answer("aid-declined", "kent-arv"), key="")
    made = correct_answer(**officer, sequence=wrong.sequence, key="")
    assert (made.kind, made.subject) == ("correction", wrong.reference)
    assert places("kent-arv") == {"asked": 2}
    assert [column for column, _ in told(correct_answer, **officer, sequence=wrong.sequence, key="")] == ["subject"]
    assert told(correct_answer, **officer, sequence=step.sequence, key="") == [
        (None, "is not an answer; put a decided step right by another decision")
    ]


def test_steps_are_decided_and_not_recorded_as_answers(small):
    faults = told(record_answer, **small.as_(small.officer), answer=Answer("aid-asked", "kent-arv"), key="")
    assert [column for column, _ in faults] == ["kind"]


def test_help_is_asked_for_comes_and_goes(small):
    officer = small.as_(small.officer)
    small.approve(small.propose())
    for hours, kind in ((1, "aid-offered"), (2, "aid-confirmed"), (9, "aid-arrived")):
        clock(hours)
        record_answer(**officer, answer=Answer(kind, "kent-arv"), key=kind)
    clock(30)
    small.approve(small.propose("release-aid", key="release"), key="released")
    assert places("kent-arv") == {"released": 2}


def test_deciding_against_a_step_ends_its_proposal_and_keeps_why(small):
    proposal = small.propose()
    plan = Plan("not-ask-aid", "kent-arv", rationale=Rationale(options="We wait for our own."))
    why, decision = decide_alone(**small.as_(small.gold), plan=plan, key="against")
    assert (decision.kind, decision.step, decision.subject) == ("decision", "not-ask-aid", "kent-arv")
    assert Rationale.from_text(text_of(why)).options == "We wait for our own."
    assert find_proposal(proposal.sequence).state is State.DECIDED_AGAINST
    assert find_proposal(why.sequence).state is State.DECIDED
    assert decide_alone(**small.as_(small.gold), plan=plan, key="against") == (why, decision)


def test_only_a_post_that_approves_a_step_decides_against_it(small):
    plan = Plan("not-ask-aid", "kent-arv", rationale=WHY)
    assert told(decide_alone, **small.as_(small.second), plan=plan, key="") == [
        ("post", "only gold can decide against this step; you act as another post")
    ]
    nobody = Author(str(small.gold.pk), "", "met")
    assert [column for column, _ in told(decide_alone, account=small.gold, author=nobody, plan=plan, key="")] == [
        "post"
    ]


def test_that_a_notice_was_looked_at_is_a_decision(small):
    small.approve(small.propose())
    plan = Plan("answer-overdue", "kent-arv", rationale=WHY)
    _, decision = decide_alone(**small.as_(small.second), plan=plan, key="")
    assert (decision.step, decision.subject) == ("answer-overdue", "kent-arv")
    assert places("kent-arv") == {"asked": 2}


def test_nobodys_cipher_gets_into_the_words(small):
    words = Rationale(information="Since M0001, and others, have gone.", conditions="When m0001 is back.")
    assert told(small.propose, rationale=words) == [
        ("information", "contains somebody's cipher; write nothing about a person here"),
        ("conditions", "contains somebody's cipher; write nothing about a person here"),
    ]
    proposal = small.propose("request-contingency", "mod-arv")
    said = {"sequence": proposal.sequence, "post": "ministry", "key": ""}
    outside = OutsideWords("m0001", "by telephone", NOON)
    assert told(record_agreement, **small.as_(small.officer), words=outside, **said) == [
        ("role", "contains somebody's cipher; write nothing about a person here")
    ]


def test_changing_nothing_is_a_decision_about_the_home_force(small):
    plan = Plan("no-change", "met", rationale=WHY)
    _, decision = decide_alone(**small.as_(small.gold), plan=plan, key="")
    assert (decision.step, decision.subject, decision.name) == ("no-change", "met", f"decision-{decision.sequence - 1}")
    wrong = Plan("no-change", "kent-arv", rationale=WHY)
    assert told(decide_alone, **small.as_(small.gold), plan=wrong, key="") == [
        ("subject", "must be the home force, 'met', for no change")
    ]


def test_calling_in_is_decided_for_a_duty_with_its_number(small):
    plan = Plan("call-in", "patrol", count=2, rationale=WHY)
    _, decision = decide_alone(**small.as_(small.gold), plan=plan, key="")
    assert (decision.step, decision.subject, decision.count) == ("call-in", "patrol", 2)


def test_a_step_that_others_approve_is_not_decided_alone(small):
    faults = told(decide_alone, **small.as_(small.gold), plan=Plan("ask-aid", "kent-arv", rationale=WHY), key="")
    assert [column for column, _ in faults] == ["step"]


def test_what_was_recommended_is_kept_with_the_proposal(small):
    kept = {"id": "ask-aid:kent-arv", "count": 2, "because": {"basis": "offered", "bottlenecks": []}}
    proposal = small.propose(recommendation=kept, recommended=("ask-aid:kent-arv", "review-due:met"))
    body = json.loads(Entry.objects.get(pk=proposal.sequence).body)
    assert body["recommendation"] == kept
    assert body["recommended"] == ["ask-aid:kent-arv", "review-due:met"]
    assert (body["approvers"], body["outside"]) == (["gold"], [])


def test_each_does_only_what_their_role_permits(small):
    proposal = small.propose()
    answer = Answer("aid-offered", "kent-arv")
    for account in (small.viewer, small.officer):
        with pytest.raises(PermissionDenied):
            propose_step(**small.as_(account), plan=Plan("ask-aid", "kent-arv", rationale=WHY), key="")
    for account in (small.viewer, small.planner):
        with pytest.raises(PermissionDenied):
            record_answer(**small.as_(account), answer=answer, key="")
    for account in (small.viewer, small.planner, small.officer):
        with pytest.raises(PermissionDenied):
            small.approve(proposal, account)
        with pytest.raises(PermissionDenied):
            decide_alone(**small.as_(account), plan=Plan("no-change", "met", rationale=WHY), key="")
    with pytest.raises(PermissionDenied):
        approve_proposal(
            account=small.second, author=Author(str(small.second.pk), "gold", "met"), sequence=proposal.sequence, key=""
        )


def test_words_are_redacted_and_the_chain_verifies(small):
    proposal = small.propose(rationale=Rationale(information="Mentions somebody.", conditions="When two return."))
    for account in (small.officer, small.planner):
        with pytest.raises(PermissionDenied):
            redact_text(**small.as_(account), sequence=proposal.sequence, why="person", key="")
    faults = told(redact_text, **small.as_(small.gold), sequence=proposal.sequence, why="because", key="")
    assert [column for column, _ in faults] == ["why"]
    made = redact_text(**small.as_(small.gold), sequence=proposal.sequence, why="person", key="")
    assert (made.sort, made.subject, made.post) == ("redaction", f"entry-{proposal.sequence}", "gold")
    assert text_of(Entry.objects.get(pk=proposal.sequence)) is None
    assert small.approve(proposal)[-1].kind == "aid-asked"


def test_only_the_posts_that_the_settings_name_redact(small, settings_of_posts):
    proposal = small.propose()
    settings_of_posts("silver")
    with pytest.raises(PermissionDenied):
        redact_text(**small.as_(small.gold), sequence=proposal.sequence, why="reason", key="")
    redact_text(**small.as_(small.second), sequence=proposal.sequence, why="reason", key="")


@pytest.fixture
def settings_of_posts():
    """Name the posts that may redact."""
    from django.test import override_settings

    used = []

    def name(*posts):
        changed = override_settings(STANDTO_REDACTING_POSTS=posts)
        changed.enable()
        used.append(changed)

    yield name
    for each in used:
        each.disable()


def test_two_who_approve_at_once_take_the_step_once(database):
    small = small_desk()
    proposal = small.propose("request-contingency", "mod-arv")
    small.agree_outside(proposal, "home-office")
    words = OutsideWords("duty minister", "by telephone", NOON)
    said = {"sequence": proposal.sequence, "post": "ministry"}
    record_agreement(**small.as_(small.officer), words=words, key="said", **said)
    together = Barrier(4)
    refused = []

    def at_once(act):
        try:
            together.wait()
            act()
        except Refused as error:
            refused.append([fault.what for fault in error.faults])
        finally:
            connection.close()

    acts = [
        lambda: small.approve(proposal, key="one"),
        lambda: small.approve(proposal, key="two"),
        lambda: confirm_agreement(**small.as_(small.planner), key="three", **said),
        lambda: confirm_agreement(**small.as_(small.gold), key="four", **said),
    ]
    threads = [Thread(target=at_once, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made = list(entries(after=proposal.sequence))
    assert [entry.kind for entry in made if entry.sort == "event"] == ["decision", "contingency-requested"]
    assert sorted(entry.sort for entry in made if entry.sort != "event") == [
        "approval", "approval", "approval", "confirmation", "confirmation"
    ]  # fmt: skip
    assert len(refused) == 2
    assert find_proposal(proposal.sequence).state is State.DECIDED
