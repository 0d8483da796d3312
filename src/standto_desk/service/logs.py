"""Logs: one JSON object a line, of which nothing can be about a person.

What a message was filled with, an error's own words and a request's path may hold a cipher or an e-mail address, so
none of them is written: a line has the message's template, the kind of error with where it was raised, and the fields
that are listed here.
"""

from __future__ import annotations

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from traceback import extract_tb
from typing import Any

FIELDS = ("method", "route", "status", "ms", "account", "sequence", "count", "streams", "check")
"""What a line may say besides, given as ``extra``: none is ever anything of a person but an account's opaque id."""

PLAIN = ("standto_desk", "uvicorn.error")
"""Loggers whose messages are fixed words when nothing is filled into them."""

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered."""


class JsonLines(logging.Formatter):
    """Writes a record as a line of JSON."""

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
    """Return Django's settings of logs: all loggers write to standard error, by the one form."""
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
    """Return the message before anything was filled into it, if it surely is that."""
    known = record.name.split(".")[0] in PLAIN or record.name in PLAIN
    return str(record.msg) if record.args or known else "(words that may be about a person are left out)"
