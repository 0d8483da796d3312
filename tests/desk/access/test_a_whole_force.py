"""A whole force is invited, signs in with its codes, chooses passwords and steps back, over HTTP."""

from __future__ import annotations

import csv
import os
import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from standto import read_scenario
from standto.cli.main import main
from standto_desk.access.log_verifying import verify_security_log
from standto_desk.access.models import Account, SecurityEvent
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry
from standto_desk.ledger.scenario_import import import_scenario
from tests.desk.people import HOME, PASSWORD
from tests.desk.serving import KEY, Browser, serve

KEY_FIELD = re.compile(r'name="key" value="([^"]+)"')
AT_ONCE = 2
EVERYBODY = 250 if os.environ.get("CI") else 2_595
"""The number of the invited who sign in; continuous integration has less time than `make test-all`."""


def invited(root, count: int) -> list[dict[str, str]]:
    """Import the weekend and invite everybody of the force at the command line; return the first of their codes."""
    scenario = read_scenario("london-2023")
    import_scenario(scenario, author=Author("tests", "", HOME), now=scenario.horizon.start)
    connection.close()
    began = time.monotonic()
    assert main(["account", "invite", "--force", HOME, "--codes", str(root / "codes.csv")]) == 0
    print(f"\n2,595 people invited in {time.monotonic() - began:.1f} s")
    with (root / "codes.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == sum(person.force == HOME for person in scenario.people)
    return rows[:count]


def steps_back(port: int, row: dict[str, str]) -> list[int]:
    """Sign in with a code, choose a password and step back from everything; return the statuses."""
    browser = Browser(port)
    statuses = [browser.get("/account/invited/")[0]]
    for path, form in (
        ("/account/invited/", {"code": row["code"]}),
        ("/account/invited/password/", {"password1": PASSWORD, "password2": PASSWORD}),
    ):
        statuses.append(browser.post(path, form)[0])
    status, page = browser.get("/my/step-back/")
    form = {"key": KEY_FIELD.search(page)[1], "capability": ""}
    return [*statuses, status, browser.post("/my/step-back/", form)[0]]


def everybody_steps_back(root, url, count):
    rows = invited(root, count)
    limits = {"STANDTO_WRITES_A_MINUTE": "100000", "STANDTO_SECRET_KEY": KEY}
    with serve(root, "--database", url, **limits) as server, ThreadPoolExecutor(AT_ONCE) as pool:
        began = time.monotonic()
        done = Counter(map(tuple, pool.map(lambda row: steps_back(server.port, row), rows)))
        took = time.monotonic() - began
    print(f"{count:,} people signed in and stepped back in {took:.0f} s: {1000 * took / count:.0f} ms for each")
    assert done == {(200, 302, 302, 200, 302): count}
    by_account = dict(
        Entry.objects.filter(kind="stepped-back", account__in=_ids(rows)).values_list("account", "subject")
    )
    ids = {str(key): cipher for key, cipher in Account.objects.filter(pk__in=by_account).values_list("pk", "cipher")}
    assert by_account == ids
    assert sorted(by_account.values()) == sorted(row["cipher"] for row in rows)
    assert SecurityEvent.objects.filter(kind="invitation used").count() == count
    assert verify_security_log().faults == ()


def _ids(rows) -> list[str]:
    names = [row["username"] for row in rows]
    return [str(key) for key in Account.objects.filter(username__in=names).values_list("pk", flat=True)]


def test_twenty_people_of_a_whole_force_sign_in_with_their_codes_and_step_back(desk, tmp_path, monkeypatch):
    monkeypatch.setitem(os.environ, "DATABASE_URL", desk)
    everybody_steps_back(tmp_path, desk, 20)


@pytest.mark.slow
def test_twenty_people_of_a_whole_force_step_back_on_postgresql(postgres_desk, tmp_path, monkeypatch):
    monkeypatch.setitem(os.environ, "DATABASE_URL", postgres_desk)
    everybody_steps_back(tmp_path, postgres_desk, 20)


@pytest.mark.slow
def test_everybody_of_a_whole_force_signs_in_with_a_code_and_steps_back(desk, tmp_path, monkeypatch):
    """With argon2 at its real cost, because the server is a process of its own."""
    monkeypatch.setitem(os.environ, "DATABASE_URL", desk)
    everybody_steps_back(tmp_path, desk, EVERYBODY)
