"""A clock that jumps ahead: entries that are refused, entries that never are, and confirming the clock."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from standto.model.time import DAY, HOUR
from standto_desk.access.models import SecurityEvent
from standto_desk.acts.clock_changes import confirm_clock
from standto_desk.clock import now, read_clock, real_now, uptime
from standto_desk.clock.models import BootReading
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Draft
from standto_desk.ledger.exports import export_lines
from standto_desk.ledger.reading import entries, head
from standto_desk.ledger.refusals import ClockAhead
from standto_desk.pages.clock.bar import WRONG
from tests.desk.clock.machines import (
    IMPORTER,
    LONG,
    STEPPED_BACK,
    UNAVAILABLE,
    Machine,
    clock_ahead,
    forget,
    stepped_back,
)
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import hidden, words_of

AWAY = Draft("event", kind="unavailable", subject="m0002")


def witnessed_since(days: int) -> None:
    """Let the witness of this desk's clock be the one that an entry left many days ago."""
    BootReading.objects.update(count=uptime() - days * DAY)
    forget()


@pytest.mark.parametrize("seconds", [61, 3 * 3600, LONG])
def test_a_jump_ahead_past_the_bound_is_refused_in_every_process(small, tmp_path, seconds):
    before = head()
    machine = Machine(tmp_path, small, ahead=seconds)
    refused = machine.run("ledger", "append", lines=(UNAVAILABLE,))
    assert (refused.returncode, refused.stdout, head()) == (2, "", before)
    assert "the machine's clock has jumped ahead by" in refused.stderr
    assert "administrator" in refused.stderr


def test_seconds_of_difference_between_machines_need_nobody(small, tmp_path):
    made = Machine(tmp_path, small, ahead=50).run("ledger", "append", lines=(UNAVAILABLE,))
    assert (made.returncode, made.stderr) == (0, "")
    (behind,) = append([AWAY], author=IMPORTER, now=now())
    assert behind.recorded == entries().get(sequence=behind.sequence - 1).recorded + 1


def test_stepping_back_and_returning_are_taken_with_a_sound_time_whatever_the_clock_says(
    small,
    tmp_path,
    monkeypatch,
):
    machine = Machine(tmp_path, small, ahead=LONG)
    taken = machine.run("ledger", "append", lines=(STEPPED_BACK, UNAVAILABLE, STEPPED_BACK | {"event": "returned"}))
    assert (taken.returncode, len(taken.stdout.splitlines()), "unavailable" in taken.stderr) == (2, 2, False)
    volunteer = client_of(account_of("volunteer", cipher="m0001"))
    with clock_ahead(monkeypatch, LONG):
        entry = stepped_back(volunteer)
        assert "You have stepped back from everything." in words_of(volunteer.get("/my/"))
        assert WRONG in words_of(volunteer.get("/my/"))
        ready = client_of(None).get("/ready/").json()["reasons"]
        assert list(ready) == ["clock"] or list(ready) == ["background", "clock"]
    assert [abs(one.recorded - real_now()) < HOUR for one in entries(after=entry.sequence - 3)] == [True] * 3
    assert "You have stepped back from everything." in words_of(volunteer.get("/my/"))


def test_what_a_page_could_not_record_is_kept_to_be_sent_again(small, monkeypatch):
    officer, before = client_of(account_of("duty-officer", post="desk")), head()
    typed = {"subject": "met", "note": "Published & signed.", "source": "kent-call"}
    page = officer.post("/record/other/statement/", typed, follow=True)
    place, checked = page.request["PATH_INFO"], {"based_on": hidden(page, "based_on")}
    with clock_ahead(monkeypatch, LONG):
        answer = officer.post(place, checked)
    assert (answer.status_code, head()) == (503, before)
    assert "Nothing was recorded" in words_of(answer)
    again = {"based_on": hidden(answer, "based_on")}
    assert (again, f'action="{place}"' in answer.content.decode()) == (checked, True)
    assert officer.post(place, again).status_code == 302
    assert head().count == before.count + 1


def test_an_administrator_confirms_the_time_and_the_security_log_says_so(small, monkeypatch):
    administrator = client_of(account_of("administrator"))
    assert "There is nothing to confirm." in words_of(administrator.get("/clock/confirm/"))
    with clock_ahead(monkeypatch, LONG):
        page = administrator.get("/clock/confirm/")
        assert "has jumped ahead by 2 days" in words_of(page)
        answer = administrator.post("/clock/confirm/", {"ahead": hidden(page, "ahead")})
        assert (answer.status_code, read_clock().ahead) == (302, 0)
        (entry,) = append([AWAY], author=IMPORTER, now=now())
        assert abs(entry.recorded - real_now()) < HOUR
    (line,) = SecurityEvent.objects.filter(kind="clock confirmed")
    assert (line.by, line.detail) == (administrator.account.pk, "ahead by 2 days")


def test_a_confirmation_is_of_the_jump_that_was_shown(small, monkeypatch):
    administrator = client_of(account_of("administrator"))
    with clock_ahead(monkeypatch, LONG):
        answer = administrator.post("/clock/confirm/", {"ahead": "600"})
        assert (answer.status_code, read_clock().ahead > DAY) == (409, True)
    with clock_ahead(monkeypatch, LONG), pytest.raises(PermissionDenied):
        confirm_clock(by=account_of("commander", post="gold"))
    assert SecurityEvent.objects.filter(kind="clock confirmed").count() == 0


def test_the_command_line_says_how_the_clock_stands_and_confirms_it(small, tmp_path):
    machine = Machine(tmp_path, small)
    right = machine.run("clock")
    assert (right.returncode, right.stdout) == (0, "the clock and the ledger agree\n")
    machine.set(LONG)
    wrong = machine.run("clock")
    assert (wrong.returncode, wrong.stdout[:48]) == (1, "The machine's clock has jumped ahead by 2 days. ")
    confirmed = machine.run("clock", "--confirm")
    assert confirmed.stdout.splitlines()[0] == "the clock: confirmed: it had jumped ahead by 2 days"
    assert confirmed.returncode == 0
    assert machine.run("ledger", "append", lines=(UNAVAILABLE,)).returncode == 0
    machine.set(0)
    behind = machine.run("clock")
    assert (behind.returncode, behind.stdout[:42]) == (1, "The clock is behind the ledger by 2 days. ")


def test_a_desk_that_was_idle_for_a_week_is_no_clock_that_jumped(small):
    witnessed_since(days=7)
    (entry,) = append([AWAY], author=IMPORTER, now=now())
    assert abs(entry.recorded - real_now()) < HOUR


def test_after_a_start_of_the_machine_its_clock_is_taken_as_it_is(desk, monkeypatch):
    forget()
    append([], author=IMPORTER, now=now())
    with clock_ahead(monkeypatch, LONG):
        BootReading.objects.update(boot="another start of the machine")
        forget()
        assert (read_clock(asking=True).ahead, BootReading.objects.count()) == (0, 2)
    forget()


def test_a_clock_that_was_set_back_is_believed_at_once_and_a_jump_after_it_is_found(small, monkeypatch):
    with clock_ahead(monkeypatch, -3 * 3600):
        append([AWAY], author=IMPORTER, now=now())
    with pytest.raises(ClockAhead) as refused:
        append([AWAY], author=IMPORTER, now=now())
    assert abs(refused.value.by - 3 * HOUR) < HOUR


def test_a_machine_whose_clock_is_ahead_of_the_databases_own_is_found(postgres_desk, monkeypatch):
    forget()
    with clock_ahead(monkeypatch, 3 * 3600):
        assert abs(read_clock(asking=True).ahead - 3 * HOUR) < HOUR
        assert confirm_clock(by=None) > 2 * HOUR
        assert read_clock(asking=True).ahead == 0
    forget()


def test_an_export_whose_last_entry_is_in_the_future_is_imported_when_told_to(small, tmp_path):
    machine = Machine(tmp_path, small, ahead=LONG)
    machine.run("clock", "--confirm")
    machine.run("ledger", "append", lines=(UNAVAILABLE,))
    machine.set(0)
    (tmp_path / "export.jsonl").write_text("".join(export_lines()))
    elsewhere = Machine(tmp_path, f"sqlite:///{tmp_path}/elsewhere.sqlite3")
    refused = elsewhere.run("ledger", "import", "export.jsonl")
    assert refused.returncode == 2
    assert "the entry was recorded 2 days ahead of the clock" in refused.stderr
    taken = elsewhere.run("ledger", "import", "export.jsonl", "--ahead")
    assert (taken.returncode, taken.stderr) == (0, "")
    stepped = elsewhere.run("ledger", "append", lines=(STEPPED_BACK,))
    assert stepped.returncode == 0
    folder = elsewhere.run("ledger", "export", "--folder", "folder")
    assert (folder.returncode, ",stepped-back,m0003" in (tmp_path / "folder" / "events.csv").read_text()) == (0, True)
