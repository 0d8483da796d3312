"""A post of the policy is listed if a step could need it, and is outside if no account here ever held it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standto_desk.access.appointing import appoint, end_appointment, mark_post
from standto_desk.access.models import Appointment, Post
from standto_desk.access.posts import is_outside, known_posts
from standto_desk.acts.approval_rules import against_recording
from standto_desk.acts.proposal_log import find_proposal
from standto_desk.clock import now
from standto_desk.clock.setting import start_demo_clock
from standto_desk.ledger.appending import append
from tests.desk.acts.small_desk import HOUR, IMPORTER, NOON, SETTINGS, clock, row, small_desk
from tests.desk.pages.ladder.test_pages import words
from tests.desk.people import account_of, client_of

PLAIN = SETTINGS.split("[policy.approvers]")[0]
STATION = [
    row("forces", "met", kind="home"),
    row("capabilities", "arv"),
    row("pools", "met-arv", force="met", capabilities="arv", count="4"),
    row("duties", "patrol", task="patrol", capabilities="arv", strength="6"),
]
KENT = [
    row("forces", "kent", kind="police"),
    row("pools", "kent-arv", force="kent", capabilities="arv", count="2"),
]
SOLDIERS = [
    row("forces", "mod", kind="military"),
    row("pools", "mod-arv", force="mod", capabilities="arv", count="12"),
]
COMMANDER, MINISTRIES = "strategic-commander", ("home-office", "ministry-of-defence")


def station(*rows, toml: str = PLAIN) -> None:
    """Make a desk with the policy of defaults, and some pools."""
    start_demo_clock(at=NOON)
    drafts = [row("scenario", "scenario", toml=toml), *STATION, *rows]
    append([replace(one, occurred=-(2**62)) for one in drafts], author=IMPORTER, now=NOON - HOUR)


def known() -> dict[str, bool]:
    """The posts that the desk knows, and whether each is outside."""
    return {one.post: one.outside for one in known_posts("met")}


@pytest.mark.parametrize(
    ("rows", "posts"),
    [
        ((), {}),
        (KENT, {COMMANDER: False}),
        (SOLDIERS, {COMMANDER: False, **dict.fromkeys(MINISTRIES, True)}),
        ((*KENT, *SOLDIERS), {COMMANDER: False, **dict.fromkeys(MINISTRIES, True)}),
    ],
)
def test_a_post_is_there_only_where_a_pools_step_could_need_it(desk, rows, posts):
    station(*rows)
    assert known() == posts
    page = words(client_of(account_of("administrator")).get("/accounts/posts/"))
    assert {post: f"{post} met Outside" in page for post in posts} == posts
    assert [post for post in MINISTRIES if post not in posts and post in page] == []


def test_somebody_who_was_ever_appointed_makes_a_post_one_of_here(desk):
    station(*SOLDIERS)
    admin, account = account_of("administrator"), account_of("commander")
    made = appoint(by=admin, account=account, post="home-office", force="met", start=now())
    assert known() == {COMMANDER: False, "home-office": False, "ministry-of-defence": True}
    clock(1)
    end_appointment(by=admin, appointment=made, at=now())
    assert not is_outside("home-office", "met")


def test_how_many_may_hold_a_post_is_said_without_saying_where_it_is(desk):
    station(*SOLDIERS)
    mark_post(by=account_of("administrator"), post="home-office", force="met", most=2)
    assert known()["home-office"]
    address = "/accounts/posts/mark/?post=ministry-of-defence"
    assert address in client_of(account_of("administrator")).get("/accounts/posts/").content.decode()
    page = client_of(account_of("administrator")).get(address)
    assert page.status_code in (200, 302)


def test_nothing_is_decided_without_a_post_here_unless_somebody_said_so(desk):
    together = PLAIN + '[policy.approvers]\naid = ["gold", "silver"]\nstand-down = ["bronze", "region"]\n'
    station(*KENT, toml=together)
    assert known() == dict.fromkeys(["bronze", "gold", "region", "silver"], False)
    Appointment.objects.create(account=account_of("commander"), post="gold", force="met", start=0)
    assert known() == {"bronze": False, "gold": False, "region": False, "silver": True}
    Post.objects.create(force="met", post="region", outside=True)
    assert known() == {"bronze": False, "gold": False, "region": True, "silver": True}


def test_a_proposal_waits_for_the_posts_outside_as_such_though_nobody_marked_them(desk):
    small = small_desk()
    Post.objects.all().delete()
    proposal = find_proposal(small.propose("request-contingency", "mod-arv").sequence)
    assert {one.post: one.outside for one in proposal.agreements} == {
        "gold": False, "home-office": True, "ministry": True,
    }  # fmt: skip
    assert against_recording(proposal, post="ministry") == ()
