"""A desk with something of everything on it, and everybody who may be at it."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from standto.model.steps import NO_CHANGE
from standto.model.time import BEGINNING, HOUR
from standto.scenario.folder import locate
from standto_desk.access.models import Account, Appointment
from standto_desk.access.roles import Role
from standto_desk.acts.deciding import decide_alone
from standto_desk.acts.free_text import Rationale
from standto_desk.acts.handing_over import hand_over
from standto_desk.acts.possible_steps import possible_decisions
from standto_desk.acts.proposing import Plan, propose_step
from standto_desk.acts.situation_reports.drafting_reports import draft_report
from standto_desk.acts.situation_reports.publishing_reports import approve_report, publish_report
from standto_desk.acts.situation_reports.report_parts import AUDIENCES, COMMAND
from standto_desk.acts.situation_reports.wording_reports import write_words
from standto_desk.acts.stepping_back import step_back
from standto_desk.alerts.models import Address, Owner
from standto_desk.alerts.rounds import run_round
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.ledger.drafts import Author
from standto_desk.pages.supposing.sentence_kinds import KINDS
from standto_desk.picture.engine_loading import engine
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.report_facts.drawn_facts import draw_facts
from tests.desk.access.walking import account_with_all
from tests.desk.people import HOME, account_of, client_of
from tests.desk.reading_pages import hidden
from tests.desk.recorded import record_for_people

GOLD = "strategic-commander"
WHY = Rationale(information="Places are missing.", conditions="Our own have returned.")
POSTS = {Role.DUTY_OFFICER: "duty-officer", Role.COMMANDER: GOLD, Role.PLANNER: "planner"}


def make_busy() -> None:
    """Enter one of each thing that has a page: a proposal, a decision, a handover, alerts, people's entries."""
    gold = account_of("commander", post=GOLD, username="the-commander", email="gold@force.example")
    heir = account_of("commander", username="the-heir")
    officer = account_of("duty-officer", post="duty-officer", username="the-officer")
    volunteer = account_of("volunteer", cipher="m0003", username="the-volunteer")
    by_gold = Author(str(gold.pk), GOLD, "met")
    step, pool = _first_step()
    propose_step(account=gold, author=by_gold, plan=Plan(step, pool, rationale=WHY), key="proposed")
    decide_alone(account=gold, author=by_gold, plan=Plan(NO_CHANGE, "met", rationale=WHY), key="decided")
    hand_over(account=gold, author=by_gold, to=heir, note="Kent rings back at four.", key="handed")
    author = Author(str(officer.pk), "duty-officer", "met")
    record_for_people(account=officer, author=author, kind="unavailable", people=["m0001", "m0002"], key="recorded")
    step_back(account=volunteer, author=Author(str(volunteer.pk), "", "met"), key="stepped")
    make_reports(gold, by_gold)
    Owner.objects.create(kind="gap", place=0, post=GOLD, minutes=30)
    Address.objects.create(post=GOLD, email="gold@force.example")
    run_round(now())


def make_reports(approver: Account, author: Author) -> None:
    """Publish a report to each of its readers, and leave a draft."""
    planner = account_of("planner", username="the-reporter")
    writer, at = Author(str(planner.pk), "", HOME), now() - now() % HOUR
    for audience in (*AUDIENCES, COMMAND):
        content = draw_facts(audience, at, at, None)
        given = {"audience": audience, "at": at, "known_at": at, "content": content}
        number = draft_report(account=planner, author=writer, **given).count
        write_words(account=planner, author=writer, number=number, section="comment", words="Kent rings back at four.")
        if number <= len(AUDIENCES):
            for act in (approve_report, publish_report):
                act(account=approver, author=author, number=number, content=content)


def _first_step() -> tuple[str, str]:
    """A step that can be proposed now, with its pool."""
    situation, at = situation_at(now()), now()
    away = [pool.id for pool in situation.scenario.pools if pool.force != situation.scenario.home]
    found = ((pool, possible_decisions(situation.scenario, pool, situation.lots(pool, at))) for pool in away)
    pool, steps = next((pool, steps) for pool, steps in found if steps)
    return steps[0].step, pool


def browsers_of(who: str) -> Callable[[], Client]:
    """What gives a browser, signed in anew, of somebody who has whatever some page asks for: a post, a record."""
    account = None if who == "nobody" else account_with_all(who)
    if account is not None and who in POSTS:
        held = {"post": POSTS[Role(who)], "force": HOME, "start": BEGINNING, "accepted_as": "by the tests"}
        Appointment.objects.create(account=account, **held)

    def browser() -> Client:
        if account is not None:
            account.refresh_from_db()
        return client_of(account, raise_request_exception=False)

    return browser


def begun_by(browser: Client, who: str) -> list[str]:
    """Begin what takes several steps; return the addresses that it leads to."""
    if who == Role.VOLUNTEER:
        page = browser.get("/my/step-back/")
        return [browser.post("/my/step-back/", {"capability": "", "key": hidden(page, "key")})["Location"]]
    if who == Role.DUTY_OFFICER:
        told = {"kind_of_event": "unavailable", "people": "m0005 m0006"}
        first, second = (browser.post("/record/", told)["Location"] for _ in range(2))
        browser.post("/record/entries/", {"cipher": "m0005"})
        browser.post("/look-back/entries/person/", {"cipher": "m0005"})
        shown = browser.get(second)
        done = browser.post(second, {"based_on": hidden(shown, "based_on")})["Location"]
        return [first, done, f"{done}correct/", *_what_ifs_begun(browser), _log_begun(browser)]
    if who == Role.PLANNER:
        return _outlooks_begun(browser)
    return []


def _what_ifs_begun(browser: Client) -> list[str]:
    """Try a what-if and keep it; return the addresses of its forms."""
    tried = browser.post("/what-if/new/", {"sentences": "kent-arv withdraws", "choice": "worst"})["Location"]
    key = hidden(browser.get(f"{tried}keep/"), "key")
    kept = browser.post(f"{tried}keep/", {"name": "Kent withdraws", "key": key})["Location"]
    return [tried, f"{tried}keep/", *(f"{tried}add/{kind}/" for kind in KINDS), kept, f"{kept}show/", f"{kept}rename/"]


def _outlooks_begun(browser: Client) -> list[str]:
    """Keep a set of assumptions and an outlook; return the addresses of their pages and forms."""
    engine.load_here(picture_now())
    text = (locate("london-2023") / "assumptions" / "published.toml").read_bytes().replace(b"[60, 300]", b"[6, 30]")
    sent = {
        "file": SimpleUploadedFile("published.toml", text),
        "key": hidden(browser.get("/outlook/assumptions/"), "key"),
    }
    kept_set = browser.post("/outlook/assumptions/", sent)["Location"]
    asked = "/outlook/keep/?least=2&most=5"
    form = {"name": "2 to 5", "futures": "10000", "key": hidden(browser.get(asked), "key")}
    kept = browser.post(asked, form)["Location"]
    forms = [f"{kept}{name}/" for name in ("show", "rename", "end")]
    return ["/outlook/?least=2&most=5", asked, kept_set, f"{kept_set}end/", kept, *forms]


def _log_begun(browser: Client) -> str:
    """Write a log entry; return its address."""
    key = hidden(browser.get("/log/write/"), "key")
    return browser.post("/log/write/", {"words": "The bridge is closed.", "owner": "", "key": key})["Location"]
