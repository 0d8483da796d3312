from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.conf import settings
from django.core import mail

from standto.model.time import HOUR, MINUTE
from standto_desk.alerts.delivery import deliver_due
from standto_desk.alerts.matters import DUE, GAP, Matter
from standto_desk.alerts.models import Address, Alert, Notice, Owner
from standto_desk.alerts.watching import update_alerts
from tests.desk.people import HOME, account_of

NOON = 1_695_466_800 * 1_000_000
SHORT = Matter(GAP, "ct-response", "Counter-terrorist response has a gap of up to 4 places from Sat 23 Sep 15:00 BST.")
STALE = Matter(DUE, "review-due:met", "There is a gap or help, and nothing was decided for 12 hours.")


def note(*matters, now=NOON):
    update_alerts(matters, now=now, force=HOME, otherwise="gold")
    return deliver_due(now=now)


@pytest.fixture
def gold(desk):
    """The holder of the post that owns matters without an owner."""
    return account_of("commander", post="gold", email="gold@force.example")


@pytest.fixture
def webhook(desk, monkeypatch):
    """A real web server that keeps its messages; `answers` are the statuses to answer with, in order."""

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.taken.append((self.headers["Idempotency-Key"], json.loads(body)))
            self.send_response(self.server.answers.pop(0) if self.server.answers else 204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Taker)
    server.taken, server.answers = [], []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setattr(settings, "STANDTO_WEBHOOK_HOSTS", ("127.0.0.1",))
    Address.objects.create(post="gold", webhook=f"http://127.0.0.1:{server.server_port}/alerts")
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_owner_is_told_once_of_a_gap_that_lasts(gold):
    assert [note(SHORT, now=NOON + minute * MINUTE) for minute in range(3)] == [1, 0, 0]
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["gold@force.example"], "Standto: A gap enters the look-ahead")
    assert sent.body.splitlines()[0] == SHORT.sentence


def test_a_gap_that_comes_again_after_it_was_over_is_told_of_again(gold):
    sent = [note(SHORT), note(now=NOON + MINUTE), note(SHORT, now=NOON + HOUR)]
    assert sent == [1, 0, 1]
    assert list(Alert.objects.values_list("raised", "closed")) == [(NOON + HOUR, None), (NOON, NOON + MINUTE)]


def test_two_matters_are_two_alerts(gold):
    assert note(SHORT, STALE) == 2
    assert sorted(Alert.objects.values_list("kind", "about")) == [tuple(SHORT[:2]), tuple(STALE[:2])]


def test_what_nobody_acknowledges_in_time_is_passed_on_to_the_next_owner(gold):
    account_of("duty-officer", post="duty-desk", email="desk@force.example")
    Owner.objects.create(kind=GAP, place=0, post="duty-desk", minutes=30)
    Owner.objects.create(kind=GAP, place=1, post="gold", minutes=30)
    sent = [note(SHORT, now=NOON + minutes * MINUTE) for minutes in (0, 29, 30, 31, 90)]
    assert sent == [1, 0, 1, 0, 0]
    assert [one.to for one in mail.outbox] == [["desk@force.example"], ["gold@force.example"]]
    assert Alert.objects.get().post == "gold"


def test_what_is_acknowledged_is_not_passed_on(gold):
    Owner.objects.create(kind=GAP, place=0, post="duty-desk")
    Owner.objects.create(kind=GAP, place=1, post="gold")
    note(SHORT)
    Alert.objects.update(acknowledged=NOON)
    assert note(SHORT, now=NOON + 2 * HOUR) == 0
    assert Alert.objects.get().post == "duty-desk"


def test_a_webhook_is_told_without_anything_of_a_person(gold, webhook):
    gold.email = ""
    gold.save()
    assert note(SHORT) == 1
    ((number, told),) = webhook.taken
    assert number == f"{Alert.objects.get().pk}-0"
    assert told["sentence"] == SHORT.sentence
    assert sorted(told) == ["about", "alert", "format", "kind", "look_at", "passed_on", "post", "raised", "sentence"]


def test_what_a_webhook_does_not_take_is_sent_again_under_the_same_number_and_later_each_time(gold, webhook):
    gold.email = ""
    gold.save()
    webhook.answers = [500, 503]
    sent = [note(SHORT, now=NOON + minutes * MINUTE) for minutes in (0, 1, 2, 5, 6, 9)]
    assert sent == [0, 0, 0, 0, 1, 0]
    assert {number for number, _ in webhook.taken} == {f"{Alert.objects.get().pk}-0"}
    assert Notice.objects.get().state == "sent"


def test_a_message_whose_sending_was_cut_off_is_sent_again(gold):
    note(SHORT)
    Notice.objects.update(state="sending")
    assert [deliver_due(now=NOON + minutes * MINUTE) for minutes in (1, 4, 5)] == [0, 0, 1]


@pytest.mark.parametrize("ended", ["closed", "acknowledged"])
def test_what_could_not_be_sent_is_not_sent_once_it_is_over_or_in_hand(gold, webhook, ended):
    gold.email = ""
    gold.save()
    webhook.answers = [500]
    note(SHORT)
    Alert.objects.update(**{ended: NOON})
    assert [deliver_due(now=NOON + HOUR), len(webhook.taken)] == [0, 1]
