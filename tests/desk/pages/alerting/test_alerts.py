from __future__ import annotations

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse

from standto_desk.access.models import SecurityEvent
from standto_desk.alerts.models import Address, Alert, Owner
from standto_desk.alerts.rounds import run_round
from standto_desk.clock import now
from standto_desk.ledger.models import Entry
from standto_desk.ledger.verifying import verify_ledger
from tests.desk.components.rendering import tree
from tests.desk.people import account_of
from tests.desk.reading_pages import words_of


@pytest.fixture
def told(handful):
    """A desk whose owners were told of what needs a look at noon on the Saturday."""
    account_of("commander", post="strategic-commander", email="gold@force.example", username="gold")
    run_round(now())
    return list(Alert.objects.order_by("pk"))


def test_an_alert_without_an_owner_goes_to_the_first_post_that_approves_aid(told):
    assert told != []
    assert {one.post for one in told} == {"strategic-commander"}
    assert [one.to for one in mail.outbox] == [["gold@force.example"]] * len(told)


def test_a_second_round_sends_no_alert_again(told):
    assert run_round(now()) == 0


def test_the_page_shows_every_open_alert(told, client_as):
    page = words_of(client_as("planner").get(reverse("alerts")))
    assert [one.sentence for one in told if one.sentence in page] == [one.sentence for one in told]


def test_the_first_acknowledgement_of_an_alert_is_the_only_one_and_is_entered(told, client_as):
    first, second = client_as("duty-officer"), client_as("commander")
    for client in (first, second):
        client.post(reverse("alert-answer", args=[told[0].pk]), {"act": "acknowledge"})
    assert Alert.objects.get(pk=told[0].pk).acknowledged_by == str(first.account.pk)
    (entry,) = Entry.objects.filter(sort="acknowledgement")
    assert (entry.subject, entry.account) == (f"alert-{told[0].pk}", str(first.account.pk))
    assert verify_ledger().fault == ""


def test_an_alert_can_be_passed_on_at_once(handful, client_as):
    account_of("duty-officer", post="duty-desk", email="desk@force.example")
    account_of("commander", post="gold", email="gold@force.example")
    for kind in ("gap", "margin", "step-overdue", "review-due"):
        Owner.objects.create(kind=kind, place=0, post="duty-desk")
        Owner.objects.create(kind=kind, place=1, post="gold")
    run_round(now())
    alert = Alert.objects.first()
    client_as("duty-officer").post(reverse("alert-answer", args=[alert.pk]), {"act": "pass-on"})
    assert Alert.objects.get(pk=alert.pk).post == "gold"
    mail.outbox.clear()
    run_round(now())
    assert [one.to for one in mail.outbox] == [["gold@force.example"]]


def test_a_viewer_cannot_acknowledge(told, client_as):
    answer = client_as("viewer").post(reverse("alert-answer", args=[told[0].pk]), {"act": "acknowledge"})
    assert (answer.status_code, Alert.objects.filter(acknowledged__isnull=False).count()) == (403, 0)


def test_an_administrator_chooses_the_posts_and_addresses_for_alerts(handful, client_as, monkeypatch):
    monkeypatch.setattr(settings, "STANDTO_WEBHOOK_HOSTS", ("pager.force.example",))
    client = client_as("administrator")
    client.post(reverse("alert-owners"), {"kind": "gap", "place": 0, "post": "strategic-commander", "minutes": 15})
    assert Owner.objects.values_list("kind", "place", "post", "minutes").get() == ("gap", 0, "strategic-commander", 15)
    address = {"post": "strategic-commander", "webhook": "https://pager.force.example/in"}
    client.post(reverse("alert-addresses"), address)
    assert Address.objects.get().webhook == "https://pager.force.example/in"


def test_a_webhook_to_a_host_that_is_not_allowed_is_refused_at_its_field(handful, client_as):
    address = {"post": "strategic-commander", "webhook": "https://elsewhere.example/in"}
    page = words_of(client_as("administrator").post(reverse("alert-addresses"), address))
    assert "is at a host that is not allowed" in page
    assert Address.objects.count() == 0


@pytest.mark.parametrize("page", ["/accounts/", "/accounts/settings/"])
def test_links_lead_an_administrator_to_the_posts_and_the_addresses_for_alerts(handful, client_as, page):
    client = client_as("administrator")
    assert reverse("alert-owners") in links_of(client.get(page))
    assert reverse("alert-addresses") in links_of(client.get(reverse("alert-owners")))


def test_an_administrator_of_another_force_has_no_link_to_settings_of_the_desk(handful, client_as):
    links = links_of(client_as("administrator", force="kent").get("/accounts/"))
    assert {reverse("settings"), reverse("alert-owners")} & links == set()


@pytest.mark.parametrize("form", [{}, {"act": "zzz"}])
def test_an_answer_that_says_nothing_that_can_be_answered_is_refused(told, client_as, form):
    answer = client_as("duty-officer").post(reverse("alert-answer", args=[told[0].pk]), form)
    assert (answer.status_code, Alert.objects.filter(acknowledged__isnull=False).count()) == (400, 0)


def test_a_place_that_another_post_has_is_refused_and_said_whose_it_is(handful, client_as):
    account_of("duty-officer", post="duty-desk")
    Owner.objects.create(kind="gap", place=0, post="duty-desk", minutes=30)
    form = {"kind": "gap", "place": 0, "post": "strategic-commander", "minutes": 15}
    page = client_as("administrator").post(reverse("alert-owners"), form)
    why = "Place 0 is already taken by duty-desk; remove that post first, or use place 1"
    assert (why in words_of(page), Owner.objects.get().post) == (True, "duty-desk")


def test_a_mailbox_is_listed_once_for_a_post(handful, client_as):
    client, form = client_as("administrator"), {"post": "strategic-commander", "email": "gold@force.example"}
    again = [client.post(reverse("alert-addresses"), form).status_code for _ in range(2)]
    page = client.post(reverse("alert-addresses"), {**form, "email": "GOLD@force.example"})
    told = "This post already has this mailbox" in words_of(page)
    assert (again, told, Address.objects.count()) == ([302, 302], True, 1)


def test_posts_and_addresses_for_alerts_are_in_the_security_log_without_the_address(handful, client_as):
    client = client_as("administrator")
    owner = {"kind": "gap", "place": 0, "post": "strategic-commander", "minutes": 15}
    for form in (owner, owner, {**owner, "minutes": 20}):
        client.post(reverse("alert-owners"), form)
    client.post(reverse("alert-owner-remove", args=[Owner.objects.get().pk]))
    client.post(reverse("alert-addresses"), {"post": "strategic-commander", "email": "gold@force.example"})
    client.post(reverse("alert-address-remove", args=[Address.objects.get().pk]))
    lines = SecurityEvent.objects.filter(kind__startswith="alert ", by=client.account.pk).order_by("pk")
    assert list(lines.values_list("kind", "force", "detail")) == [
        ("alert owner set", "met", "gap, place 0: strategic-commander, 15 minutes"),
        ("alert owner set", "met", "gap, place 0: strategic-commander, 20 minutes"),
        ("alert owner removed", "met", "gap, place 0: strategic-commander"),
        ("alert address added", "met", "strategic-commander: mailbox"),
        ("alert address removed", "met", "strategic-commander: mailbox"),
    ]


def links_of(answer) -> set[str]:
    return {link.attributes.get("href") for link in tree(answer.content.decode()).all("a")}
