"""An outlook goes by the rows in force, and says which changes of the register come within its time."""

from __future__ import annotations

from django.urls import reverse

from standto.model.time import DAY, MINUTE
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from tests.desk.planned import enter, stronger
from tests.desk.reading_pages import words_of

TOLD = "From Sun 24 Sep 12:00 BST on, the register changes: duty Guard of site A. This page does not count that yet."


def test_an_outlook_that_looks_beyond_a_change_says_so(loaded, ahead):
    planner = ahead()
    assert "the register changes" not in words_of(planner.asks(most="5"))
    enter("planner", stronger(now() + DAY))
    assert TOLD in words_of(planner.asks(most="5"))


def test_a_kept_outlook_says_which_changes_were_known_when_it_was_made(loaded, ahead):
    planner = ahead()
    before = planner.keeps("Before", most="5")
    set_demo_clock(at=now() + MINUTE)
    enter("planner", stronger(now() + DAY - MINUTE))
    after = planner.keeps("After", most="5")
    pages = [words_of(planner.client.get(reverse("outlook-kept", args=[kept.pk]))) for kept in (before, after)]
    assert [TOLD in page for page in pages] == [False, True]
