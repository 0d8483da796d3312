"""One bad address holds up nobody else's alerts, and is refused where it is entered."""

from __future__ import annotations

import logging
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from standto.errors import InputError
from standto.model.time import MINUTE
from standto_desk.access.account_changes import make_account
from standto_desk.access.email_addresses import checked_email
from standto_desk.access.encryption import fernets
from standto_desk.acts.alert_settings import set_address
from standto_desk.alerts import messages
from standto_desk.alerts.delivery import deliver_due
from standto_desk.alerts.matters import GAP, Matter
from standto_desk.alerts.models import Address, Alert, Notice
from standto_desk.alerts.watching import update_alerts
from standto_desk.alerts.webhooks import checked_webhook
from standto_desk.clock import real_now
from standto_desk.live.heartbeats import begin_work, end_work, unended_work
from tests.desk.databases import point_at
from tests.desk.people import HOME, account_of
from tests.desk.reading_pages import words_of
from tests.patience import PATIENCE

NOON = 1_695_466_800 * 1_000_000
SHORT = Matter(GAP, "patrol", "Patrol has a gap of up to 4 places from Sat 23 Sep 15:00 BST.")
HOSTS = ("127.0.0.1", "pager.example", "bücher.example", "::1")


@pytest.fixture(autouse=True)
def hosts(monkeypatch):
    """The hosts that the installation of these tests allows."""
    monkeypatch.setattr(settings, "STANDTO_WEBHOOK_HOSTS", HOSTS)


def told(*, now: int = NOON) -> int:
    """Raise an alert of a gap, and send it to its owner; return the number of messages sent."""
    update_alerts([SHORT], now=now, clock=now, force=HOME, otherwise="gold")
    return deliver_due(now=now)


BAD = [
    "http://user:secret@pager.example/in",
    "http://pager.example:99999/in",
    "ftp://pager.example/in",
    "http://[::1/in",
    "http:///in",
    "http://pagér.example:0/in",
    "http://pager.example/a b\r\nX: y",
    "\x00",
]
"""Addresses that the form once accepted, so that a database may have them."""


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_webhook_holds_up_no_other_message(database, bad):
    account_of("commander", post="gold", email="gold@force.example")
    if connection.vendor == "postgresql" and "\x00" in bad:
        bad = "http://\udcff".encode("ascii", "replace").decode()
    Address.objects.create(post="gold", webhook=bad)
    Address.objects.create(post="gold", email="desk@force.example")
    assert told() == 2
    assert sorted(one.to[0] for one in mail.outbox) == ["desk@force.example", "gold@force.example"]
    (failed,) = Notice.objects.filter(state="failed")
    assert (failed.attempts, failed.why) == (1, "its address cannot be used: remove it and add it again")


@pytest.mark.parametrize("bad", ["a\r\nBcc: x@example.org", "näme@example.org", "@", "no", "x@" + "y" * 300])
def test_a_bad_mailbox_holds_up_no_other_message(desk, bad):
    account_of("commander", post="gold", email="gold@force.example")
    Address.objects.create(post="gold", email=bad)
    Address.objects.create(post="gold", email="desk@force.example")
    assert told() >= 2
    assert {"desk@force.example", "gold@force.example"} <= {one.to[0] for one in mail.outbox}


def test_a_message_that_fails_is_tried_again_later_each_time_and_shown(desk):
    Address.objects.create(post="gold", webhook=BAD[0])
    told()
    tries = [
        deliver_due(now=NOON + minutes * MINUTE) or Notice.objects.get().attempts for minutes in (1, 2, 3, 5, 6, 13, 14)
    ]
    assert tries == [1, 2, 2, 2, 3, 3, 4]
    assert Alert.objects.get().delivery == "not every message could be sent"
    assert [one.means for one in Alert.objects.get().failing] == ["webhook"]


def test_what_was_never_tried_goes_before_what_fails(desk, monkeypatch):
    Address.objects.create(post="gold", webhook=BAD[0])
    told()
    order = []
    monkeypatch.setattr("standto_desk.alerts.delivery.send_webhook", lambda notice: order.append(notice.attempts))
    Notice.objects.create(alert=Alert.objects.get(), place=0, means="webhook", to="http://pager.example/new")
    deliver_due(now=NOON + 9 * MINUTE)
    assert order == [0, 1]


class Slow(threading.Thread):
    """A web server that answers one byte at a time, and never ends."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.sent = 0

    def run(self) -> None:
        there, _ = self.listening.accept()
        with there:
            for _ in range(600):
                try:
                    self.sent += there.send(b"H")
                except OSError:
                    return
                time.sleep(0.05)


def test_a_webhook_that_answers_by_drops_is_given_up(desk, monkeypatch):
    monkeypatch.setattr(messages, "SECONDS", 0.5)
    slow = Slow()
    slow.start()
    Address.objects.create(post="gold", webhook=f"http://127.0.0.1:{slow.port}/in")
    assert told() == 0
    assert slow.sent < 600
    assert Notice.objects.get().state == "failed"
    slow.listening.close()


def test_nothing_secret_is_logged_of_a_message_that_fails(desk, caplog):
    Address.objects.create(post="gold", webhook="http://someone:hunter2@pager.example/in?token=abc")
    with caplog.at_level(logging.DEBUG):
        told()
    kept = " ".join(str(vars(record)) for record in caplog.records) + Notice.objects.get().why
    assert [word for word in ("hunter2", "someone", "abc", "pager.example") if word in kept] == []
    assert "alert not sent" in kept


def test_a_host_that_is_allowed_no_longer_is_sent_nothing_more_and_is_again_once_it_is(desk, monkeypatch):
    sent = []
    monkeypatch.setattr(messages, "_connection", lambda scheme: lambda *_, **__: _Recording(sent))
    Address.objects.create(post="gold", webhook="http://pager.example/in")
    Address.objects.create(post="gold", email="desk@force.example")
    monkeypatch.setattr(settings, "STANDTO_WEBHOOK_HOSTS", ("elsewhere.example",))
    assert (told(), sent) == (1, [])
    assert Notice.objects.get(state="failed").why == "the installation no longer allows its host"
    monkeypatch.setattr(settings, "STANDTO_WEBHOOK_HOSTS", HOSTS)
    assert (deliver_due(now=NOON + 9 * MINUTE), len(sent)) == (1, 1)


def test_a_host_that_is_looked_up_for_ever_is_given_up_and_holds_up_nobody(desk, monkeypatch):
    over, ended = threading.Event(), []
    looked_up = socket.getaddrinfo

    def look_up(host, *more, **words):
        over.wait(PATIENCE)
        ended.append(host)
        return looked_up("127.0.0.1", *more, **words)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(messages, "SECONDS", 0.5)
    Address.objects.create(post="gold", webhook="https://pager.example/in")
    Address.objects.create(post="gold", email="desk@force.example")
    assert (told(), ended) == (1, [])
    assert Notice.objects.get(state="failed").why == "it did not answer in time"
    over.set()


REFUSED = [
    ("ftp://pager.example/in", "has another scheme: http:// and https:// are allowed"),
    ("javascript://pager.example/in", "has another scheme: http:// and https:// are allowed"),
    ("http://user@pager.example/", "contains a name or a password"),
    ("http://user:word@pager.example:80/", "contains a name or a password"),
    ("http://pager.example:0/", "has no such port: ports are 1 to 65535"),
    ("http://pager.example:/", "has no such port: ports are 1 to 65535"),
    ("http://pager.example:99999/", "its port is not from 1 to 65535"),
    ("http://pager.example:-1/", "its port is not from 1 to 65535"),
    ("http://pager.example:８０/", "its port is not from 1 to 65535"),
    ("http://pager.example/#x", "contains a part after #"),
    ("http://pager.example/a b", "contains a space, a backslash or an invisible character"),
    ("http://pager.example/\u200b", "contains a space, a backslash or an invisible character"),
    ("http://pager.example/\r\nHost:x", "contains a space, a backslash or an invisible character"),
    ("http://127.0.0.1\\@pager.example/", "contains a space, a backslash or an invisible character"),
    ("http://[::1/", "is not an address"),
    ("http://user%3Aword%40pager.example/", "has no host that can be reached"),
    ("http://user%40@pager.example/", "contains a name or a password"),
    ("http://pager.example%00.evil.example/", "has no host that can be reached"),
    ("http://pager.example:00/", "has no such port: ports are 1 to 65535"),
    ("FTP://pager.example/", "has another scheme: http:// and https:// are allowed"),
    ("HTTP://ELSEWHERE.example./", "is at a host that is not allowed"),
    ("http://pager.example../", "has no host that can be reached"),
    ("http://[::1%eth0]/", "has no host that can be reached"),
    ("http://[fe80::1%25eth0]/", "has no host that can be reached"),
    ("http://[::2]/", "is at a host that is not allowed; allowed: 127.0.0.1"),
    ("http://", "has no host that can be reached"),
    ("http://-x.example/", "has no host that can be reached"),
    ("http://" + "x" * 64 + ".example/", "has no host that can be reached"),
    ("http://elsewhere.example/", "is at a host that is not allowed"),
    ("http://pager.example.evil.example/", "is at a host that is not allowed"),
    ("http://pager.example/" + "x" * 500, "is too long: use 500 characters or fewer"),
]


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_an_address_that_nothing_could_be_sent_to_is_refused(text, why):
    with pytest.raises(ValueError) as refused:
        checked_webhook(text)
    assert why in str(refused.value)


KEPT = [
    ("  https://pager.example/in  ", "https://pager.example/in"),
    ("pager.example/in", "https://pager.example/in"),
    ("HTTP://PAGER.example./In?a=b%20c", "http://pager.example/In?a=b%20c"),
    ("http://bücher.example:8080/über", "http://xn--bcher-kva.example:8080/%C3%BCber"),
    ("http://xn--bcher-kva.example", "http://xn--bcher-kva.example"),
    ("http://[0:0::1]:65535/", "http://[::1]:65535/"),
    ("http://127.0.0.1:1", "http://127.0.0.1:1"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "kept"), KEPT)
def test_an_address_is_kept_in_ascii(text, kept):
    assert checked_webhook(text) == kept
    assert checked_webhook(kept) == kept


def test_both_faults_of_an_address_are_told_at_once_each_at_its_field(handful, client_as):
    administrator = client_as("administrator")
    with pytest.raises(InputError) as refused:
        set_address(
            account=administrator.account, post="gold", email="a\r\nb@example.org", webhook="ftp://pager.example"
        )
    assert [fault.place for fault in refused.value.faults] == ["email", "webhook"]
    form = {"post": "strategic-commander", "email": "näme@example.org", "webhook": "http://pager.example:99999/"}
    answer = administrator.post("/alerts/addresses/", form)
    said = answer.content.decode()
    assert (answer.status_code, Address.objects.count()) == (422, 0)
    assert ("before the @ that mail servers do not accept" in said, "not from 1 to 65535" in said) == (True, True)
    assert ("näme@example.org" in said, "http://pager.example:99999/" in said) == (True, True)


@pytest.mark.parametrize(
    ("text", "kept"),
    [(" a@example.org ", "a@example.org"), ("a@BÜCHER.example", "a@xn--bcher-kva.example"), ("", "")],
)
def test_a_mailbox_is_kept_in_ascii(text, kept):
    assert checked_email(text) == kept


@pytest.mark.parametrize("email", ["a\nb@example.org", "ä@example.org", "a@", "@b.example", "a@b@c", "a b@example.org"])
def test_no_account_is_made_with_an_address_that_nothing_could_be_sent_to(desk, email):
    with pytest.raises(InputError) as refused:
        make_account(by=None, username="somebody", force=HOME, email=email)
    assert [fault.place for fault in refused.value.faults] == ["email"]


def test_a_secret_is_kept_encrypted_and_signs_what_is_sent(desk, monkeypatch):
    set_address(account=account_of("administrator"), post="gold", webhook="http://pager.example/in", secret="hunter2")
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM alerts_address")
        (kept,) = cursor.fetchone()
    assert ("hunter2" in kept, fernets("webhooks").decrypt(kept.encode())) == (False, b"hunter2")
    sent = []
    monkeypatch.setattr(messages, "_connection", lambda scheme: lambda *_, **__: _Recording(sent))
    assert told() == 1
    (headers, body) = sent[0]
    import hashlib
    import hmac

    assert headers["Standto-Signature"] == hmac.new(b"hunter2", body, hashlib.sha256).hexdigest()


class _Recording:
    """A connection that accepts every message."""

    sock = None
    status = 204

    def __init__(self, sent: list) -> None:
        self._sent = sent

    def request(self, _verb, _path, body, headers) -> None:
        self._sent.append((headers, body))

    def getresponse(self):
        return self

    def close(self) -> None:
        pass


def test_a_secret_of_another_key_fails_by_itself(desk, monkeypatch):
    set_address(account=account_of("administrator"), post="gold", webhook="http://pager.example/in", secret="hunter2")
    Address.objects.create(post="gold", email="desk@force.example")
    monkeypatch.setattr(settings, "SECRET_KEY", "another key altogether")
    assert told() == 1
    assert Notice.objects.get(state="failed").why == "its secret cannot be read: remove the address and add it again"


def test_secrets_that_were_kept_in_the_clear_are_encrypted_by_the_upgrade(tmp_path):
    point_at(f"sqlite:///{tmp_path}/old.sqlite3")
    try:
        MigrationExecutor(connection).migrate([("alerts", "0001_initial")])
        then = MigrationExecutor(connection).loader.project_state([("alerts", "0001_initial")]).apps
        then.get_model("alerts", "Address").objects.create(
            post="gold", webhook="http://pager.example", secret="old one"
        )
        MigrationExecutor(connection).migrate([("alerts", "0002_secrets_and_failures")])
        kept = Address.objects.get().secret
        assert ("old one" in kept, fernets("webhooks").decrypt(kept.encode())) == (False, b"old one")
    finally:
        connection.close()


def test_ready_tells_of_a_round_that_did_not_end(handful, client_as):
    client = client_as(None)
    assert client.get("/ready/").json()["checks"]["background"] is True
    begin_work("alerts", real_now() - 3 * MINUTE)
    begin_work("alerts", real_now())
    assert unended_work() == ["alerts"]
    answer = client.get("/ready/")
    told_why = "a round began over two minutes ago and has not ended: alerts; the log says why"
    assert (answer.status_code, answer.json()["reasons"]["background"]) == (503, told_why)
    end_work("alerts")
    assert unended_work() == []


def test_a_round_that_ends_leaves_nothing_and_one_that_fails_does(handful, monkeypatch):
    from standto_desk.alerts import rounds
    from standto_desk.live.models import SharedTime

    rounds.run_round(_present())
    assert not SharedTime.objects.filter(name__startswith="under way").exists()
    monkeypatch.setattr(rounds, "deliver_due", _fails)
    with pytest.raises(RuntimeError):
        rounds.run_round(_present())
    assert SharedTime.objects.filter(name="under way: alerts").exists()


def _fails(**_more):
    raise RuntimeError


def _present() -> int:
    from standto_desk.clock import now

    return now()


def test_the_pages_show_what_fails_and_never_to_which_address(handful, client_as):
    Address.objects.create(post="gold", webhook=BAD[0])
    told(now=_present())
    said = words_of(client_as("duty-officer").get("/alerts/"))
    why = "its address cannot be used: remove it and add it again"
    assert f"failing We tried once to send a message by webhook and could not: {why}. We will try again from" in said
    assert "pager.example" not in said
    said = words_of(client_as("administrator").get("/alerts/addresses/"))
    assert "cannot be used The address contains a name or a password" in said


def test_a_webhook_is_never_followed_elsewhere(desk):
    asked = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append(self.path)
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(307)
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/inside")
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        Address.objects.create(post="gold", webhook=f"http://127.0.0.1:{server.server_port}/in")
        assert told() == 0
        server.shutdown()
        thread.join()
    assert (asked, Notice.objects.get().why) == (["/in"], "it answered with 307")
