"""A person is reached by force and cipher: every act and every page against a person of another force."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import override_settings

from standto.cli.main import main
from standto.errors import InputError
from standto.model.time import HOUR
from standto_desk.access.account_changes import change_account, disable_account, make_account
from standto_desk.access.calendar_addresses import make_calendar_address
from standto_desk.access.models import Account
from standto_desk.access.people_in_reach import force_of, forces_of, may_reach, own_person
from standto_desk.access.permission import Action
from standto_desk.access.role_changes import give_role
from standto_desk.access.roles import Role
from standto_desk.access.write_limits import WRITES
from standto_desk.acts.asking import record_answer
from standto_desk.acts.asks import Reply
from standto_desk.acts.correcting import correct_entries
from standto_desk.acts.occurrences import Occurrence
from standto_desk.acts.own_availability import say_available, take_back
from standto_desk.acts.recording import record
from standto_desk.acts.stepping_back import return_to_duty, step_back
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.ledger.refusals import Refused
from tests.desk.access.routes import ROUTES, address_of
from tests.desk.access.strangers import BY_TEAM, LENT, OURS, account_with, enter, leave, row, with_kent
from tests.desk.people import HOME, account_of, client_of
from tests.desk.reading_pages import hidden, words_of
from tests.desk.recorded import correct_entry, record_event, record_for_people

SOURCE = Path(__file__).parents[3] / "src" / "standto_desk"
KENTS = "kent"
STRANGERS = {
    "a volunteer of Kent's with the cipher of one of ours": ([(KENTS, "volunteer")], KENTS, OURS, OURS),
    "a duty officer of Kent's with that cipher": ([(KENTS, "volunteer"), (KENTS, "duty-officer")], KENTS, OURS, OURS),
    "a duty officer of Kent's": ([(KENTS, "duty-officer")], KENTS, "", OURS),
    "an account of Kent's with our volunteer's role": ([(HOME, "volunteer")], KENTS, OURS, OURS),
    "an account of ours with Kent's volunteer's role": ([(KENTS, "volunteer")], HOME, OURS, OURS),
    "a viewer of ours with Kent's volunteer's role": ([(KENTS, "volunteer"), (HOME, "viewer")], HOME, OURS, OURS),
    "an administrator of Kent's": ([(KENTS, "administrator")], KENTS, "", OURS),
    "our duty officer, of somebody lent": ([(HOME, "duty-officer")], HOME, "", LENT),
    "our duty officer, of somebody lent by their team": ([(HOME, "duty-officer")], HOME, "", BY_TEAM),
    "our volunteer with the cipher of somebody lent": ([(HOME, "volunteer")], HOME, LENT, LENT),
    "our duty officer with that cipher": ([(HOME, "volunteer"), (HOME, "duty-officer")], HOME, BY_TEAM, BY_TEAM),
}
"""Accounts, each with its roles, its force, its cipher, and a person that it must not reach."""
QUICK = {
    "a volunteer of Kent's with the cipher of one of ours",
    "an account of ours with Kent's volunteer's role",
    "our duty officer, of somebody lent",
}
WALKING = [who if who in QUICK else pytest.param(who, marks=pytest.mark.slow) for who in STRANGERS]
"""Each costs a walk over every page: three are fast, and all are tried against every act."""


@pytest.fixture
def two_forces(handful):
    with_kent()
    return handful


@pytest.fixture(params=list(STRANGERS))
def stranger(two_forces, request):
    """An account, and a person that it must not reach."""
    roles, force, cipher, person = STRANGERS[request.param]
    return account_with(*roles, force=force, cipher=cipher), person


def acts_on(account: Account, person: str) -> dict[str, object]:
    """Every act that concerns a person, as an account would take it."""
    author = Author(str(account.pk), "", account.force)
    (wrong,) = append([Draft("event", "unavailable", person)], author=Author("operator", "", HOME), now=now())
    until = now() + HOUR
    (said,) = append([Draft("event", "on-call", person, until=until)], author=author, now=now())
    who = {"account": account, "author": author}
    asked = {**who, "duty": "ct-response", "at": now(), "person": person}
    return {
        "step back": lambda: step_back(**who),
        "return": lambda: return_to_duty(**who),
        "say when they are available": lambda: say_available(**who, until=until),
        "take it back": lambda: take_back(**who, sequence=said.sequence),
        "make the address of a calendar": lambda: make_calendar_address(account),
        "record for people": lambda: record_for_people(**who, kind="stepped-back", people=[person]),
        "ask to come in": lambda: record_answer(**asked, answer=Reply.ASKED),
        "call in who comes": lambda: record_answer(**asked, answer=Reply.COMING, coming=until, key="k"),
        "record an event": lambda: record_event(**who, kind="called-in", subject=person),
        "record an occurrence": lambda: record(**who, occurrence=Occurrence("unavailable", (person,))),
        "correct an entry": lambda: correct_entry(**who, sequence=wrong.sequence),
        "correct entries": lambda: correct_entries(**who, sequences=[wrong.sequence]),
    }


def test_no_act_reaches_a_person_of_another_force(stranger):
    acts = acts_on(*stranger)
    before = head()
    done = []
    for name, act in acts.items():
        try:
            act()
        except (PermissionDenied, Refused):
            continue
        done.append(name)
    assert (done, head()) == ([], before)


def test_every_act_that_takes_a_person_is_walked():
    """Acts reach people only by these functions of `people_in_reach`; every caller is among those walked.

    `record_openings` reaches nobody: it notes whom somebody else reached.
    """
    asking = {"own_person", "reachable", "may_reach", "entered_about_themselves"}
    callers = {
        module.stem
        for module in (SOURCE / "acts").glob("*.py")
        if asking & {node.id for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.Name)}
    }
    assert callers == {"stepping_back", "own_availability", "asking", "recording", "correcting", "record_openings"}


@pytest.mark.parametrize("stranger", WALKING, indirect=True)
def test_no_page_shows_or_enters_anything_of_a_person_of_another_force(stranger):
    account, person = stranger
    browser, before, told = client_of(account, raise_request_exception=False), head(), []
    typed = {
        "cipher": person, "people": person, "kind_of_event": "stepped-back", "capability": "", "key": "a",
        "subject": person, "based_on": str(before.count),
    }  # fmt: skip
    entries = [*Entry.objects.filter(subject=person).values_list("sequence", flat=True)]
    addresses = [address_of(route) for route in ROUTES if not route.startswith(("live/", "clock/", "account/"))]
    for number in entries:
        addresses += [f"/look-back/entries/{number}/", f"/record/entries/{number}/", f"/my/receipt/{number}/"]
        addresses.append(f"/my/available/{number}/take-back/")
    with override_settings(STANDTO_SECOND_FACTOR="optional"):
        for address in addresses:
            WRITES.forget()
            browser.post(address, typed)
            answer = browser.get(address)
            shown = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(
                errors="replace"
            )
            if person in shown or answer.status_code == 500:
                told.append(address)
    assert (told, head()) == ([], before)


def test_only_one_module_asks_what_an_account_may_do_about_a_person():
    """No other module finds a person's force, or uses an account's cipher."""
    found = set()
    for module in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "may"
            by_cipher = isinstance(node, ast.Attribute) and node.attr == "cipher"
            if by_cipher or (named and (len(node.args) > 3 or any(one.arg == "person" for one in node.keywords))):
                found.add(str(module.relative_to(SOURCE)))
    keeping = {"access/permission.py", "access/account_changes.py", "access/role_changes.py", "commands/account.py"}
    assert found - keeping == {"access/people_in_reach.py"}


def test_kents_administrator_makes_no_account_of_our_person(two_forces):
    browser = client_of(account_of("administrator", force=KENTS, username="kents-keeper"))
    given = {"force": KENTS, "username": "somebody", "roles": ["volunteer"], "cipher": OURS}
    answer = browser.post("/accounts/new/", given)
    assert answer.status_code == 422
    assert "Cipher belongs to nobody in kent; make the account in the person's own force" in words_of(answer)
    assert Account.objects.count() == 1
    assert browser.post("/accounts/new/", {**given, "cipher": BY_TEAM}).status_code == 200


def test_the_command_line_makes_no_account_of_another_forces_person(two_forces, monkeypatch, capsys):
    monkeypatch.setitem(os.environ, "DATABASE_URL", f"sqlite:///{connection.settings_dict['NAME']}")
    words = ["account", "make", "somebody", "--force", KENTS, "--role", "volunteer", "--cipher"]
    assert main([*words, OURS]) == 2
    assert capsys.readouterr().err == "cipher: belongs to nobody in kent; make the account in the person's own force\n"
    assert main([*words, LENT]) == 0


def test_no_account_is_changed_to_another_forces_person_nor_given_a_role_with_one(two_forces):
    account = account_with((KENTS, "volunteer"), force=KENTS, cipher="not-yet-known")
    with pytest.raises(InputError, match="belongs to nobody in kent"):
        change_account(by=None, account=account, cipher=OURS)
    enter(row("people", "not-yet-known"))
    with pytest.raises(InputError, match="belongs to nobody in kent"):
        give_role(by=None, account=account, role=Role.VIEWER, force=KENTS)


def test_an_account_made_before_the_register_had_the_person_reaches_them_in_their_own_force_alone(two_forces):
    kents, ours = (
        account_with((force, "volunteer"), force=force, cipher="z0001", username=f"of-{force}")
        for force in (KENTS, HOME)
    )
    assert [own_person(one) for one in (kents, ours)] == ["", ""]
    enter(row("people", "z0001"))
    assert [own_person(one) for one in (kents, ours)] == ["", "z0001"]


@pytest.mark.parametrize(
    "moved",
    [
        lambda: enter(row("people", OURS, force=KENTS)),
        lambda: enter(row("people", OURS, team="kent-team")),
        lambda: leave(OURS),
    ],
)
def test_each_act_asks_the_register_anew(two_forces, moved):
    volunteer = account_with((HOME, "volunteer"), cipher=OURS)
    who = {"account": volunteer, "author": Author(str(volunteer.pk), "", HOME)}
    step_back(**who)
    moved()
    with pytest.raises(PermissionDenied):
        return_to_duty(**who)
    assert "The register does not have your cipher yet." in words_of(client_of(volunteer).get("/my/"))


def test_a_team_that_changes_its_force_takes_its_people_with_it(two_forces):
    officer = account_of("duty-officer")
    assert (force_of(BY_TEAM), may_reach(officer, Action.SEE_PERSON, BY_TEAM)) == (KENTS, False)
    enter(row("teams", "kent-team", force=HOME))
    assert (force_of(BY_TEAM), may_reach(officer, Action.SEE_PERSON, BY_TEAM)) == (HOME, True)


def test_people_who_left_the_register_stay_their_last_forces(two_forces):
    for person in (OURS, LENT, BY_TEAM):
        leave(person)
    assert forces_of([OURS, LENT, BY_TEAM, "nobody"]) == {OURS: HOME, LENT: KENTS, BY_TEAM: KENTS}
    assert [force_of(person) for person in (OURS, LENT, BY_TEAM)] == ["", "", ""]


def test_what_an_account_of_another_force_entered_of_our_person_is_corrected(two_forces):
    """As a database of an earlier version may hold it."""
    stranger = account_with((KENTS, "volunteer"), force=KENTS, cipher=OURS)
    author = Author(str(stranger.pk), "", KENTS)
    (wrong,) = append([Draft("event", "stepped-back", OURS)], author=author, now=now())
    officer = client_of(account_of("duty-officer", post="duty-officer"))
    page = officer.get(f"/record/entries/{wrong.sequence}/")
    sent = {"based_on": hidden(page, "based_on"), "key": hidden(page, "key")}
    assert (page.status_code, officer.post(f"/record/entries/{wrong.sequence}/", sent).status_code) == (200, 302)
    assert Entry.objects.get(kind="correction", sequence=wrong.sequence + 1).subject == wrong.reference


def test_what_volunteers_entered_stays_theirs_when_their_account_is_disabled(two_forces):
    volunteer = account_with((HOME, "volunteer"), cipher=OURS)
    own = step_back(account=volunteer, author=Author(str(volunteer.pk), "", HOME))
    disable_account(by=None, account=volunteer)
    officer = account_of("duty-officer")
    with pytest.raises(PermissionDenied):
        correct_entry(account=officer, author=Author(str(officer.pk), "", HOME), sequence=own.sequence)


@pytest.mark.parametrize("moved", [{"force": KENTS}, {"team": "kent-team"}])
def test_what_volunteers_entered_stays_theirs_when_they_move_to_another_force(two_forces, moved):
    volunteer = account_with((HOME, "volunteer"), cipher=OURS)
    own = step_back(account=volunteer, author=Author(str(volunteer.pk), "", HOME))
    enter(row("people", OURS, **moved))
    officer = account_of("duty-officer", force=KENTS)
    assert may_reach(officer, Action.RECORD, OURS)
    with pytest.raises(PermissionDenied):
        correct_entry(account=officer, author=Author(str(officer.pk), "", KENTS), sequence=own.sequence)


def test_what_another_forces_account_entered_does_not_become_its_own_when_the_person_moves_there(two_forces):
    """As a database of an earlier version may hold it."""
    stranger = account_with((KENTS, "volunteer"), force=KENTS, cipher=OURS)
    (wrong,) = append([Draft("event", "stepped-back", OURS)], author=Author(str(stranger.pk), "", KENTS), now=now())
    enter(row("people", OURS, force=KENTS))
    officer = account_of("duty-officer", force=KENTS)
    assert correct_entry(account=officer, author=Author(str(officer.pk), "", KENTS), sequence=wrong.sequence)


def test_accounts_of_another_forces_people_are_shown_to_both_administrators_and_at_the_command_line(
    two_forces, monkeypatch, capsys
):
    account_with((KENTS, "volunteer"), force=KENTS, cipher=OURS, username="misplaced")
    kents = client_of(account_of("administrator", force=KENTS))
    assert "Record of another force" in words_of(kents.get("/accounts/"))
    page = words_of(kents.get(f"/accounts/{Account.objects.get(username='misplaced').pk}/"))
    assert "The cipher of this account belongs to a person in another force." in page
    ours = words_of(client_of(account_of("administrator")).get("/accounts/"))
    assert "have the cipher of a person in yours: misplaced." in ours
    monkeypatch.setitem(os.environ, "DATABASE_URL", f"sqlite:///{connection.settings_dict['NAME']}")
    assert main(["account", "list"]) == 0
    assert "record of another force" in capsys.readouterr().out


def test_a_misplaced_account_is_put_right_on_its_page(two_forces):
    account = account_with((KENTS, "volunteer"), force=KENTS, cipher=OURS)
    administrator = client_of(account_of("administrator", force=KENTS))
    answer = administrator.post(f"/accounts/{account.pk}/change/", {"cipher": LENT})
    assert (answer.status_code, own_person(Account.objects.get(pk=account.pk))) == (302, LENT)


def test_one_account_has_a_person_and_a_disabled_one_lets_go_of_them_first(two_forces):
    first = account_with((HOME, "volunteer"), cipher=OURS, username="first")
    keeper = account_of("administrator")
    disable_account(by=keeper, account=first)
    with pytest.raises(InputError, match="belongs to a disabled account of this force"):
        make_account(by=keeper, username="second", force=HOME, roles=[Role.VOLUNTEER], cipher=OURS)
    with pytest.raises(IntegrityError), transaction.atomic():
        account_with(force=HOME, cipher=OURS, username="second")
    browser = client_of(keeper)
    browser.post(f"/accounts/{first.pk}/role/take/", {"force": HOME, "role": "volunteer"})
    assert browser.post(f"/accounts/{first.pk}/change/", {"no_record": "on"}).status_code == 302
    made, _ = make_account(by=keeper, username="second", force=HOME, roles=[Role.VOLUNTEER], cipher=OURS)
    assert own_person(made) == OURS


def test_what_an_officer_put_aside_says_nothing_of_people_who_are_no_longer_theirs(two_forces):
    officer = client_of(account_of("duty-officer", post="duty-officer"))
    answer = officer.post("/record/", {"kind_of_event": "stepped-back", "people": OURS})
    assert f"record already says this: {OURS}" in words_of(officer.get(answer.url))
    enter(row("people", OURS, force=KENTS))
    assert "already says this" not in words_of(officer.get(answer.url))


def test_receipts_and_lists_name_nobody_who_is_no_longer_of_the_force(two_forces):
    officer = client_of(account_of("duty-officer", post="duty-officer"))
    author = Author(str(officer.account.pk), "duty-officer", HOME)
    record_for_people(account=officer.account, author=author, kind="unavailable", people=["m0002", "m0003"], key="k")
    enter(row("people", "m0002", force=KENTS))
    pages = [words_of(officer.get(page)) for page in ("/record/done/k/", "/record/entries/")]
    assert [("m0002" in page, "m0003" in page) for page in pages] == [(False, True), (False, True)]
