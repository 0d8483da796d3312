from __future__ import annotations

from django.test import RequestFactory

from standto.model.time import BEGINNING
from standto_desk.access.models import Appointment, Post
from standto_desk.access.posts import CHOSEN, author_of, authors_of, holders_of, is_outside
from standto_desk.clock import now
from standto_desk.ledger.drafts import Author
from tests.desk.people import HOME, account_of


def asked_by(account, **session):
    request = RequestFactory().get("/")
    request.user, request.session = account, session
    return request


def test_an_account_without_a_post_writes_as_itself(desk):
    account = account_of("duty-officer")
    assert author_of(asked_by(account)) == Author(account=str(account.pk), post="", force=HOME)


def test_an_account_with_one_post_writes_as_its_holder(desk):
    account = account_of("commander", post="strategic-commander")
    assert author_of(asked_by(account)) == Author(account=str(account.pk), post="strategic-commander", force=HOME)


def test_of_several_posts_none_is_taken_for_granted(desk):
    account = account_of("commander", post="strategic-commander")
    second = Appointment.objects.create(account=account, post="tactical-commander", force=HOME, start=BEGINNING)
    posts = [author_of(asked_by(account)).post, author_of(asked_by(account, **{CHOSEN: second.pk})).post]
    assert posts == ["", "tactical-commander"]
    assert [author.post for author in authors_of(account)] == ["strategic-commander", "tactical-commander"]


def test_somebody_elses_appointment_cannot_be_chosen(desk):
    other = account_of("commander", post="strategic-commander").appointments.get()
    account = account_of("commander")
    assert author_of(asked_by(account, **{CHOSEN: other.pk})).post == ""


def test_a_post_that_has_ended_is_not_written_by(desk):
    account = account_of("commander", post="strategic-commander")
    held = account.appointments.get()
    held.until = now()
    held.save()
    assert author_of(asked_by(account)).post == ""
    assert holders_of("strategic-commander", HOME, now()) == []


def test_a_post_is_outside_only_where_an_administrator_said_so(desk):
    Post.objects.create(post="home-office", force=HOME, outside=True)
    assert [is_outside(post, HOME) for post in ("home-office", "strategic-commander")] == [True, False]
