"""A clock that was ahead once, or is now: no acknowledged entry is lost, and a jump is found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core import mail

from standto.model.time import DAY, HOUR, SECOND
from standto_desk.acts.clock_changes import confirm_clock
from standto_desk.alerts.models import Alert, Notice
from standto_desk.clock import now, read_clock, real_now
from standto_desk.clock.setting import start_demo_clock
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Draft
from standto_desk.ledger.reading import entries, zone_in_force
from standto_desk.live.marks import read_hour
from standto_desk.live.models import SharedTime
from standto_desk.pages.board.keeping import keep_last_board
from standto_desk.pages.clock.bar import WRONG
from standto_desk.picture.showing import moment_now, picture_now
from standto_desk.presenting.readers import drawing_now, visible_until
from standto_desk.service.background import Rounds
from tests.desk.acts.small_desk import ROWS
from tests.desk.clock.machines import IMPORTER, LONG, SHORT, UNAVAILABLE, Machine, clock_ahead, forget, stepped_back
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import hidden, words_of


def machine_ahead(folder, url: str, seconds: int, *, right: int = 0) -> Machine:
    """A machine whose clock was ahead, as somebody had confirmed, when an entry was made; then it is set right."""
    machine = Machine(folder, url, ahead=right + seconds)
    machine.run("clock", "--confirm")
    made = machine.run("ledger", "append", lines=(UNAVAILABLE,))
    assert (made.returncode, made.stderr) == (0, "")
    machine.set(right)
    assert abs(entries().last().recorded - real_now() - seconds * SECOND) < HOUR
    return machine


def sent(client, sequence: int):
    """Correct an entry by the duty officer's page."""
    page = client.get(f"/record/entries/{sequence}/")
    return client.post(
        f"/record/entries/{sequence}/", {"based_on": hidden(page, "based_on"), "key": hidden(page, "key")}
    )


@pytest.mark.parametrize("ahead", [SHORT, 3 * 3600, LONG])
def test_a_step_back_counts_at_once_on_every_page_though_the_clock_was_ahead_before(small, tmp_path, ahead):
    machine = machine_ahead(tmp_path, small, ahead)
    last = entries().last()
    volunteer = client_of(account_of("volunteer", cipher="m0001"))
    officer = client_of(account_of("duty-officer", post="desk"))
    assert "Nobody has stepped back now." in words_of(officer.get("/"))
    entry = stepped_back(volunteer)
    assert entry.recorded == last.recorded + 1
    assert (now(), moment_now()) == (entry.recorded, entry.recorded)
    assert "You have stepped back from everything." in words_of(volunteer.get("/my/"))
    assert picture_now().situation.stepped_back("met", moment_now()) == 1
    assert "Nobody has stepped back now." not in words_of(officer.get("/"))
    exported = machine.run("ledger", "export", "--folder", str(tmp_path / "folder"))
    assert (exported.returncode, ",stepped-back,m0001" in (tmp_path / "folder" / "events.csv").read_text()) == (0, True)


def test_those_who_only_look_are_told_on_each_hour_of_the_clock_while_it_is_behind(
    half_past, small, tmp_path, monkeypatch
):
    machine_ahead(tmp_path, small, LONG, right=half_past)
    board, hour = tmp_path / "board.html", zone_in_force(now()).hour
    viewer, volunteer = account_of("viewer"), client_of(account_of("volunteer", cipher="m0001"))

    def told() -> tuple[int, str]:
        """The number of people stepped back on a viewer's board, and the event that the page waits for."""
        keep_last_board(board)
        drawing = drawing_now(viewer)
        return drawing.picture.situation.stepped_back("met", drawing.board.at), read_hour(zone_in_force(now()))

    assert told()[0] == 0
    before, last = board.read_bytes(), entries().last().recorded
    entry = stepped_back(volunteer)
    (count, mark), untouched = told(), board.read_bytes()
    assert (count, untouched) == (0, before)
    with clock_ahead(monkeypatch, (hour(real_now() + HOUR) - real_now()) // SECOND + 1):
        confirm_clock(by=None)
        assert told()[0] == 1
        assert (told()[1] == mark, hour(now()) < last, board.read_bytes() == before) == (False, True, False)
        assert visible_until(viewer) == entry.recorded
        assert list(SharedTime.objects.filter(name__startswith="told: ").values_list("at", flat=True)) == [
            entry.recorded
        ]
        assert "background" not in client_of(None).get("/ready/").json()["reasons"]
    with clock_ahead(monkeypatch, LONG + 2 * 3600):
        confirm_clock(by=None)
        assert visible_until(viewer) == hour(now()) > entry.recorded


def test_what_was_entered_while_the_clock_is_behind_can_be_put_right_and_looked_back_on(small, tmp_path):
    machine_ahead(tmp_path, small, LONG)
    append([Draft("event", kind="stepped-back", subject="m0003")], author=IMPORTER, now=now())
    wrong = entries().last()
    officer = client_of(account_of("duty-officer", post="desk"))
    assert f'/look-back/entries/{wrong.sequence}/"' in officer.get("/look-back/entries/").content.decode()
    answer = sent(officer, wrong.sequence)
    assert answer.status_code == 302
    assert picture_now().situation.stepped_back("met", moment_now()) == 0


@pytest.mark.parametrize("ahead", [SHORT, LONG])
def test_readiness_and_an_alert_tell_of_a_clock_behind_the_ledger_and_seconds_are_no_matter(small, tmp_path, ahead):
    Rounds().go()
    assert client_of(None).get("/ready/").json()["reasons"] == {}
    machine_ahead(tmp_path, small, ahead)
    account_of("commander", post="gold", email="gold@example.org")
    Rounds().go()
    ready = client_of(None).get("/ready/")
    alerts = list(Alert.objects.filter(kind="clock", closed=None).values_list("sentence", flat=True))
    viewer = words_of(client_of(account_of("viewer")).get("/"))
    if ahead == SHORT:
        assert (ready.status_code, ready.json()["checks"]["clock"], alerts) == (200, True, [])
        assert "behind the ledger" not in viewer
        return
    why = "The clock is behind the ledger by 2 days. "
    assert (ready.status_code, list(ready.json()["reasons"])) == (503, ["clock"])
    assert ready.json()["reasons"]["clock"].startswith(why)
    assert [sentence[: len(why)] for sentence in alerts] == [why]
    assert (WRONG in viewer, why in viewer) == (True, False)
    assert why in words_of(client_of(account_of("duty-officer", post="desk")).get("/"))
    assert "Standto: The clock cannot be relied on" in [email.subject for email in mail.outbox]


def test_rounds_go_on_and_alerts_are_passed_on_while_the_clock_is_behind(small, tmp_path, monkeypatch):
    rounds = Rounds()
    with clock_ahead(monkeypatch, LONG):
        confirm_clock(by=None)
        append([Draft("event", kind="stepped-back", subject="m0003")], author=IMPORTER, now=now())
        assert rounds.go()
    Notice.objects.update(state="failed", attempts=1, tried=real_now() + 2 * DAY)
    append([Draft("event", kind="returned", subject="m0003")], author=IMPORTER, now=now())
    assert rounds.go()
    assert client_of(None).get("/ready/").json()["checks"]["background"]
    assert set(Notice.objects.values_list("state", flat=True)) <= {"sent"}


def test_a_demonstrations_clock_is_set_on_purpose_and_is_no_trouble(database):
    forget()
    start_demo_clock(at=real_now() - 40 * DAY)
    append([replace(one, occurred=-(2**62)) for one in ROWS], author=IMPORTER, now=real_now() - 30 * DAY)
    Rounds().go()
    assert client_of(None).get("/ready/").json()["checks"]["clock"]
    assert (read_clock().behind, read_clock().ahead) == (0, 0)
