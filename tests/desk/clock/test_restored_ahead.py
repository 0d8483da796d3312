"""A restored ledger whose last entry is ahead of the new machine's clock: a step-back there counts at once."""

from __future__ import annotations

import subprocess

import pytest
from django.db import connection

from standto.model.time import DAY, MINUTE, SECOND
from standto_desk.access.log_verifying import verify_security_log
from standto_desk.access.models import Account
from standto_desk.clock import now, read_clock, real_now
from standto_desk.ledger.reading import entries
from standto_desk.ledger.verifying import verify_ledger
from standto_desk.picture.showing import moment_now, picture_now
from standto_desk.service.background import Rounds
from tests.desk.clock.machines import LONG, STEPPED_BACK, UNAVAILABLE, Machine, forget, stepped_back
from tests.desk.databases import point_at
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import hidden, words_of
from tests.desk.service.conftest import empty  # noqa: F401


def ran(machine: Machine, *words: str) -> str:
    """Run `standto` on a machine, which must succeed; return its output."""
    answer: subprocess.CompletedProcess[str] = machine.run(*words)
    assert (answer.returncode, answer.stderr) == (0, "")
    return answer.stdout


@pytest.fixture
def saved_ahead(small, tmp_path):
    """A folder with the backup of a desk whose clock was ahead by two days, an anchor and the public key."""
    account_of("volunteer", cipher="m0001", username="a-volunteer")
    account_of("duty-officer", post="desk", username="an-officer")
    account_of("commander", post="gold", username="a-commander", email="gold@example.org")
    connection.close()
    first = Machine(tmp_path, small, ahead=LONG, STANDTO_KEY_FILE=str(tmp_path / "first.key"))
    first.run("clock", "--confirm")
    first.run("ledger", "append", lines=(UNAVAILABLE,))
    ran(first, "backup", "desk.backup")
    ran(first, "ledger", "anchor", "-o", "anchor.json")
    ran(first, "ledger", "anchor", "--public-key", "-o", "desk.pem")
    return tmp_path


def test_a_step_back_counts_at_once_in_a_restored_ledger_that_is_ahead_of_the_clock(saved_ahead, empty):  # noqa: F811
    url = empty("postgresql" if connection.vendor == "sqlite" else "sqlite")
    second = Machine(saved_ahead, url, STANDTO_KEY_FILE=str(saved_ahead / "second.key"))
    told = ran(second, "restore", "desk.backup", "--public-key", "desk.pem", "--anchor", "anchor.json")
    assert "It agrees with the anchor." in told
    point_at(url)
    forget()
    last = entries().last()
    assert last.recorded > real_now() + 2 * DAY
    assert abs(now() - last.recorded) < SECOND
    assert second.run("clock").stdout.startswith("The clock is behind the ledger by 2 days. ")

    volunteer, officer = (client_of(Account.objects.get(username=name)) for name in ("a-volunteer", "an-officer"))
    assert "Nobody has stepped back now." in words_of(officer.get("/"))
    entry = stepped_back(volunteer)
    assert (entry.recorded, moment_now()) == (last.recorded + 1, last.recorded + 1)
    assert "You have stepped back from everything." in words_of(volunteer.get("/my/"))
    assert picture_now().situation.stepped_back("met", moment_now()) == 1
    assert "Nobody has stepped back now." not in words_of(officer.get("/"))
    taken = second.run("ledger", "append", lines=(STEPPED_BACK,))
    assert (taken.returncode, taken.stderr) == (0, "")
    assert picture_now().situation.stepped_back("met", moment_now()) == 2

    wrong = entries().last()
    page = officer.get(f"/record/entries/{wrong.sequence}/")
    fields = {name: hidden(page, name) for name in ("based_on", "key")}
    assert officer.post(f"/record/entries/{wrong.sequence}/", fields).status_code == 302
    assert picture_now().situation.stepped_back("met", moment_now()) == 1
    second.run("ledger", "export", "--folder", "folder")
    assert ",stepped-back,m0001" in (saved_ahead / "folder" / "events.csv").read_text()

    Rounds().go()
    ready = client_of(None).get("/ready/").json()["reasons"]
    assert (list(ready), ready["clock"][:42]) == (["clock"], "The clock is behind the ledger by 2 days. ")
    assert (read_clock().ahead, read_clock().behind > 2 * DAY - MINUTE) == (0, True)
    assert (verify_ledger().fault, verify_security_log().faults) == ("", ())
