"""The pages of the ladder, as each role sees them."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from standto_desk.acts.answering import Answer, record_answer
from standto_desk.acts.proposal_log import find_proposal
from standto_desk.acts.proposals import State
from standto_desk.kit.act_forms import CHANGED
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from tests.desk.acts.small_desk import NOON, clock, small_desk
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import faults_of


@pytest.fixture
def small(desk):
    return small_desk()


def words(response) -> str:
    """The text of a page, without its markup."""
    assert response.status_code in (200, 409, 422), response.status_code
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def form_of(response) -> dict[str, str]:
    """The fields of a form as it was served."""
    page = response.content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(key|based_on)" value="([^"]*)"', page))
    return {"key": hidden["key"], "based_on": hidden.get("based_on", "")}


def send(client, address: str, **filled):
    """Open a form, fill it in and send it."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return client.post(address, {**form_of(page), **filled})


PROPOSE = "/ladder/kent-arv/propose/ask-aid/"
WHY = {"information": "Two places are missing.", "conditions": "Four of our own have returned."}


def test_the_list_shows_what_is_recommended_and_every_pools_places(small):
    said = words(client_of(small.officer).get("/ladder/"))
    assert "Ask kent-arv for 2 places for Patrol of the town" in said
    assert "No proposal waits for approval." in said
    assert "Tier 1 Pool Force Places Open steps Recommended kent-arv Kent Police 2 not asked" in said
    assert "Propose this" not in said


def test_a_recommendation_becomes_a_step_with_the_approval_of_its_post(small):
    planner, gold = client_of(small.planner), client_of(small.gold)
    assert "Propose this" in words(planner.get("/ladder/"))
    page = planner.get(PROPOSE)
    assert "Ask kent-arv for 2 places for Patrol of the town" in words(page)
    assert 'value="2"' in page.content.decode()
    sent = send(planner, PROPOSE, count="2", **WHY)
    proposal = Entry.objects.get(sort="proposal")
    assert (sent.status_code, sent["Location"]) == (302, f"/ladder/proposals/{proposal.sequence}/")
    assert "Waiting for gold since Fri 22 Sep 12:00" in words(gold.get("/ladder/"))
    approving = gold.get(sent["Location"])
    assert "The same is recommended now." in words(approving)
    approved = gold.post(f"{sent['Location']}approve/", {**form_of(approving), "post": "gold"})
    assert (approved.status_code, approved["Location"]) == (302, sent["Location"])
    assert find_proposal(proposal.sequence).state is State.DECIDED
    thread = words(gold.get("/ladder/kent-arv/"))
    assert "Asked for 2 places" in thread
    assert "Two places are missing." in thread
    assert "Four of our own have returned." in thread


def test_a_proposal_shows_its_faults_at_their_fields(small):
    page = send(client_of(small.planner), PROPOSE, count="2")
    said = words(page)
    assert "There is a problem" in said
    assert 'href="#id_information"' in page.content.decode()
    assert "Enter the conditions for standing the help down" in said
    assert Entry.objects.filter(sort="proposal").count() == 0


def test_a_fault_of_a_proposal_names_its_field_and_what_is_allowed(small):
    past = {"next_review_0": "1", "next_review_1": "9", "next_review_2": "2023", "next_review_3": "12:00"}
    assert "Next review must be later than now" in words(
        send(client_of(small.planner), PROPOSE, count="2", **WHY, **past)
    )
    assert "enter a whole number from 1 to 1,000,000" in words(
        send(client_of(small.planner), PROPOSE, count="0", **WHY)
    )


def test_a_stale_form_lists_the_changes_and_can_be_sent_again(small):
    planner = client_of(small.planner)
    small.approve(small.propose(count=1, key="one"), key="one-approved")
    form = form_of(planner.get(PROPOSE))
    record_answer(**small.as_(small.officer), answer=Answer("aid-declined", "kent-arv", count=1), key="")
    page = planner.post(PROPOSE, {**form, "count": "1", **WHY})
    assert CHANGED in words(page)
    assert "kent-arv: declined 1 place, entered Fri 22 Sep 12:00 BST" in words(page)
    again = planner.post(PROPOSE, {**form_of(page), "count": "1", **WHY})
    assert again.status_code == 302


def test_a_form_based_on_an_impossible_entry_is_refused(small):
    planner = client_of(small.planner)
    form = form_of(planner.get(PROPOSE)) | {"based_on": "9" * 23}
    assert "There is a problem" in words(planner.post(PROPOSE, {**form, "count": "1", **WHY}))
    assert Entry.objects.filter(sort="proposal").count() == 0


def test_an_answer_is_recorded_with_its_number_and_time(small):
    officer = client_of(small.officer)
    small.approve(small.propose())
    clock(5)
    assert "asked 2 places, 5 h ago, no answer; counts as coming until Fri 22 Sep 18:00 BST; owner: gold" in words(
        officer.get("/ladder/kent-arv/")
    )
    address = "/ladder/kent-arv/answer/aid-offered/"
    when = {"occurred_0": "22", "occurred_1": "9", "occurred_2": "2023", "occurred_3": "13:00"}
    page = send(officer, address, count="9", source="kent-call", **when)
    assert page.status_code == 302
    offered = Entry.objects.get(kind="aid-offered")
    assert (offered.count, offered.source, offered.post) == (2, "kent-call", "desk")
    thread = words(officer.get("/ladder/kent-arv/"))
    assert "Offered 2 places" in thread
    assert "kent-arv: 7 places offered, not asked for ○ waits to be accepted" in thread
    assert "Source: A call from Kent" in thread


def test_a_wrong_answer_is_corrected_from_the_thread(small):
    officer = client_of(small.officer)
    small.approve(small.propose())
    wrong = record_answer(**small.as_(small.officer), answer=Answer("aid-declined", "kent-arv"), key="")
    assert "Correct this : Declined all places" in words(officer.get("/ladder/kent-arv/"))
    sent = send(officer, f"/ladder/correct/{wrong.sequence}/")
    assert (sent.status_code, sent["Location"]) == (302, "/ladder/kent-arv/")
    thread = words(officer.get("/ladder/kent-arv/"))
    assert "Declined all places Corrected. We keep this, but it no longer counts." in thread
    assert "Correct this" not in thread


def test_an_impossible_number_is_an_error_at_its_field(small):
    small.approve(small.propose())
    page = send(client_of(small.officer), "/ladder/kent-arv/answer/aid-declined/", count="5")
    assert "5 is more than the 2 places that can move; give 2 or fewer" in words(page)


def test_a_post_outside_is_recorded_by_one_and_confirmed_by_another(small):
    officer, planner = client_of(small.officer), client_of(small.planner)
    proposal = small.propose("request-contingency", "mod-arv")
    address = f"/ladder/proposals/{proposal.sequence}/"
    assert "Record what home office said" in words(officer.get(address))
    when = {"when_0": "22", "when_1": "9", "when_2": "2023", "when_3": "12:00"}
    sent = send(
        officer, f"{address}record/home-office/", said="agreed", role="duty minister", how="by telephone", **when
    )
    assert (sent.status_code, sent["Location"]) == (302, address)
    assert "Confirm what home office said" not in words(officer.get(address))
    assert "Confirm what home office said" in words(planner.get(address))
    own = words(officer.get(f"{address}confirm/home-office/"))
    assert "You recorded it; a second person must confirm it." in own
    assert "Confirm this" not in own
    page = words(planner.get(f"{address}confirm/home-office/"))
    assert "Who agreed duty minister How by telephone When Fri 22 Sep 12:00" in page
    assert send(planner, f"{address}confirm/home-office/").status_code == 302
    assert [one.post for one in find_proposal(proposal.sequence).missing] == ["gold", "ministry"]


def test_what_was_agreed_outside_stays_readable_for_those_who_may_read_words(small):
    officer, planner = client_of(small.officer), client_of(small.planner)
    proposal = small.propose("request-contingency", "mod-arv")
    address = f"/ladder/proposals/{proposal.sequence}/"
    when = {"when_0": "22", "when_1": "9", "when_2": "2023", "when_3": "11:30"}
    send(officer, f"{address}record/home-office/", said="agreed", role="duty minister", how="by telephone", **when)
    agreed = "Who agreed: duty minister. How: by telephone. When: Fri 22 Sep 11:30 BST ."
    recorded = "Recorded Fri 22 Sep 12:00 BST by desk"
    assert f"{agreed} {recorded}." in words(planner.get(address))
    clock(1)
    send(planner, f"{address}confirm/home-office/")
    for page in (address, "/ladder/mod-arv/"):
        assert f"{agreed} {recorded}; confirmed Fri 22 Sep 13:00 BST by planner." in words(planner.get(page))
        assert f"by desk ({small.officer.username}); confirmed" in words(client_of(small.gold).get(page))
    for page in ("/ladder/proposals/nth/1/", "/ladder/mod-arv/"):
        assert "duty minister" not in words(client_of(small.viewer).get(page))


def test_the_words_of_a_post_outside_are_redacted_from_the_page_of_the_proposal(small):
    proposal = small.propose("request-contingency", "mod-arv")
    address = f"/ladder/proposals/{proposal.sequence}/"
    when = {"when_0": "22", "when_1": "9", "when_2": "2023", "when_3": "11:30"}
    said = {"said": "agreed", "role": "duty minister", "how": "by telephone"}
    send(client_of(small.officer), f"{address}record/home-office/", **said, **when)
    gold, redacting = client_of(small.gold), f"/ladder/redact/{Entry.objects.get(sort='approval').sequence}/"
    assert redacting in gold.get(address).content.decode()
    assert redacting not in client_of(small.officer).get(address).content.decode()
    assert send(gold, redacting, why="person").status_code == 302
    assert redacting not in gold.get(address).content.decode()
    assert "Who agreed: redacted. How: redacted." in words(gold.get(address))


def test_an_outside_record_without_its_role_is_sent_back(small):
    proposal = small.propose("request-contingency", "mod-arv")
    page = send(client_of(small.officer), f"/ladder/proposals/{proposal.sequence}/record/ministry/", how="by telephone")
    assert "Enter the role that agreed" in words(page)
    assert Entry.objects.filter(sort="approval").count() == 0


def test_deciding_against_a_recommendation_is_recorded_with_why(small):
    gold = client_of(small.gold)
    assert "Decide against it" in words(gold.get("/ladder/"))
    sent = send(gold, "/ladder/decide/not-ask-aid/?subject=kent-arv", options="We wait for our own.")
    assert sent.status_code == 302
    decision = Entry.objects.get(kind="decision")
    assert (decision.step, decision.subject, decision.post) == ("not-ask-aid", "kent-arv", "gold")
    thread = words(gold.get("/ladder/kent-arv/"))
    assert "Decided: Do not ask kent-arv for help" in thread
    assert "We wait for our own." in thread


def test_changing_nothing_is_a_decision_against_the_recommendation(small):
    gold = client_of(small.gold)
    assert "To change nothing is to decide against it" in words(gold.get("/ladder/decide/no-change/"))
    assert send(gold, "/ladder/decide/no-change/", action="Looked at again at six.").status_code == 302
    assert Entry.objects.get(kind="decision").subject == "met"


def test_changing_nothing_is_as_recommended_if_the_review_recommends_no_change(small):
    small.approve(small.propose())
    said = words(client_of(small.gold).get("/ladder/decide/no-change/"))
    assert "The review recommends no change." in said
    assert "not recommended" not in said


def test_an_approval_that_comes_back_calls_posts_by_their_words(small):
    address = f"/ladder/proposals/{small.propose().sequence}/"
    deputy = client_of(account_of("commander", post="deputy-gold", username="a-deputy"))
    page = deputy.post(f"{address}approve/", {"key": "by-hand"})
    assert page.status_code == 422
    assert "Choose the post that you approve as" in words(page)
    assert "deputy gold" in words(page)


def test_a_proposal_is_withdrawn_by_its_maker(small):
    proposal = small.propose()
    address = f"/ladder/proposals/{proposal.sequence}/withdraw/"
    gold, planner = client_of(small.gold), client_of(small.planner)
    page = words(gold.get(address))
    assert "Only the account that made a proposal may withdraw it." in page
    assert "Withdraw it" not in page
    opened = form_of(planner.get(address))
    assert "only the account that made a proposal may withdraw it" in words(gold.post(address, opened)).lower()
    assert planner.post(address, opened).status_code == 302
    assert find_proposal(proposal.sequence).state is State.WITHDRAWN


def test_a_lapsed_proposal_says_what_moved(small):
    small.approve(small.propose(count=1, key="one"), key="one-approved")
    proposal = small.propose()
    record_answer(**small.as_(small.officer), answer=Answer("aid-declined", "kent-arv", count=1), key="")
    said = words(client_of(small.gold).get(f"/ladder/proposals/{proposal.sequence}/"))
    assert "lapsed: the pool moved" in said
    assert "Ended by: Declined 1 place" in said
    assert "Approve as" not in said


def test_viewers_see_steps_and_no_words(small):
    proposal = small.propose()
    assert client_of(small.viewer).get(f"/ladder/proposals/{proposal.sequence}/").status_code == 403
    for address in ("/ladder/proposals/nth/1/", "/ladder/kent-arv/"):
        said = words(client_of(small.viewer).get(address))
        assert "Proposed: Ask kent-arv for help" in said
        assert "Two places are missing." not in said
        assert "Four of our own" not in said


def test_names_of_accounts_are_for_those_who_read_every_entry(small):
    proposal = small.propose()
    address = f"/ladder/proposals/{proposal.sequence}/"
    assert "by planner (a-planner)" in words(client_of(small.gold).get(address))
    assert "a-planner" not in words(client_of(small.officer).get(address))


def test_words_are_redacted_from_the_page_of_their_proposal(small):
    proposal = small.propose()
    gold = client_of(small.gold)
    address = f"/ladder/redact/{proposal.sequence}/"
    assert "Two places are missing." in words(gold.get(address))
    assert send(gold, address, why="person").status_code == 302
    assert "The words are redacted." in words(gold.get(address))
    assert "The words were redacted." in words(gold.get(f"/ladder/proposals/{proposal.sequence}/"))
    assert client_of(small.officer).get(address).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/ladder/nowhere/",
        "/ladder/kent-arv/propose/call-in/",
        "/ladder/kent-arv/answer/aid-asked/",
        "/ladder/met-arv/answer/aid-offered/",
        "/ladder/proposals/1/",
        "/ladder/decide/ask-aid/?subject=kent-arv",
        "/ladder/decide/not-ask-aid/?subject=nowhere",
        "/ladder/redact/1/",
    ],
)
def test_unknown_addresses_answer_that_there_is_no_page(small, address):
    assert client_of(small.gold).get(address).status_code == 404


def test_places_asked_for_long_ago_no_longer_count_as_coming(small):
    small.approve(small.propose())
    clock(30)
    said = words(client_of(small.viewer).get("/ladder/kent-arv/"))
    assert "asked 2 places, 1 day 6 h ago, no answer; has not counted as coming since Fri 22 Sep 18:00 BST" in said
    assert "Open for too long." in said


def test_a_thread_holds_nothing_that_becomes_known_later(weekend, client_as):
    said = words(client_as("viewer").get("/ladder/kent-arv/"))
    assert "Confirmed all places Saturday 23 September 2023, 11:30 BST , imported history" in said
    assert "Arrived: all places" not in said
    assert "confirmed 4 places, 30 min ago, not yet arrived" in said


NO_DAY = {"next_review_0": "31", "next_review_1": "9", "next_review_2": "2023", "next_review_3": "12:17"}
TOLD = "Told by m0001 at noon."
NAMES_SOMEBODY = "Contains somebody's cipher; write nothing about a person here"


def test_faults_of_fields_and_of_the_step_come_together_and_nothing_typed_is_lost(small):
    page = send(client_of(small.planner), PROPOSE, count="many", threat=TOLD, **NO_DAY)
    assert (page.status_code, faults_of(page)) == (
        422,
        [
            "How many places: enter a whole number from 1 to 1,000,000",
            NAMES_SOMEBODY,
            "Enter the conditions for standing the help down",
            "Next review must be a real date, such as 23 9 2023",
        ],
    )
    assert [typed in page.content.decode() for typed in ("many", TOLD, "12:17")] == [True] * 3
    assert Entry.objects.filter(sort="proposal").count() == 0


def test_an_outside_record_tells_every_fault_though_nothing_is_chosen(small):
    proposal = small.propose("request-contingency", "mod-arv")
    page = send(client_of(small.officer), f"/ladder/proposals/{proposal.sequence}/record/ministry/", how=TOLD)
    assert faults_of(page) == [
        "Choose whether it agreed or refused",
        "Enter the role that agreed or refused",
        NAMES_SOMEBODY,
        "Enter a date and a time",
    ]
    assert TOLD in page.content.decode()


def test_a_rehearsal_of_an_act_leaves_the_ledger_and_its_state_as_they_were(small):
    planner, count = client_of(small.planner), head().count
    assert send(planner, PROPOSE, count="many", **WHY).status_code == 422
    assert head().count == count
    assert send(planner, PROPOSE, count="2", **WHY).status_code == 302


def test_a_long_thread_is_on_pages_with_the_latest_first(small):
    decided = Draft("event", kind="decision", subject="kent-arv", step="not-ask-aid")
    drafts = [replace(decided, name=f"d{number}", occurred=NOON - number) for number in range(120)]
    append(drafts, author=small.author(small.gold), now=NOON)
    gold = client_of(small.gold)
    pages = [gold.get(f"/ladder/kent-arv/?page={number}") for number in (1, 2, 3)]
    assert [words(page).count("Decided: Do not ask") for page in pages] == [50, 50, 20]
