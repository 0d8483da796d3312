"""A proposal is folded from its entries alone, in whatever order people act."""

from __future__ import annotations

import json
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from standto_desk.acts.approval_rules import (
    against_approving,
    against_confirming,
    against_recording,
    against_withdrawing,
)
from standto_desk.acts.ladder_drafts import drafts_of
from standto_desk.acts.proposals import State, fold_proposal

HERE = ("gold", "silver")
OUTSIDE = ("ministry", "department")


@dataclass(frozen=True)
class Line:
    """An entry with the columns that a proposal reads."""

    sequence: int
    sort: str
    account: str = "a"
    post: str = ""
    kind: str = ""
    subject: str = "mod"
    name: str = ""
    step: str = ""
    count: int | None = None
    body: str = ""

    @property
    def reference(self) -> str:
        return self.name or f"entry-{self.sequence}"

    @property
    def recorded(self) -> int:
        return self.sequence


def made(*approvers: str, step: str = "request-contingency", kind: str = "contingency-requested") -> Line:
    body = json.dumps({"approvers": approvers, "outside": [post for post in approvers if post in OUTSIDE]})
    return Line(1, "proposal", account="maker", kind=kind, step=step, count=12, body=body)


def said(sequence: int, sort: str, post: str, account: str) -> Line:
    return Line(sequence, sort, account, "" if post in OUTSIDE else post, body=json.dumps({"post": post}))


def test_a_proposal_waits_for_every_post():
    proposal = fold_proposal([made("gold", "ministry"), said(2, "approval", "gold", "a")])
    assert (proposal.state, [one.post for one in proposal.missing]) == (State.OPEN, ["ministry"])
    assert proposal.waiting_since(proposal.missing[0]) == 1


def test_a_post_outside_counts_once_a_second_person_has_confirmed_it():
    recorded = [made("ministry"), said(2, "approval", "ministry", "a")]
    assert not fold_proposal(recorded).complete
    assert fold_proposal(recorded).waiting_since(fold_proposal(recorded).missing[0]) == 2
    assert not fold_proposal([*recorded, said(3, "confirmation", "ministry", "a")]).complete
    assert fold_proposal([*recorded, said(3, "confirmation", "ministry", "b")]).complete


def test_one_account_approves_once_though_it_holds_two_posts():
    entries = [made("gold", "silver"), said(2, "approval", "gold", "a"), said(3, "approval", "silver", "a")]
    proposal = fold_proposal(entries)
    assert [one.post for one in proposal.missing] == ["silver"]
    assert [fault.column for fault in against_approving(proposal, account="a", post="silver")] == ["account"]
    assert against_approving(proposal, account="b", post="silver") == ()


def test_a_post_approves_once_though_two_accounts_hold_it():
    proposal = fold_proposal([made("gold", "silver"), said(2, "approval", "gold", "a")])
    (fault,) = against_approving(proposal, account="b", post="gold")
    assert fault.what == "gold has already approved; a post approves once"


def test_a_post_outside_does_not_approve_by_itself():
    proposal = fold_proposal([made("gold", "ministry")])
    (fault,) = against_approving(proposal, account="a", post="ministry")
    assert fault.what == "ministry is a post outside; record what it said instead"
    assert against_recording(proposal, post="ministry") == ()
    assert len(against_recording(proposal, post="gold")) == 1


def test_it_lapses_when_the_pool_moves():
    moved = Line(2, "event", kind="contingency-declined")
    proposal = fold_proposal([made("gold"), moved, said(3, "approval", "gold", "a")])
    assert (proposal.state, proposal.ended, proposal.complete) == (State.LAPSED, moved, False)
    assert len(against_approving(proposal, account="a", post="gold")) == 1


def test_it_ends_when_somebody_decides_against_it():
    against = Line(2, "event", kind="decision", step="not-request-contingency")
    assert fold_proposal([made("gold"), against]).state is State.DECIDED_AGAINST
    other = Line(2, "event", kind="decision", step="not-deploy-contingency")
    assert fold_proposal([made("gold"), other]).state is State.OPEN


def test_only_its_maker_withdraws_it():
    withdrawn = Line(2, "withdrawal", account="b", subject="entry-1")
    assert fold_proposal([made("gold"), withdrawn]).state is State.OPEN
    assert len(against_withdrawing(fold_proposal([made("gold")]), account="b")) == 1
    assert fold_proposal([made("gold"), Line(2, "withdrawal", account="maker")]).state is State.WITHDRAWN


def test_a_decision_without_its_approvals_decides_nothing():
    forged = Line(2, "event", kind="decision", name="decision-1", step="request-contingency")
    assert fold_proposal([made("gold"), forged]).state is State.OPEN


def test_a_decision_by_one_is_the_decision_alone():
    proposal = fold_proposal([made(step="not-release-aid", kind="")])
    (draft,) = drafts_of(proposal)
    assert (draft.kind, draft.step, draft.name, draft.text) == (
        "decision",
        "not-release-aid",
        "decision-1",
        "Proposed as entry-1.",
    )


accounts = st.sampled_from(["a", "b", "c", "maker"])
attempts = st.one_of(
    st.tuples(st.just("approve"), st.sampled_from([*HERE, *OUTSIDE]), accounts),
    st.tuples(st.just("record"), st.sampled_from([*HERE, *OUTSIDE]), accounts),
    st.tuples(st.just("confirm"), st.sampled_from([*HERE, *OUTSIDE]), accounts),
    st.tuples(st.just("withdraw"), st.just(""), accounts),
    st.tuples(st.sampled_from(["move", "against", "forge"]), st.just(""), accounts),
)


def attempted(entries: list[Line], attempt: tuple[str, str, str]) -> list[Line]:
    """The entries that the desk makes when an account tries an act."""
    what, post, account = attempt
    proposal, number = fold_proposal(entries), len(entries) + 1
    if what == "move":
        return [Line(number, "event", account, kind="contingency-agreed")]
    if what == "against":
        return [Line(number, "event", account, kind="decision", step="not-request-contingency")]
    if what == "forge":
        return [
            said(number, "approval", post or "ministry", account),
            said(number + 1, "confirmation", "gold", account),
        ]
    faults, sort = {
        "approve": (against_approving(proposal, account=account, post=post), "approval"),
        "record": (against_recording(proposal, post=post), "approval"),
        "confirm": (against_confirming(proposal, account=account, post=post), "confirmation"),
        "withdraw": (against_withdrawing(proposal, account=account), "withdrawal"),
    }[what]
    if faults:
        return []
    new = [said(number, sort, post, account)]
    after = fold_proposal([*entries, *new])
    if after.state is State.OPEN and after.complete:
        drafts = drafts_of(after)
        new += [
            Line(number + 1 + place, "event", account, kind=each.kind, name=each.name, step=each.step)
            for place, each in enumerate(drafts)
        ]
    return new


@given(st.lists(st.sampled_from([*HERE, *OUTSIDE]), unique=True, min_size=1), st.lists(attempts, max_size=25))
def test_whatever_people_try_it_is_decided_once_at_most_and_never_without_every_post(approvers, tried):
    entries = [made(*approvers)]
    for attempt in tried:
        entries += attempted(entries, attempt)
    decisions = [one for one in entries if one.name == "decision-1"]
    proposal = fold_proposal(entries)
    assert len(decisions) == (1 if proposal.state is State.DECIDED else 0)
    here = [one.approval.account for one in proposal.agreements if one.approval and not one.outside]
    assert len(here) == len(set(here))
    if proposal.state is State.DECIDED:
        assert proposal.missing == ()
        assert all(one.approval.account != one.confirmed.account for one in proposal.agreements if one.outside)
        assert proposal.ended is decisions[0]


@given(st.lists(attempts, max_size=20))
def test_nothing_that_comes_after_its_end_changes_it(tried):
    entries = [made("gold", "ministry")]
    for attempt in tried:
        before = fold_proposal(entries)
        entries += attempted(entries, attempt)
        if before.state is not State.OPEN:
            assert fold_proposal(entries) == before
