"""Self-approval is shown to everybody who reads the decision, and a policy can forbid it."""

from __future__ import annotations

from dataclasses import replace
from secrets import token_urlsafe

import pytest

from standto_desk.acts.approving import approve_proposal
from standto_desk.acts.proposal_log import find_proposal
from standto_desk.acts.proposals import APPROVAL, State
from standto_desk.acts.proposing import Plan, propose_step
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Draft
from standto_desk.ledger.models import Entry
from tests.desk.acts.small_desk import IMPORTER, SETTINGS, WHY, clock, row, small_desk
from tests.desk.acts.test_ladder_steps import told
from tests.desk.pages.ladder.test_pages import words
from tests.desk.people import account_of, client_of

ONE = "roposed and approved by the same account"


@pytest.fixture
def small(desk):
    return small_desk()


def by_gold_alone(small) -> list[Entry]:
    """Let gold propose to ask Kent and approve it; return the entries."""
    plan = Plan("ask-aid", "kent-arv", rationale=WHY)
    proposal = propose_step(**small.as_(small.gold), plan=plan, key=token_urlsafe(8))
    return [proposal, *small.approve(proposal, key=token_urlsafe(8))]


def forbid() -> None:
    """Let the policy forbid self-approval from now on."""
    toml = SETTINGS.replace("[policy.approvers]", "[policy]\napprove_own = false\n\n[policy.approvers]")
    append([replace(row("scenario", "scenario", toml=toml), occurred=-(2**61))], author=IMPORTER, now=now())


def pages_of(made: list[Entry]) -> list[str]:
    """Every page on which a proposal and its decision are read."""
    proposal, approval, decision, _ = made
    entries = [f"/look-back/entries/{one.sequence}/" for one in (proposal, approval, decision)]
    return [
        f"/ladder/proposals/{proposal.sequence}/",
        "/look-back/decisions/",
        f"/look-back/decisions/{decision.sequence}/",
        *entries,
    ]


def test_self_approval_is_shown_wherever_proposals_and_decisions_are_read(small):
    made = by_gold_alone(small)
    auditor = client_of(account_of("auditor", username="an-auditor"))
    assert {address: ONE in words(auditor.get(address)) for address in pages_of(made)} == dict.fromkeys(
        pages_of(made), True
    )
    assert words(auditor.get("/look-back/entries/")).count(ONE) == 3
    file = b"".join(auditor.get("/look-back/entries/file/").streaming_content).decode()
    assert file.count(ONE) == 3
    assert "approved by the account that proposed it" in words(auditor.get("/ladder/kent-arv/"))
    handover = words(client_of(small.gold).get("/handover/new/gold/"))
    assert f"Decided: Ask kent-arv for help, p{ONE}" in handover
    clock(1)
    assert "approved by the account that proposed it" in words(client_of(small.viewer).get("/ladder/kent-arv/"))


def test_approval_by_another_account_is_not_called_self_approval(small):
    proposal = small.propose()
    made = [proposal, *small.approve(proposal)]
    auditor = client_of(account_of("auditor", username="an-auditor"))
    assert [address for address in (*pages_of(made), "/look-back/entries/") if ONE in words(auditor.get(address))] == []


def test_an_account_is_warned_before_it_approves_its_own_proposal(small):
    plan = Plan("ask-aid", "kent-arv", rationale=WHY)
    proposal = propose_step(**small.as_(small.gold), plan=plan, key="own")
    said = words(client_of(small.gold).get(f"/ladder/proposals/{proposal.sequence}/"))
    assert "we show everybody who reads it that the same account did both" in said


def test_a_policy_that_forbids_self_approval_is_explained_before_the_form(small):
    forbid()
    clock(1)
    plan = Plan("ask-aid", "kent-arv", rationale=WHY)
    proposal = propose_step(**small.as_(small.gold), plan=plan, key="own")
    own = "you proposed it, and the policy does not allow self-approval; somebody else must approve it"
    assert told(small.approve, proposal) == [("account", own)]
    page = words(client_of(small.gold).get(f"/ladder/proposals/{proposal.sequence}/"))
    assert f"You cannot approve this: {own}." in page
    assert "Approve as" not in page
    forged = Draft(APPROVAL, subject=proposal.reference, body={"post": "gold"})
    append([forged], author=small.author(small.gold), now=now())
    assert find_proposal(proposal.sequence).state is State.OPEN
    assert [one.post for one in find_proposal(proposal.sequence).missing] == ["gold"]


def test_a_later_policy_forbids_self_approval_too(small):
    plan = Plan("ask-aid", "kent-arv", rationale=WHY)
    proposal = propose_step(**small.as_(small.gold), plan=plan, key="own")
    forbid()
    clock(1)
    assert [column for column, _ in told(small.approve, proposal)] == ["account"]
    other = account_of("commander", post="gold-too", username="gold-too")
    appointment = other.appointments.get()
    appointment.post = "gold"
    appointment.save()
    approve_proposal(**small.as_(other), sequence=proposal.sequence, key="other")
    assert find_proposal(proposal.sequence).state is State.DECIDED


# -- what an account lacks ---------------------------------------------------------------------------------------


@pytest.fixture
def bare(small):
    """A commander without a post."""
    return client_of(account_of("commander", username="bare"))


@pytest.mark.parametrize(
    "address",
    [
        "/ladder/decide/no-change/",
        "/ladder/decide/not-ask-aid/?subject=kent-arv",
        "/ladder/decide/call-in/?subject=patrol",
        "/ladder/decide/review-due/?subject=met",
    ],
)
def test_a_commander_without_a_post_sees_why_before_the_form(bare, address):
    page = bare.get(address)
    said = words(page)
    assert "You cannot record this now: only a post can decide" in said
    assert "An administrator can appoint you, or a holder can hand their post over to you." in said
    assert "<form method" not in page.content.decode().split("<main")[1]


def test_the_ladder_and_a_proposal_say_that_the_reader_lacks_a_post(small, bare):
    proposal = small.propose()
    for address in ("/ladder/", "/ladder/kent-arv/"):
        assert "You hold no post. You can propose steps, but you cannot approve, decide or redact." in words(
            bare.get(address)
        )
    address = f"/ladder/proposals/{proposal.sequence}/"
    assert "You cannot approve this: it is for gold to approve, and you hold no post." in words(bare.get(address))
    second = words(client_of(small.second).get(address))
    assert "You cannot approve this: it is for gold to approve, and you hold silver." in second
    assert "You cannot approve" not in words(client_of(small.gold).get(address))
    assert "You cannot approve" not in words(client_of(small.planner).get(address))


def test_a_post_that_cannot_decide_a_step_sees_which_posts_can(small):
    second = client_of(small.second)
    page = second.get("/ladder/decide/not-ask-aid/?subject=kent-arv")
    assert "only gold can decide against this step; you act as another post. An administrator can appoint" in words(
        page
    )
    assert "Record this decision" in words(second.get("/ladder/decide/no-change/"))
