"""No entry of any kind that acts make gives its person away by its hash."""

from __future__ import annotations

import ast
from itertools import product
from pathlib import Path

import pytest

import standto_desk
from standto_desk.access.models import Account
from standto_desk.acts.alert_answers import acknowledge_alert, pass_alert_on
from standto_desk.acts.answering import Answer, correct_answer, end_offer, record_answer
from standto_desk.acts.deciding import decide_alone
from standto_desk.acts.handing_over import accept_handover, hand_over, withdraw_handover
from standto_desk.acts.proposing import Plan, withdraw_proposal
from standto_desk.acts.redacting import redact_text
from standto_desk.acts.stepping_back import return_to_duty, step_back
from standto_desk.alerts.models import Alert, Owner
from standto_desk.ledger.appending import append
from standto_desk.ledger.chain import COLUMNS, GENESIS, WITH_NONCE, link
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.verifying import verify_ledger
from tests.desk.acts.small_desk import IMPORTER, NOON, WHY, SmallDesk, small_desk
from tests.desk.ledger.walks import a_rota_is_seen, reports_are_published, the_log_is_kept, the_rules_change
from tests.desk.people import account_of
from tests.desk.recorded import correct_entry, record_event, record_for_people

TEAMS = ("", "red", "blue")
PEOPLE = ("m0001", "m0002", "m0003")


MAKING = ("Draft", "replace")


def kinds_of_the_code() -> set[str]:
    """Return the sorts of entries that acts make: the argument `sort=` of a draft, or its first argument."""
    found = set()
    for path in Path(standto_desk.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MAKING:
                first = call.args[:1] if call.func.id == "Draft" else []
                given = [word.value for word in call.keywords if word.arg == "sort"] or first
                found |= {ast.unparse(one) for one in given}
    return found


SORTS = {
    "EVENT": "event", "ROW": "row", "REDACTION": "redaction", "PROPOSAL": "proposal",
    "APPROVAL": "approval", "CONFIRMATION": "confirmation", "WITHDRAWAL": "withdrawal", "OFFER": "offer",
    "OFFER_END": "offer-end", "HANDOVER": "handover", "ACCEPTANCE": "acceptance",
    "REPORT": "report", "WORDS": "report-words", "APPROVED": "report-approved", "PUBLISHED": "report-published",
    "SUPERSEDED": "report-superseded", "WITHDRAWN": "report-withdrawn",
    "LOG": "log", "LOG_CHANGED": "log-changed", "LOG_DONE": "log-done",
    "RULES_CHANGE": "rules-change", "RULES_CONFIRMED": "rules-confirmed", "SEEN": "rota-seen",
    "sort": "acknowledgement",
}  # fmt: skip
"""What the code calls the sorts, each with one sort of that name."""

NAMESAKES = {"passing-on", "handover-withdrawn", "rota-published", "rules-declined", "rules-withdrawn"}
"""The sorts that the code calls by the same name as another: an argument, a withdrawal, or what is published."""


def people_step_back(small: SmallDesk, volunteer: Account) -> None:
    """Step back, return, be away, be corrected: by themselves and by an officer; with words, which are redacted."""
    rows = [Draft("row", "teams", "red", step="set")]
    rows += [Draft("row", "people", who, step="set", body={"team": "red"}) for who in PEOPLE]
    append(rows, author=IMPORTER, now=NOON)
    own = Author(str(volunteer.pk), "", "met")
    step_back(account=volunteer, author=own, key="back")
    return_to_duty(account=volunteer, author=own, key="again")
    officer = small.as_(small.officer)
    for kind in ("unavailable", "stepped-back", "returned"):
        record_for_people(**officer, kind=kind, people=["m0002", "m0003"], key=kind)
    wrong = Entry.objects.filter(kind="unavailable", subject="m0002").get()
    correct_entry(**officer, sequence=wrong.sequence, key="wrong")
    said = record_event(
        **officer, kind="statement", subject="met", text="Some have returned.", source="kent-call", key="said"
    )
    redact_text(**small.as_(small.gold), sequence=said.sequence, why="sensitive", key="redacted")


def a_ladder_is_walked(small: SmallDesk) -> None:
    """Propose, approve, agree outside, confirm, decide, withdraw; answer, offer, take back."""
    officer = small.as_(small.officer)
    offer = record_answer(**officer, answer=Answer("contingency-agreed", "mod-arv", count=2), key="unasked")
    end_offer(**officer, sequence=offer.sequence, how="taken-back", key="ended")
    small.approve(small.propose(count=1), key="asked")
    three = small.propose("request-contingency", "mod-arv", count=3, key="three")
    small.approve(three, key="three-approved")
    for post in ("home-office", "ministry"):
        small.agree_outside(three, post)
    taken = small.propose("ask-aid", count=1, key="taken")
    withdraw_proposal(**small.as_(small.planner), sequence=taken.sequence, key="taken-back")
    decide_alone(**small.as_(small.gold), plan=Plan("no-change", "met", rationale=WHY), key="nothing")
    answer = record_answer(**officer, answer=Answer("aid-offered", "kent-arv", count=1), key="offered")
    correct_answer(**officer, sequence=answer.sequence, key="never")


def posts_and_alerts_change_hands(small: SmallDesk) -> None:
    """Hand a post over, take it back, accept it; pass an alert on, and acknowledge it."""
    gold = small.as_(small.gold)
    first = hand_over(**gold, to=small.second, key="first")
    withdraw_handover(**gold, handover=first.sequence, key="not-yet")
    second = hand_over(**gold, to=small.second, note="As it stands.", key="second")
    for place, post in enumerate(("desk", "silver")):
        Owner.objects.create(kind="gap", place=place, post=post)
    told = {"about": "patrol", "sentence": "A gap.", "raised": NOON, "told": NOON, "force": "met", "post": "desk"}
    alert = Alert.objects.create(kind="gap", **told)
    pass_alert_on(**small.as_(small.officer), alert=alert.pk)
    acknowledge_alert(**small.as_(small.officer), alert=alert.pk)
    accept_handover(account=small.second, handover=second.sequence, name="A. Commander", key="mine")


@pytest.fixture
def every_kind(database):
    """Return a desk on which somebody did every act that makes an entry."""
    small = small_desk()
    volunteer = account_of("volunteer", cipher="m0001", username="a-volunteer")
    people_step_back(small, volunteer)
    a_ladder_is_walked(small)
    reports_are_published(small)
    the_log_is_kept(small)
    the_rules_change(small)
    a_rota_is_seen(small, volunteer)
    posts_and_alerts_change_hands(small)


def test_every_sort_of_entry_that_the_code_makes_is_among_them(every_kind):
    assert kinds_of_the_code() == set(SORTS)
    made = set(Entry.objects.values_list("sort", flat=True))
    assert made == {*SORTS.values(), *NAMESAKES}


def test_no_entry_of_any_kind_gives_away_its_person_to_somebody_who_tries_them_all(every_kind):
    """An attacker who knows everything that any reader sees tries every subject, account and team."""
    entries = list(Entry.objects.order_by("sequence").values())
    subjects = {entry["subject"] for entry in entries} | set(PEOPLE)
    accounts = {entry["account"] for entry in entries}
    found, last = [], GENESIS
    for entry in entries:
        shown = {column: entry[column] for column in COLUMNS}
        bodies = {entry["body"], *(f'{{"team":"{team}"}}' for team in TEAMS)}
        for subject, account, body in product(subjects, accounts, bodies):
            if link(last, shown | {"subject": subject, "account": account, "body": body}) == entry["hash"]:
                found.append((entry["sequence"], entry["sort"], subject))
        assert link(last, {column: entry[column] for column in WITH_NONCE}) == entry["hash"]
        last = entry["hash"]
    assert (found, verify_ledger().fault) == ([], "")
    assert [entry["sort"] for entry in entries if any(person in entry["body"] for person in PEOPLE)] == []
    assert len({entry["nonce"] for entry in entries}) == len(entries)
