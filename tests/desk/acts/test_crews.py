"""A call-in for a seat is decided for its crew, which is what a folder can say."""

from __future__ import annotations

from standto_desk.acts.deciding import decide_alone
from standto_desk.acts.proposing import Plan
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Draft
from tests.desk.acts.small_desk import IMPORTER, NOON, WHY, small_desk


def test_a_call_in_for_a_seat_is_decided_for_its_crew(database):
    small = small_desk()
    seat = {"state": "out", "seat": "helm", "capabilities": "arv"}
    append(
        [
            Draft("row", "crews", "boat", step="set", body={"task": "patrol"}),
            Draft("row", "seats", "boat", step="set", body=seat),
        ],
        author=IMPORTER,
        now=NOON,
    )
    plan = Plan("call-in", "boat/helm", count=1, rationale=WHY)
    why, decision = decide_alone(**small.as_(small.gold), plan=plan, key="c")
    assert (why.subject, decision.kind, decision.subject) == ("boat/helm", "decision", "boat")
    again = decide_alone(**small.as_(small.gold), plan=plan, key="c")
    assert [entry.sequence for entry in again] == [why.sequence, decision.sequence]
    assert [(event.subject, event.step, event.count) for event in scenario_at(now()).events][-1] == (
        "boat",
        "call-in",
        1,
    )
