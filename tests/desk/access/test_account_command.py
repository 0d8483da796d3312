from __future__ import annotations

import io
import os
import re
import subprocess
import sys

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from standto.cli.main import main
from standto_desk.access.models import Account, SecurityEvent
from tests.desk.people import HOME, account_of

SIGNS = r"(?:[a-z2-9]{4}-){4}[a-z2-9]{4}"


@pytest.fixture
def account(desk, monkeypatch):
    """Run the command on the desk of this test."""
    monkeypatch.setitem(os.environ, "DATABASE_URL", desk)
    return lambda *words: main(["account", *words])


def signs_in(username, password) -> bool:
    return Client().post("/account/login/", {"login": username, "password": password}).status_code == 302


def test_the_first_administrator_is_made(account, capsys):
    assert account("make", "keeper", "--force", HOME, "--role", "administrator") == 0
    told = capsys.readouterr().out
    assert told.startswith(f"keeper: made, with administrator for {HOME}\n")
    assert signs_in("keeper", re.search(SIGNS, told)[0])
    assert list(SecurityEvent.objects.values_list("kind", "by"))[:2] == [("account made", None), ("role given", None)]


def test_a_password_from_standard_input_is_not_repeated(account, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("a long enough password\n"))
    assert account("make", "keeper", "--force", HOME, "--password-stdin") == 0
    assert capsys.readouterr().out == f"keeper: made, with no role for {HOME}\n"
    assert Account.objects.get().temporary_until is None
    assert signs_in("keeper", "a long enough password")


def test_a_password_that_is_easy_to_guess_makes_no_account(account, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("password\n"))
    assert account("make", "keeper", "--force", HOME, "--password-stdin") == 2
    assert capsys.readouterr().err.splitlines() == [
        "password: this password is too short. It must contain at least 12 characters.",
        "password: this password is too common.",
    ]
    assert Account.objects.count() == 0


def test_every_fault_is_told_at_once(account, capsys):
    assert account("make", "x", "--force", "No Force", "--role", "volunteer", "--role", "auditor") == 2
    assert [line.split(":")[0] for line in capsys.readouterr().err.splitlines()] == [
        "username",
        "force",
        "role",
        "cipher",
    ]


def test_a_force_that_the_ledger_does_not_have_is_refused_and_those_that_it_has_are_named(handful, monkeypatch, capsys):
    monkeypatch.setitem(os.environ, "DATABASE_URL", f"sqlite:///{connection.settings_dict['NAME']}")
    forces = ", ".join(sorted(force.id for force in handful.scenario.forces))
    assert main(["account", "make", "viewer-1", "--force", "nowhere", "--role", "viewer"]) == 2
    assert capsys.readouterr().err == f"force: is not in the ledger; allowed: {forces}\n"
    assert main(["account", "make", "viewer-1", "--force", HOME, "--role", "viewer"]) == 0


def test_accounts_are_listed_without_ciphers(account, capsys):
    account_of("volunteer", username="one", cipher="m0001")
    account_of("viewer", username="two", is_active=False)
    assert account("list") == 0
    lines = [re.split(r"\s{2,}", line) for line in capsys.readouterr().out.splitlines()]
    assert [line[:4] for line in lines] == [
        ["username", "roles", "second factor", "state"],
        ["one", f"volunteer ({HOME})", "no", "in use"],
        ["two", f"viewer ({HOME})", "no", "disabled"],
    ]


def test_an_account_is_disabled_and_enabled(account, capsys):
    account_of("viewer", username="one", password="a long enough password")
    assert account("disable", "one") == 0
    assert not signs_in("one", "a long enough password") or not Account.objects.get().is_active
    assert account("enable", "one") == 0
    assert signs_in("one", re.search(SIGNS, capsys.readouterr().out)[0])


def test_a_lost_phone_and_a_lost_password_are_helped_at_once(account, capsys):
    Authenticator.objects.create(user=account_of("planner", username="one"), type="totp", data={})
    assert account("reset", "one", "--second-factor") == 0
    assert signs_in("one", re.search(SIGNS, capsys.readouterr().out)[0])
    assert Authenticator.objects.count() == 0


def test_an_account_that_is_not_there_is_said_so(account, capsys):
    assert account("disable", "nobody") == 2
    assert capsys.readouterr().err == (
        "USERNAME: there is no account 'nobody'; `standto account list` shows every account\n"
    )


def test_the_last_administrator_is_not_disabled(account, capsys):
    account_of("administrator", username="keeper")
    assert account("disable", "keeper") == 2
    assert capsys.readouterr().err == "account: is the last administrator of met; make another first\n"


@pytest.mark.slow
def test_the_command_makes_the_database_if_there_is_none(tmp_path):
    words = [sys.executable, "-m", "standto.cli.main", "account", "make", "keeper", "--force", HOME]
    words += ["--database", f"sqlite:///{tmp_path}/new.sqlite3"]
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_force_is_invited_at_the_command_line_into_a_file_for_its_owner_alone(handful, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(os.environ, "DATABASE_URL", f"sqlite:///{connection.settings_dict['NAME']}")
    for name, option in (("codes.csv", "--codes"), ("letters.pdf", "--letters")):
        path = tmp_path / name
        assert main(["account", "invite", "--force", HOME, "--again", option, str(path)]) == 0
        assert path.stat().st_mode & 0o777 == 0o600
        assert main(["account", "invite", "--force", HOME, "--again", option, str(path)]) == 2
    assert main(["account", "invite", "--force", HOME, "--codes", str(tmp_path / "none.csv")]) == 2
    told = capsys.readouterr()
    assert "invited; their codes are in" in told.out
    assert "exists already; name a new file" in told.err
    assert "has nobody to invite" in told.err
    assert not (tmp_path / "none.csv").exists()
    assert set(SecurityEvent.objects.filter(kind="invited").values_list("by", flat=True)) == {None}
