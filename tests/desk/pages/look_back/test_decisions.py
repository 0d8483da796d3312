from __future__ import annotations

import re
from dataclasses import replace

import pytest

from standto import replay, review
from standto.ladder.replaying import verdict
from standto.model.time import HOUR
from standto_desk.acts.approving import approve_proposal
from standto_desk.acts.free_text import Rationale
from standto_desk.acts.proposing import Plan, propose_step
from standto_desk.acts.redacting import redact_text
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from standto_desk.kit.instants import written
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.pages.look_back.past_decisions import decision_entries, decisions_of, recommended_at
from standto_desk.presenting.boards import pressing_advice
from tests.desk.book.written import event, write
from tests.desk.people import account_of
from tests.desk.reading_pages import words_of

LIST = "/look-back/decisions/"
AUTHOR = Author("a", "gold", "met")
SAID = {True: "as recommended", "more": "more than recommended", False: "not as recommended"}


def test_decisions_are_compared_with_the_librarys_review_of_their_time(weekend, client_as):
    set_demo_clock(at=weekend.at("2023-09-25T13:00"))
    answer = review(weekend.scenario, at=weekend.at("2023-09-25T12:00"))
    found = [one for one in decisions_of(list(decision_entries())) if one.entry.occurred == answer.at]
    events = {event.id: event for event in weekend.scenario.events}
    assert {one.entry.name: one.verdict for one in found} == {
        one.entry.name: verdict(events[one.entry.name], answer.recommendations) for one in found
    }
    assert {one.recommended.recommendations for one in found} == {answer.recommendations}
    assert len(found) == 6


@pytest.mark.slow
def test_every_decision_of_the_weekend_is_compared_as_in_the_replay(weekend, client_as):
    set_demo_clock(at=weekend.at("2023-09-30T12:00"))
    steps = [step for step in replay(weekend.scenario).steps if step.decisions]
    replayed = {event.id: (step.agrees[event.id], step.review) for step in steps for event in step.decisions}
    client = client_as("auditor")
    found = {one.entry.name: one for one in decisions_of(list(decision_entries()))}
    assert {name: one.verdict for name, one in found.items()} == {name: said[0] for name, said in replayed.items()}
    assert len(found) == 19
    for name, (agrees, then) in replayed.items():
        one = found[name]
        assert one.recommended.recommendations == then.recommendations
        page = words_of(client.get(f"{LIST}{one.entry.sequence}/"))
        assert f"Compared with the review {'●' if agrees is True else '◆'} {SAID[agrees]}" in page
        for advice in pressing_advice(then):
            assert f"{advice.words}." in page


def test_decisions_are_listed_the_latest_first_page_by_page(weekend, client_as):
    set_demo_clock(at=weekend.at("2023-09-30T12:00"))
    client = client_as("planner")
    numbers = [
        int(number)
        for page in (1, 2)
        for number in re.findall(rf'href="{LIST}(\d+)/"', client.get(f"{LIST}?page={page}").content.decode())
    ]
    every = Entry.objects.filter(kind="decision").order_by("-occurred", "-sequence")
    assert numbers == list(every.values_list("sequence", flat=True))


def test_a_decision_that_is_not_known_yet_is_not_there(weekend, client_as):
    later = Entry.objects.filter(kind="decision", known__gt=now()).first()
    assert client_as("planner").get(f"{LIST}{later.sequence}/").status_code == 404


def test_only_readers_of_words_see_why(handful, client_as):
    made = Entry.objects.filter(kind="decision").first()
    said = {}
    for role in ("viewer", "auditor", "planner"):
        address = f"{LIST}nth/1/" if role == "viewer" else f"{LIST}{made.sequence}/"
        said[role] = "The hour is invented." in words_of(client_as(role).get(address))
    assert said == {"viewer": False, "auditor": True, "planner": True}


def test_a_review_is_cached_until_more_is_known_of_its_time(weekend):
    at = weekend.at("2023-09-23T09:00")
    first = recommended_at(at)
    append([Draft("event", kind="statement", subject="met", text="Words.")], author=AUTHOR, now=now())
    assert recommended_at(at) is first
    write([event(replace(weekend.scenario.events[0], occurred=at - HOUR, recorded=at - HOUR))])
    assert recommended_at(at) is not first
    assert recommended_at(at).recommendations == recommended_at(at).recommendations


# -- decisions that were made here ---------------------------------------------------------------------------------


@pytest.fixture
def asked(weekend):
    """Help that was proposed, approved and asked for here; its decision's entry."""
    commander = account_of("commander", post="strategic-commander", username="commander-of-the-night")
    author = Author(str(commander.pk), "strategic-commander", "met")
    rationale = Rationale(information="Two duties are short.", conditions="Every duty is covered for 24 hours.")
    kept = {"id": "ask-aid:surrey-arv", "step": "ask-aid", "subject": "surrey-arv", "count": 9}
    plan = Plan("ask-aid", "surrey-arv", 2, rationale, recommendation=kept)
    proposal = propose_step(account=commander, author=author, plan=plan, key="p")
    made = approve_proposal(account=commander, author=author, sequence=proposal.sequence, key="a")
    return commander, author, proposal, next(one for one in made if one.kind == "decision")


def test_a_decision_made_here_says_who_approved_it_and_why(asked, client_as):
    *_, decision = asked
    page = words_of(client_as("auditor").get(f"{LIST}{decision.sequence}/"))
    assert "Ask surrey-arv for help, 2 places" in page
    assert "Approved by strategic commander" in page
    assert "Information Two duties are short." in page
    assert "Conditions for the end of this help: Every duty is covered for 24 hours." in page
    assert "Recommended Ask surrey-arv for help, 9 places" in page
    assert "No help from this pool has ended since." in page
    assert "commander-of-the-night" in page
    assert "commander-of-the-night" not in words_of(client_as("planner").get(f"{LIST}{decision.sequence}/"))


def test_the_page_of_a_decision_shows_how_the_help_ended(asked, client_as):
    *_, decision = asked
    set_demo_clock(at=now() + HOUR)
    append([Draft("event", kind="aid-declined", subject="surrey-arv", count=2)], author=AUTHOR, now=now())
    page = words_of(client_as("auditor").get(f"{LIST}{decision.sequence}/"))
    assert "Help from this pool ended or did not come: Declined 2 places, Sat 23 Sep 13:00 BST." in page


def test_a_redacted_rationale_is_shown_as_redacted(asked, client_as):
    commander, author, proposal, decision = asked
    redact_text(account=commander, author=author, sequence=proposal.sequence, why="sensitive", key="r")
    page = words_of(client_as("auditor").get(f"{LIST}{decision.sequence}/"))
    assert "The words were redacted. The ledger keeps their hash" in page
    assert "The conditions were redacted." in page
    assert "Two duties are short" not in page


def test_a_decision_made_here_is_compared_with_what_was_known_just_before(asked):
    *_, decision = asked
    (one,) = decisions_of([decision])
    named = [each for each in one.recommended.recommendations if (each.step, each.subject) == ("ask-aid", "surrey-arv")]
    counts = [each.count for each in named]
    assert one.verdict == ("more" if counts and max(counts) < 2 else bool(named))
    # The step that the decision became is not among what was known: it would have answered the recommendation.
    assert [each.words for each in recommended_at(int(decision.occurred)).advice] == [
        each.words for each in one.recommended.advice
    ]


def test_a_proposal_is_on_the_board_of_the_time_in_which_it_waited(weekend, client_as):
    commander = account_of("commander", post="strategic-commander")
    author = Author(str(commander.pk), "strategic-commander", "met")
    rationale = Rationale(information="Two duties are short.", conditions="Every duty is covered.")
    proposal = propose_step(account=commander, author=author, plan=Plan("ask-aid", "surrey-arv", 2, rationale), key="p")
    made = int(proposal.known)
    set_demo_clock(at=made + HOUR)
    approve_proposal(account=commander, author=author, sequence=proposal.sequence, key="a")
    set_demo_clock(at=made + 2 * HOUR)
    waited = "Ask surrey-arv for help, 2 places: waits for strategic commander"
    said = {
        at - made: waited in words_of(client_as("planner").get("/look-back/", {"at": written(at)}))
        for at in (made - HOUR, made, made + HOUR // 2, made + 2 * HOUR)
    }
    assert said == {-HOUR: False, 0: True, HOUR // 2: True, 2 * HOUR: False}
