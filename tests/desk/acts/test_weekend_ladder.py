"""The weekend's ladder, taken again on a desk by the posts that approve it, with the same result."""

from __future__ import annotations

import pytest

from standto.ladder.reviewing import Reviewer
from standto.model.event import DECISION
from standto.model.ladder import STEPS
from standto.model.steps import NOT
from standto.register import Records, situation_of
from standto_desk.access.models import Post
from standto_desk.acts.answering import Answer, record_answer
from standto_desk.acts.approving import approve_proposal, confirm_agreement, record_agreement
from standto_desk.acts.asked_places import ANSWERS
from standto_desk.acts.deciding import decide_alone
from standto_desk.acts.free_text import OutsideWords, Rationale
from standto_desk.acts.offers import offers_of, open_offers
from standto_desk.acts.proposing import Plan, propose_step
from standto_desk.acts.step_owners import find_step_owners
from standto_desk.book.situations import scenario_at
from standto_desk.clock.setting import set_demo_clock, start_demo_clock
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.reading import entries
from standto_desk.ledger.scenario_import import import_scenario
from tests.desk.people import account_of
from tests.desk.weekends import london
from tests.weekend.variations import without_steps

WHY = Rationale(information="As the review of this hour has it.", conditions="Our own have returned.")
OUTSIDE = ("home-office", "ministry-of-defence")


class Desk:
    """The posts of the weekend."""

    def __init__(self) -> None:
        self.commander = self.at_desk("commander", "strategic-commander")
        self.officer = self.at_desk("duty-officer", "duty-officer")
        self.planner = self.at_desk("planner", "planner")
        for post in OUTSIDE:
            Post.objects.create(force="met", post=post, outside=True)

    def at_desk(self, role: str, post: str) -> dict:
        """The arguments of every act by the holder of a post."""
        account = account_of(role, post=post)
        return {"account": account, "author": Author(str(account.pk), post, "met")}

    def take(self, event) -> None:
        """Enter a step of the weekend: decide it with every approver, or record it as an answer."""
        if event.kind in ANSWERS:
            answer = Answer(event.kind, event.subject, count=event.count, source=event.source)
            record_answer(**self.officer, answer=answer, key="")
            self.accept(event)
        elif event.kind == DECISION and event.step.startswith(NOT):
            decide_alone(**self.commander, plan=Plan(event.step, event.subject, rationale=WHY), key="")
        elif event.kind == DECISION:
            self.decide(Plan(event.step, event.subject, count=event.count, rationale=WHY), event.occurred)

    def accept(self, event) -> None:
        """Let the commander accept a force's offer of more than it was asked for."""
        for offer in open_offers([event.subject]):
            plan = Plan(offer.step, event.subject, rationale=WHY, offer=offer.sequence)
            proposal = propose_step(**self.commander, plan=plan, key="").sequence
            approve_proposal(**self.commander, sequence=proposal, key="")

    def decide(self, plan: Plan, at: int) -> None:
        """Propose a step and have every post approve it."""
        proposal = propose_step(**self.planner, plan=plan, key="").sequence
        approve_proposal(**self.commander, sequence=proposal, key="")
        for post in OUTSIDE if plan.step == "request-contingency" else ():
            words = OutsideWords("duty minister", "by telephone", at)
            record_agreement(**self.officer, sequence=proposal, post=post, words=words, key="")
            confirm_agreement(**self.planner, sequence=proposal, post=post, key="")


@pytest.fixture
def walked(desk):
    """The scenario that results if the weekend's steps are taken again on the desk, hour by hour."""
    scenario = london().scenario
    taken = [event for event in scenario.events if event.kind in STEPS or event.kind == DECISION]
    bare = without_steps(scenario, {event.kind for event in taken} - {"stepped-back", "returned"})
    start_demo_clock(at=scenario.horizon.start)
    import_scenario(bare, author=Author("importer", "", "met"), now=scenario.horizon.start)
    people = Desk()
    for event in sorted(taken, key=lambda event: event.occurred):
        if event.kind not in ("stepped-back", "returned"):
            set_demo_clock(at=event.occurred)
            people.take(event)
    return scenario_at(scenario.horizon.until - 1)


def places(scenario, at) -> dict[str, dict[str, int]]:
    """The number of places of each pool in each state at the end."""
    situation = situation_of(scenario)
    return {
        pool.id: {state: sum(lot.count for lot in lots) for state, lots in situation.lots(pool.id, at).items()}
        for pool in scenario.pools
    }


@pytest.mark.slow
def test_the_weekend_comes_out_as_it_did(walked):
    original = london().scenario
    end = original.horizon.until - 1
    assert places(walked, end) == places(original, end)
    accepted = {one.ended.name for one in offers_of(pool.id for pool in walked.pools)}
    assert len(accepted) == 5
    decisions = [event for event in walked.events if event.kind == DECISION and event.id not in accepted]
    assert sorted((one.step, one.subject) for one in decisions) == sorted(
        (one.step, one.subject) for one in original.events if one.kind == DECISION
    )
    reviewer = Reviewer(Records(walked))
    agrees = {}
    for one in decisions:
        found = reviewer.review(one.occurred).recommendations
        recommended = (one.step.removeprefix(NOT), one.subject) in {(each.step, each.subject) for each in found}
        agrees[one.step, one.subject] = recommended != one.step.startswith(NOT)
    assert agrees == dict.fromkeys(agrees, True)


@pytest.mark.slow
def test_each_step_was_entered_by_the_posts_that_took_it(walked):
    made = [entry for entry in entries() if not entry.imported]
    by_post = {}
    for entry in made:
        by_post.setdefault(entry.post, set()).add(entry.kind if entry.sort == "event" else entry.sort)
    assert by_post == {
        "planner": {"proposal", "confirmation", "decision", "contingency-requested"},
        "strategic-commander": {
            "approval", "proposal", "decision", "aid-asked", "aid-offered", "contingency-stood-down", "aid-released",
        },
        "duty-officer": {"approval", "offer", *(set(ANSWERS) - {"aid-withdrawn", "contingency-declined"})},
    }  # fmt: skip
    owners = find_step_owners(["mod-support", "kent-arv"])
    assert {(pool, state): post for (pool, state, _), post in owners.items()} == {
        ("mod-support", "requested"): "strategic-commander",
        ("mod-support", "standby"): "duty-officer",
        ("mod-support", "stood-down"): "strategic-commander",
        ("kent-arv", "asked"): "strategic-commander",
        ("kent-arv", "offered"): "strategic-commander",
        ("kent-arv", "confirmed"): "duty-officer",
        ("kent-arv", "arrived"): "duty-officer",
        ("kent-arv", "released"): "strategic-commander",
    }
