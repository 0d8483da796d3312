"""Fields that are logged, and values that never are."""

from __future__ import annotations

import json
import logging
import sys
import warnings

import pytest

from standto_desk.service.logs import JsonLines, request_id


def line(name: str, message: str, *args: object, error: bool = False, **extra: object) -> dict:
    """The line that is written for a record."""
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, message, args, sys.exc_info() if error else None)
    record.__dict__.update(extra)
    said = json.loads(JsonLines().format(record))
    assert list(said)[:5] == ["time", "level", "logger", "process", "message"]
    return {key: value for key, value in said.items() if key not in ("time", "process")}


def test_a_line_has_the_template_and_never_what_it_was_filled_with():
    assert line("django.request", "Not Found: %s", "/people/nx121/") == {
        "level": "warning",
        "logger": "django.request",
        "message": "Not Found: %s",
    }


@pytest.mark.parametrize(
    ("name", "message", "args", "said"),
    [
        ("uvicorn.error", "Started server process [%d]", (4711,), "Started server process [4711]"),
        (
            "uvicorn.error",
            "Uvicorn running on socket %s (Press CTRL+C to quit)",
            (("127.0.0.1", 8000),),
            "Uvicorn running on socket ('127.0.0.1', 8000) (Press CTRL+C to quit)",
        ),
        ("uvicorn.error", "ASGI callable returned '%s'", ("nx121",), "ASGI callable returned '%s'"),
        ("django.request", "%s: %s", ("Not Found", "/people/nx121/"), "Not Found: %s"),
        ("django.request", "%s: %s", ("nx121 is missing", "/people/nx121/"), "%s: %s"),
        (
            "django.security.csrf",
            "Forbidden (%s): %s",
            ("CSRF cookie not set.", "/people/nx121/"),
            "Forbidden (CSRF cookie not set.): %s",
        ),
        (
            "django.security.csrf",
            "Forbidden (%s): %s",
            ("CSRF token from the 'X-Csrftoken' HTTP header has incorrect length.", "/x/"),
            "Forbidden (CSRF token from the 'X-Csrftoken' HTTP header has incorrect length.): %s",
        ),
        (
            "django.security.csrf",
            "Forbidden (%s): %s",
            ("Origin checking failed - https://nx121 does not match any trusted origins.", "/x/"),
            "Forbidden (Origin checking failed - %s does not match any trusted origins.): %s",
        ),
        ("django.security.csrf", "Forbidden (%s): %s", ("nx121", "/x/"), "Forbidden (%s): %s"),
        ("somebody.elses", "%s has %d of %s", ("nx121", 3, "nx122"), "%s has 3 of %s"),
        ("somebody.elses", "%d rows", ("nx121",), "%d rows"),
    ],
)
def test_a_template_is_filled_with_what_is_surely_of_no_person(name, message, args, said):
    assert line(name, message, *args)["message"] == said


def test_a_warning_is_its_category_and_where_it_was_raised():
    said = warnings.formatwarning("nx121 is naive", RuntimeWarning, "/srv/django/db/models.py", 12, "x = nx121")
    assert line("py.warnings", said)["message"] == "RuntimeWarning at db/models.py:12"
    assert line("py.warnings", "%s", said)["message"] == "RuntimeWarning at db/models.py:12"
    assert line("py.warnings", "nx121")["message"] == "(words that may be about a person are left out)"


@pytest.mark.parametrize("name", ["allauth.account", "somebody.elses", "django.security.DisallowedHost"])
def test_words_of_others_that_may_be_filled_in_already_are_left_out(name):
    said = line(name, "nx121 signed in from 10.0.0.1")
    assert said["message"] == "(words that may be about a person are left out)"


def test_fixed_words_of_the_desk_and_its_server_are_kept():
    assert line("standto_desk.live", "the database cannot be read")["message"] == "the database cannot be read"
    assert line("uvicorn.error", "Shutting down")["message"] == "Shutting down"


def test_an_error_is_its_kind_and_where_it_was_raised():
    try:
        raise ValueError("nx121 already exists")
    except ValueError:
        said = line("standto_desk.background", "a round failed", error=True)
    assert (said["error"], said["raised"][0].endswith("test_an_error_is_its_kind_and_where_it_was_raised")) == (
        "ValueError",
        True,
    )
    assert "nx121" not in json.dumps(said)


def test_only_the_fields_that_are_listed_are_written():
    said = line("standto_desk.requests", "request", route="record", status=302, cipher="nx121", path="/x/")
    assert (said["route"], said["status"]) == ("record", 302)
    assert {"cipher", "path"} & set(said) == set()


def test_a_line_names_the_request_that_it_is_of():
    token = request_id.set("abc")
    try:
        assert line("standto_desk.requests", "request")["request"] == "abc"
    finally:
        request_id.reset(token)
    assert "request" not in line("standto_desk.requests", "request")
