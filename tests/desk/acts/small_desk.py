"""A small force on a desk with a clock set by hand. It has too few people; a donor and soldiers could help."""

from __future__ import annotations

from dataclasses import dataclass, replace

from standto_desk.access.models import Account, Post
from standto_desk.acts.approving import approve_proposal, confirm_agreement, record_agreement
from standto_desk.acts.free_text import OutsideWords, Rationale
from standto_desk.acts.proposing import Plan, propose_step
from standto_desk.clock.setting import set_demo_clock, start_demo_clock
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from tests.desk.people import account_of

NOON = 1_695_380_400_000_000  # 2023-09-22T12:00+01:00
MINUTE, HOUR = 60_000_000, 3_600_000_000
IMPORTER = Author("importer", "", "met")
WHY = Rationale(information="Two places are missing.", conditions="Four of our own have returned.")

SETTINGS = """format = 1
title = "A small force"
timezone = "Europe/London"
starts = 2023-09-22T06:00:00
ends = 2023-09-29T06:00:00
home = "met"

[policy.approvers]
aid = ["gold"]
contingency = ["gold", "home-office", "ministry"]
stand-down = ["gold"]
"""


def row(kind: str, subject: str, /, **cells) -> Draft:
    """A row that is set."""
    return Draft("row", kind, subject, step="set", body=cells or None)


ROWS = [
    row("scenario", "scenario", toml=SETTINGS),
    row("forces", "met", kind="home"),
    row("forces", "kent", kind="police", name="Kent Police"),
    row("forces", "mod", kind="military"),
    row("capabilities", "arv"),
    row("people", "m0001"),
    row("pools", "met-arv", force="met", capabilities="arv", count="4"),
    row("pools", "kent-arv", force="kent", capabilities="arv", count="2"),
    row("pools", "mod-arv", force="mod", capabilities="arv", count="12"),
    row("duties", "patrol", task="patrol", capabilities="arv", strength="6", name="Patrol of the town"),
    row("powers", "p1", kind="home", task="*", permitted="yes"),
    row("powers", "p2", kind="police", task="*", permitted="yes", authority="Police Act 1996, section 24"),
    row("powers", "p3", kind="military", task="patrol", permitted="yes", authority="with ministers' approval"),
    row("sources", "kent-call", title="A call from Kent"),
]


@dataclass
class SmallDesk:
    """The desk and its accounts, with short names for their acts."""

    gold: Account
    second: Account
    officer: Account
    planner: Account
    viewer: Account

    def author(self, account: Account) -> Author:
        """The author of an account's entries, with its post."""
        held = account.appointments.first()
        return Author(str(account.pk), held.post if held else "", "met")

    def as_(self, account: Account) -> dict:
        """The arguments of every act."""
        return {"account": account, "author": self.author(account)}

    def propose(self, step="ask-aid", pool="kent-arv", count=None, key="proposed", **more) -> Entry:
        """Propose a step as the planner."""
        plan = Plan(step, pool, count=count, rationale=more.pop("rationale", WHY), **more)
        return propose_step(**self.as_(self.planner), plan=plan, key=key)

    def approve(self, proposal: Entry, account: Account | None = None, key="approved"):
        """Approve a proposal as gold."""
        return approve_proposal(**self.as_(account or self.gold), sequence=proposal.sequence, key=key)

    def agree_outside(self, proposal: Entry, post: str, at: int = NOON):
        """Record that a post outside agreed, and confirm it."""
        said = {"sequence": proposal.sequence, "post": post}
        words = OutsideWords("duty minister", "by telephone", at)
        recorded = record_agreement(**self.as_(self.officer), words=words, key=f"{post}-said", **said)
        return recorded, confirm_agreement(**self.as_(self.planner), key=f"{post}-confirmed", **said)


def small_desk() -> SmallDesk:
    """Make it in an empty database."""
    start_demo_clock(at=NOON)
    append([replace(one, occurred=-(2**62)) for one in ROWS], author=IMPORTER, now=NOON - HOUR)
    for post in ("home-office", "ministry"):
        Post.objects.create(force="met", post=post, outside=True)
    return SmallDesk(
        gold=account_of("commander", post="gold", username="a-commander"),
        second=account_of("commander", post="silver", username="another-commander"),
        officer=account_of("duty-officer", post="desk", username="an-officer"),
        planner=account_of("planner", post="planner", username="a-planner"),
        viewer=account_of("viewer", username="a-viewer"),
    )


def clock(hours: float) -> int:
    """Set the clock to some hours after noon; return its time."""
    at = NOON + round(hours * HOUR)
    set_demo_clock(at=at)
    return at
