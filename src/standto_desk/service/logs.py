"""Logs: one JSON object a line, with nothing about a person.

The values in a message, an error's own words and a request's path can contain a cipher or an e-mail address, so none of
them is logged. A line has the message's template, filled only with safe values, the kind of error or warning with the
place where it was raised, and the fields listed here.
"""

from __future__ import annotations

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from traceback import extract_tb
from typing import Any

FIELDS = ("method", "route", "status", "ms", "account", "sequence", "count", "streams", "check", "job")
"""Further fields of a line, given as ``extra``; the only one about a person is an account's opaque id."""

PLAIN = ("standto_desk", "uvicorn.error")
"""Loggers whose messages without values are fixed words."""

PHRASES = frozenset(status.phrase for status in HTTPStatus)
"""Django's words for an answer's status, if no view has chosen others."""

OWN_ADDRESS = "Uvicorn running on "
"""The start of the server's message with the address where it listens."""

_LEFT_OUT = "(words that may be about a person are left out)"
_WARNING = re.compile(r"(.+?):(\d+): (\w+): ")
_REFUSED_FORM = re.compile(r"(?:CSRF (?:cookie|token)|Referer checking failed -) [\w' -]+\.")
_STRANGE_ORIGIN = re.compile(r"((?:Origin|Referer) checking failed - )\S+( does not match any trusted origins\.)")

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered."""


class JsonLines(logging.Formatter):
    """A formatter that writes a record as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
            "message": _template(record),
        }
        if request := request_id.get():
            line["request"] = request
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["raised"] = [
                f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, default=str)


def logging_settings(level: str) -> dict[str, Any]:
    """Return Django's logging settings: all loggers write to standard error in this format."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "standto_desk.service.logs.JsonLines"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": level.upper()},
        "loggers": {
            "django": {"handlers": [], "level": level.upper(), "propagate": True},
            # Requests are logged by standto_desk.requests, and a missing page is no warning.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "propagate": True},
            "uvicorn.access": {"level": "CRITICAL"},
            "asyncio": {"level": "WARNING"},
        },
    }


def _template(record: logging.LogRecord) -> str:
    """Return a message's template, filled only with values that cannot be about a person."""
    if record.name == "py.warnings":
        return _warning(record.getMessage())
    if isinstance(record.args, tuple) and record.args:
        return _filled(record, record.args)
    known = record.name.split(".")[0] in PLAIN or record.name in PLAIN
    return str(record.msg) if record.args or known else _LEFT_OUT


def _warning(text: str) -> str:
    """Return a warning's category and where it was raised, without its words."""
    found = _WARNING.match(text)
    return f"{found[3]} at {'/'.join(Path(found[1]).parts[-2:])}:{found[2]}" if found else _LEFT_OUT


def _filled(record: logging.LogRecord, args: tuple[object, ...]) -> str:
    """Return a template filled with its safe values; the others stay as placeholders."""
    template = str(record.msg)
    try:
        return template % tuple(_safe(record, value) for value in args)
    except (TypeError, ValueError):
        return template


def _safe(record: logging.LogRecord, value: object) -> object:
    """Return a value that is about no person: a number, the server's address, or words of Django's own."""
    if isinstance(value, int | float) or (record.name == "uvicorn.error" and str(record.msg).startswith(OWN_ADDRESS)):
        return value
    if record.name == "django.request" and value in PHRASES:
        return value
    if record.name == "django.security.csrf" and isinstance(value, str):
        return value if _REFUSED_FORM.fullmatch(value) else _of_origin(value)
    return "%s"


def _of_origin(reason: str) -> str:
    """Return the reason why a form was refused, without the address that sent it."""
    found = _STRANGE_ORIGIN.fullmatch(reason)
    return f"{found[1]}%s{found[2]}" if found else "%s"
