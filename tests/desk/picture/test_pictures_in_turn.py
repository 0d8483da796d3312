"""However many pictures came before, each is the one that is drawn from nothing, and so is its board."""

from __future__ import annotations

from contextlib import suppress

from django.db.transaction import atomic
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standto.ladder import Reviewer, gap_filling
from standto_desk.acts.step_owners import find_step_owners
from standto_desk.book.situations import folded_at
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.ledger.refusals import Refused
from standto_desk.picture.drawing import draw
from standto_desk.picture.showing import picture_at
from standto_desk.presenting import boards
from standto_desk.presenting.boards import board_of
from standto_desk.presenting.offers import offer_lines
from standto_desk.presenting.waiting import waiting_lines
from tests.desk.ledger.starting import ANA, MINUTE, NOON, event, row, started

DRAFTS = (
    *(lambda kind=kind, who=who: event(kind, who) for kind in ("stepped-back", "returned") for who in ("m1", "m2")),
    *(lambda kind=kind: event(kind, "met-arv", count=1) for kind in ("stepped-back", "returned")),
    *(lambda kind=kind: event(kind, "kent-arv", count=2) for kind in ("aid-asked", "aid-offered", "aid-arrived")),
    lambda: event("unavailable", "m1"),
    lambda: event("strength-changed", "patrol", count=9),
    lambda: event("strength-changed", "patrol", count=5),
    lambda: event("report", "met", count=3),
    lambda: event("contingency-requested", "mod-arv", count=3),
    lambda: row("duties", "guard", task="guard", capabilities="arv", strength="4"),
    lambda: Draft("offer", "offer", "kent-arv", count=1, step="aid-offered", body={}),
)
STEPS = st.lists(st.tuples(st.sampled_from(DRAFTS), st.integers(0, 90)), min_size=1, max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=12)
@given(STEPS)
def test_each_picture_and_board_is_the_one_drawn_from_nothing(desk, steps):
    with atomic():
        if not Entry.objects.exists():
            started()
        for draft, minutes in steps:
            last = Entry.objects.order_by("-sequence").values_list("recorded", flat=True)[0]
            with suppress(Refused):  # more places than there are
                append([draft()], author=ANA, now=last + minutes * MINUTE)
            at = max(NOON + 90 * MINUTE, Entry.objects.order_by("-sequence").values_list("recorded", flat=True)[0])
            check(at)


def check(at):
    """Compare the picture and the board of a moment with those drawn from nothing."""
    found, board = picture_at(at), board_of(picture_at(at))
    gap_filling._shares.cache_clear()
    situation = folded_at(at)
    fresh = draw(situation, head().count, Reviewer(situation.records))
    for ours, theirs in ((found.cover, fresh.cover), (found.margin, fresh.margin), (found.review, fresh.review)):
        assert ours.as_json() == theirs.as_json()
    pools = tuple(fresh.scenario.pool)
    assert board.duties == boards.pressing_duties(fresh.cover)
    assert (board.waiting, board.offers) == (waiting_lines(pools), offer_lines(pools))
    assert board.help == boards._help_shown(fresh, pools, find_step_owners(pools))
