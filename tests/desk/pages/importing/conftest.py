"""Reading in the process of the tests, because a process of its own takes half a second; some tests start one."""

from __future__ import annotations

import json

import pytest

from standto_desk.kit.workbooks import apart, reading

APART = pytest.mark.parametrize("together", [False], indirect=True)


@pytest.fixture(autouse=True)
def together(request, monkeypatch):
    """Read in this process, unless a test says `@APART`."""
    if getattr(request, "param", True):
        monkeypatch.setattr(reading, "_run", lambda asked: json.loads(json.dumps(apart.answer(json.loads(asked)))))
