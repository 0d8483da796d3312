"""The settings of an installation: allowed values, and the faults of others."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from standto.errors import InputError
from standto_desk.service.environment import read_environment
from standto_desk.service.variables import VARIABLES
from tests.test_reference import names, rows

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "settings.md"
KEY = "a-key-that-is-long-enough-to-be-hard-to-guess-0123456789"
PROXIED = {
    "STANDTO_SECRET_KEY": KEY,
    "STANDTO_ADDRESS": "https://desk.example.org",
    "STANDTO_TRUSTED_PROXY": "10.0.0.1",
}


def faults(environ: dict[str, str], **options) -> list[str]:
    """The variables at fault, in order."""
    with pytest.raises(InputError) as refused:
        read_environment(environ, **options)
    return [fault.place for fault in refused.value.faults]


def test_an_empty_environment_has_every_default():
    environment = read_environment({})
    assert {variable.field for variable in VARIABLES} == set(environment.__slots__)
    assert (environment.database_url, environment.workers, environment.demo) == ("sqlite:///desk.sqlite3", 1, False)


def test_blanks_and_spaces_are_the_default():
    assert read_environment({"STANDTO_WORKERS": " ", "STANDTO_LOG_LEVEL": ""}) == read_environment({})


def test_what_is_set_is_read():
    environment = read_environment(
        PROXIED | {"STANDTO_WORKERS": "4", "STANDTO_HOSTS": "Desk-2.example.org, 10.0.0.7"}, serving=True
    )
    assert environment.workers == 4
    assert environment.hosts == ("desk-2.example.org", "10.0.0.7")
    assert environment.host == "desk.example.org"
    assert environment.https


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://localhost/desk"),
        ("DATABASE_URL", "desk.sqlite3"),
        ("DATABASE_URL", "sqlite:///"),
        ("STANDTO_SECRET_KEY", "short"),
        ("STANDTO_SECRET_KEY", "a" * 60),
        ("STANDTO_ADDRESS", "desk.example.org"),
        ("STANDTO_ADDRESS", "https://desk.example.org/desk"),
        ("STANDTO_ADDRESS", "https://somebody@desk.example.org"),
        ("STANDTO_ADDRESS", "http://localhost:0"),
        ("STANDTO_ADDRESS", "http://localhost:99999"),
        ("STANDTO_HOSTS", "*"),
        ("STANDTO_HOSTS", "desk.example.org/"),
        ("STANDTO_TRUSTED_PROXY", "0.0.0.0/0"),
        ("STANDTO_TRUSTED_PROXY", "*"),
        ("STANDTO_TRUSTED_PROXY", "proxy"),
        ("STANDTO_EMAIL_URL", "http://mail.example.org"),
        ("STANDTO_EMAIL_URL", "smtps://"),
        ("STANDTO_EMAIL_URL", "smtp://mail.example.org:25"),  # in the clear
        ("STANDTO_EMAIL_FROM", "the desk"),
        ("STANDTO_WEBHOOK_HOSTS", "https://hooks.example.org"),
        ("STANDTO_SECOND_FACTOR", "sometimes"),
        ("STANDTO_SESSION_IDLE_MINUTES", "0"),
        ("STANDTO_SESSION_HOURS", "12.5"),
        ("STANDTO_OIDC_CLAIM", "email"),
        ("STANDTO_LOG_LEVEL", "loud"),
        ("STANDTO_WORKERS", "many"),
        ("STANDTO_WORKERS", "65"),
        ("STANDTO_DEMO", "yes"),
        ("STANDTO_REDACTING_POSTS", "nobody here,;"),
        ("STANDTO_REDACTING_POSTS", "strategic-commander,;"),
        ("STANDTO_WORKER", "2"),  # misspelt
    ],
)
def test_a_value_that_is_not_allowed_is_refused(name, value):
    assert faults({name: value}) == [name]


def test_every_fault_is_named_at_once_with_what_is_allowed():
    with pytest.raises(InputError) as refused:
        read_environment({"STANDTO_WORKERS": "0", "STANDTO_LOG_LEVEL": "loud", "STANDTO_TYPO": "1"})
    assert str(refused.value).splitlines() == [
        "STANDTO_LOG_LEVEL: is 'loud'; allowed: debug, info, warning or error",
        "STANDTO_WORKERS: is '0'; allowed: a whole number from 1 to 64",
        "STANDTO_TYPO: is not a setting; docs/reference/settings.md lists all settings",
    ]


@pytest.mark.parametrize(
    ("more", "at_fault"),
    [
        ({}, []),
        ({"STANDTO_SECRET_KEY": ""}, ["STANDTO_SECRET_KEY"]),
        ({"STANDTO_TRUSTED_PROXY": ""}, ["STANDTO_TRUSTED_PROXY"]),  # it does not speak HTTPS itself
        ({"STANDTO_ADDRESS": "http://localhost:8000"}, ["STANDTO_ADDRESS"]),  # a proxy, yet plain http
        ({"STANDTO_ADDRESS": "http://desk.example.org"}, ["STANDTO_ADDRESS", "STANDTO_ADDRESS"]),
        ({"STANDTO_SECOND_FACTOR": "off"}, ["STANDTO_SECOND_FACTOR"]),
        ({"STANDTO_DEMO": "1"}, ["STANDTO_DEMO"]),  # a demonstration, yet behind a proxy
    ],
)
def test_what_does_not_go_together_is_not_served(more, at_fault):
    environ = PROXIED | more
    read_environment(environ)  # a command that serves nobody has no need to refuse it
    if at_fault:
        assert faults(environ, serving=True) == at_fault
    else:
        read_environment(environ, serving=True)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("board.html", ""),
        (".", "is a folder; allowed: the path of a file"),
        ("none/board.html", "is in a folder that does not exist or is not writable; allowed: "),
        ("file/board.html", "is in a folder that does not exist or is not writable; allowed: "),
    ],
)
def test_the_last_board_is_kept_in_a_file_that_can_be_made(tmp_path, path, said):
    (tmp_path / "file").touch(mode=0o755)
    environ = PROXIED | {"STANDTO_LAST_BOARD": str(tmp_path / path)}
    read_environment(environ)  # a command that serves nobody keeps no board
    if not said:
        read_environment(environ, serving=True)
        return
    with pytest.raises(InputError) as refused:
        read_environment(environ, serving=True)
    (line,) = str(refused.value).splitlines()
    assert line.startswith(f"STANDTO_LAST_BOARD: {said}")


@pytest.mark.skipif(os.geteuid() == 0, reason="needs a user who may not write everywhere")
def test_the_last_board_is_not_kept_where_nothing_can_be_written(tmp_path):
    (tmp_path / "locked").mkdir(mode=0o500)
    environ = PROXIED | {"STANDTO_LAST_BOARD": str(tmp_path / "locked" / "board.html")}
    assert faults(environ, serving=True) == ["STANDTO_LAST_BOARD"]


def test_what_does_not_go_together_is_told_beside_what_is_not_allowed():
    environ = {"STANDTO_ADDRESS": "https://desk.example.org", "STANDTO_WORKERS": "0"}
    assert faults(environ, serving=True) == ["STANDTO_WORKERS", "STANDTO_SECRET_KEY", "STANDTO_TRUSTED_PROXY"]


def test_nothing_more_is_said_of_a_variable_that_is_not_allowed():
    environ = {"STANDTO_SECRET_KEY": "short", "STANDTO_ADDRESS": "nowhere", "STANDTO_TRUSTED_PROXY": "10.0.0.1"}
    assert faults(environ, serving=True) == ["STANDTO_SECRET_KEY", "STANDTO_ADDRESS"]


def test_no_message_repeats_a_secret():
    with pytest.raises(InputError) as refused:
        read_environment(
            {
                "STANDTO_SECRET_KEY": "hunter2",
                "STANDTO_EMAIL_URL": "ftp://desk:hunter2@mail.example.org",
                "DATABASE_URL": "mysql://desk:hunter2@localhost/desk",
            }
        )
    assert len(refused.value.faults) == 3
    assert "hunter2" not in str(refused.value)


def test_the_reference_lists_every_variable_with_its_default_and_what_is_allowed():
    told = [(names(name)[0], "".join(names(default)), allowed) for name, default, allowed in rows(PAGE.read_text())]
    assert told == [(variable.name, variable.default, variable.allowed) for variable in VARIABLES]


def test_the_reference_says_what_each_variable_is_for():
    told = re.split(r"(?m)^## ", PAGE.read_text())[1]
    explained = {name for item in re.findall(r"(?m)^- (.*?): ", told) for name in names(item)}
    assert {variable.name for variable in VARIABLES} - explained == {"STANDTO_HOSTS", "STANDTO_DEMO"}
