"""Background work: in one process at a time, and only when it is due."""

from __future__ import annotations

import subprocess
import sys

from django.test import override_settings

from standto.model.time import HOUR, MINUTE
from standto_desk.alerts.models import Alert
from standto_desk.clock import now, real_now
from standto_desk.clock.setting import set_demo_clock
from standto_desk.ledger.appending import append
from standto_desk.live.heartbeats import note_heartbeat, stale_heartbeats
from standto_desk.service.background import BEAT, Rounds
from standto_desk.service.locks import only_one
from tests.desk.ledger.starting import ANA, event
from tests.desk.serving import environment

TRY = """
import django
django.setup()
from standto_desk.service.locks import only_one
with only_one("background", wait=False) as held:
    print(held)
"""


def tried(url: str) -> str:
    """Whether another process can take the lock on work for one process."""
    return subprocess.run(
        [sys.executable, "-c", TRY],
        env=environment(DATABASE_URL=url, DJANGO_SETTINGS_MODULE="standto_desk.service.settings"),
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def test_one_process_alone_works(database):
    with only_one("background", wait=False) as held:
        assert held
        assert tried(database) == "False"
        with only_one("tables", wait=True):
            pass  # another thing to be done by one alone
    assert tried(database) == "True"


def test_an_empty_desk_has_nothing_to_do(desk):
    assert Rounds().go() is False
    assert Alert.objects.count() == 0


def test_a_round_is_made_when_something_was_entered_or_the_clock_got_on(handful, tmp_path):
    rounds = Rounds()
    assert [rounds.go(), rounds.go()] == [True, False]
    set_demo_clock(at=now() + MINUTE)
    assert [rounds.go(), rounds.go()] == [True, False]
    append([event("statement", "met", text="Published.")], author=ANA, now=now())
    assert [rounds.go(), rounds.go()] == [True, False]


def test_a_round_notes_what_needs_a_look_and_keeps_the_board(handful, tmp_path):
    set_demo_clock(at=now() + HOUR)
    with override_settings(STANDTO_LAST_BOARD=str(tmp_path / "board.html")):
        Rounds().go()
    assert Alert.objects.count() > 0
    assert "Standto" in (tmp_path / "board.html").read_text()


def test_a_part_that_fails_keeps_nothing_else_from_being_done(handful, tmp_path, caplog):
    with override_settings(STANDTO_LAST_BOARD=str(tmp_path / "no" / "such" / "folder" / "board.html")):
        Rounds().go()
    assert Alert.objects.count() > 0
    assert [record.getMessage() for record in caplog.records] == ["a part of a round failed"]


def test_work_that_stands_still_is_noticed(desk):
    note_heartbeat(BEAT, real_now())
    assert stale_heartbeats() == []
    note_heartbeat(BEAT, real_now() - 3 * MINUTE)
    assert stale_heartbeats() == [BEAT]
