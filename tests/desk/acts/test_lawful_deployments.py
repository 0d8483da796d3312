"""The desk refuses deployments that the law does not permit, and shows help that can fill no duty as such."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from standto.ladder.pool_use import use_of
from standto_desk.acts.approving import confirm_agreement, record_agreement
from standto_desk.acts.free_text import OutsideWords
from standto_desk.acts.proposal_log import find_proposal
from standto_desk.acts.proposals import State
from standto_desk.acts.proposing import Plan, propose_step
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from tests.desk.acts.small_desk import HOUR, IMPORTER, NOON, WHY, clock, row, small_desk
from tests.desk.acts.test_ladder_steps import places, told
from tests.desk.pages.ladder.test_pages import form_of, words
from tests.desk.people import client_of

DEPLOY = "deploy-contingency"
ADDRESS = "/ladder/mod-arv/propose/deploy-contingency/"
WHY_NOT = "mod-arv can fill no duty now: attack is not declared"
DECLARE_FIRST = "A duty officer or a commander has to declare attack first"


@pytest.fixture
def small(desk):
    """The small desk, where the military may patrol in an attack alone, and three of them are on standby."""
    found = small_desk()
    set_rows(row("powers", "p3", kind="military", task="patrol", permitted="yes", when="attack"))
    append([Draft("event", "contingency-agreed", "mod-arv", count=3)], author=IMPORTER, now=now())
    return found


def set_rows(*rows: Draft) -> None:
    """Set rows as if they had always been so."""
    append([replace(one, occurred=-(2**61)) for one in rows], author=IMPORTER, now=now())


def declare(kind: str = "declared", **more) -> None:
    """Record that an attack is declared, or ended."""
    append([Draft("event", kind, "attack", **more)], author=IMPORTER, now=now())


def use(pool: str = "mod-arv"):
    """The duties that a pool can fill now."""
    situation = situation_at(now())
    return use_of(situation, situation.scenario.pool[pool], now())


def test_soldiers_are_not_deployed_where_nothing_that_permits_it_is_declared(small):
    assert told(small.propose, DEPLOY, "mod-arv") == [
        ("declare", f"{WHY_NOT}. {DECLARE_FIRST}; a commander can do so with the proposal")
    ]
    declare()
    assert small.propose(DEPLOY, "mod-arv").sort == "proposal"


def test_one_form_declares_and_proposes_and_both_are_recorded(small):
    gold = small.as_(small.gold)
    plan = Plan(DEPLOY, "mod-arv", count=2, rationale=WHY)
    with pytest.raises(PermissionDenied):
        propose_step(**small.as_(small.planner), plan=plan, key="planner", declare="attack")
    assert told(propose_step, **gold, plan=plan, key="else", declare="flood") == [
        ("declare", "does not let mod-arv do more; allowed: attack")
    ]
    made = propose_step(**gold, plan=plan, key="both", declare="attack")
    declared = Entry.objects.get(kind="declared")
    assert (declared.subject, declared.post, declared.sequence) == ("attack", "gold", made.sequence - 1)
    count = head().count
    assert propose_step(**gold, plan=plan, key="both", declare="attack") == made
    assert head().count == count
    small.approve(made)
    for post in ("home-office", "ministry"):
        small.agree_outside(made, post)
    assert places("mod-arv") == {"not-asked": 9, "standby": 1, "deployed": 2}


def test_what_is_declared_no_more_at_the_last_approval_deploys_nobody(small):
    declare()
    proposal = small.propose(DEPLOY, "mod-arv")
    small.approve(proposal)
    small.agree_outside(proposal, "home-office")
    said = {"sequence": proposal.sequence, "post": "ministry"}
    record_agreement(
        **small.as_(small.officer), words=OutsideWords("duty minister", "by telephone", NOON), key="r", **said
    )
    declare("ended")
    assert told(confirm_agreement, **small.as_(small.planner), key="c", **said) == [
        ("declare", f"{WHY_NOT}. {DECLARE_FIRST}")
    ]
    assert (find_proposal(proposal.sequence).state, places("mod-arv")["standby"]) == (State.OPEN, 3)
    assert Entry.objects.filter(sort="confirmation").count() == 1
    declare()
    confirm_agreement(**small.as_(small.planner), key="c", **said)
    assert places("mod-arv") == {"not-asked": 9, "deployed": 3}


@pytest.mark.parametrize(
    ("row_set", "declared", "said"),
    [
        (None, {"until": NOON + HOUR}, WHY_NOT),
        (
            row("duties", "patrol", task="patrol", capabilities="arv", strength="6", until="2023-09-22T13:00:00"),
            {},
            "mod-arv can fill no duty now: no duty that stands is open to them",
        ),
        (
            row("pools", "mod-arv", force="mod", capabilities="arv", count="12", until="2023-09-22T13:00:00"),
            {},
            "mod-arv can fill no duty now: the pool’s time has ended",
        ),
        (
            row("powers", "p9", kind="military", task="patrol", permitted="no"),
            {},
            "mod-arv can fill no duty now: no duty that stands is open to them",
        ),
    ],
)
def test_soldiers_are_not_deployed_to_what_has_ended_or_is_forbidden(small, row_set, declared, said):
    declare(**declared)
    if row_set is not None:
        set_rows(row_set)
    clock(2)
    ((column, what),) = told(small.propose, DEPLOY, "mod-arv")
    assert what.split(". ")[0] == said
    assert column == ("declare" if "not declared" in what else "step")


def test_what_can_be_filled_later_in_the_look_ahead_is_said(small):
    append([Draft("event", "declared", "attack", occurred=NOON + 3 * HOUR)], author=IMPORTER, now=now())
    assert (use().now, use().later, use().ever) == (False, NOON + 3 * HOUR, True)
    assert small.propose(DEPLOY, "mod-arv").sort == "proposal"


def test_deployed_soldiers_who_may_fill_nothing_are_not_shown_as_help(small):
    officer, viewer = client_of(small.officer), client_of(small.viewer)
    append([Draft("event", "contingency-deployed", "mod-arv", count=3)], author=IMPORTER, now=now())
    idle = "an fill no duty now: attack is not declared"
    for address in ("/", "/ladder/", "/ladder/mod-arv/"):
        page = officer.get(address)
        assert idle in words(page), address
        assert not is_green(page, "deployed"), address
    assert "3 places deployed but able to fill no duty now" in words(officer.get("/?screen=wall"))
    kept = "Patrol of the town is 2 short from Fri 22 Sep 12:00 BST to Mon 25 Sep 12:00 BST"
    for address in ("/", "/ladder/mod-arv/"):
        said = words(officer.get(address))
        assert f"{kept}, seen at Fri 22 Sep 12:00 BST; it cannot fill that duty without another declaration." in said
        assert "without it" not in said
    clock(1)
    for address in ("/", "/ladder/", "/ladder/mod-arv/"):
        page = viewer.get(address)
        assert idle in words(page), address
        assert not is_green(page, "deployed"), address
    declare()
    for address in ("/", "/ladder/mod-arv/"):
        page = officer.get(address)
        assert idle not in words(page)
        assert is_green(page, "deployed")
        assert "without it Patrol of the town is 2 short" in words(page)


def test_lent_people_whom_the_powers_forbid_everything_are_not_shown_as_help(small):
    append([Draft("event", "aid-arrived", "kent-arv", count=2)], author=IMPORTER, now=now())
    officer = client_of(small.officer)
    assert is_green(officer.get("/"), "arrived")
    set_rows(row("powers", "p2", kind="police", task="*", permitted="no"))
    clock(1)
    page = officer.get("/")
    assert "Can fill no duty now: no duty that stands is open to them." in words(page)
    assert not is_green(page, "arrived")


def is_green(page, state: str) -> bool:
    """Whether a page marks a state as good."""
    tags = [part.split("</strong>")[0] for part in page.content.decode().split("<strong")[1:]]
    (found,) = {tag.split('"')[1] for tag in tags if "govuk-tag" in tag and tag.rstrip().endswith(state)}
    return "desk-tag--good" in found


def test_the_form_says_what_is_missing_and_offers_to_declare_it(small):
    planner, gold = client_of(small.planner), client_of(small.gold)
    page = words(planner.get(ADDRESS))
    assert "The pool can fill no duty now: attack is not declared. You cannot deploy it until it can." in page
    assert "A duty officer or a commander can declare it first." in page
    assert "Also declare" not in page
    page = gold.get(ADDRESS)
    assert "Also declare The declaration is in force as soon as you send this" in words(page)
    why = {"information": "An attack was reported.", "count": "3"}
    planner.post(ADDRESS, {"key": "by-hand", **why, "declare": "attack"})
    assert Entry.objects.filter(kind="declared").count() == 0
    refused = gold.post(ADDRESS, {**form_of(page), **why})
    assert f"{DECLARE_FIRST}; a commander can do so with the proposal" in words(refused)
    assert 'href="#id_declare' in refused.content.decode()
    sent = gold.post(ADDRESS, {**form_of(page), **why, "declare": "attack"})
    assert sent.status_code == 302
    assert Entry.objects.filter(kind="declared", subject="attack").count() == 1
    again = gold.post(ADDRESS, {**form_of(page), **why, "declare": "attack"})
    assert (again.status_code, again["Location"]) == (302, sent["Location"])
    assert Entry.objects.filter(kind="declared").count() == 1
