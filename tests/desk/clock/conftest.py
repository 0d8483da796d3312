"""A desk that goes by the machine's clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from time import time_ns

import pytest

from standto.model.time import HOUR
from standto_desk.acts.clock_changes import confirm_clock
from standto_desk.clock import real_now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Draft
from tests.desk.acts.small_desk import ROWS
from tests.desk.clock.machines import IMPORTER, clock_ahead, forget


@pytest.fixture
def half_past(database, monkeypatch) -> Iterator[int]:
    """Let it be half past an hour, so that none begins during a test; the seconds by which its clocks are ahead."""
    seconds = (1_800 - time_ns() // 10**9) % 3_600
    with clock_ahead(monkeypatch, seconds):
        confirm_clock(by=None)  # PostgreSQL has a clock of its own
        yield seconds


@pytest.fixture
def small(database):
    """A small force at a desk that goes by the machine's clock; the URL of its database."""
    forget()
    people = [Draft("row", "people", who, step="set") for who in ("m0002", "m0003")]
    append([replace(one, occurred=-(2**62)) for one in (*ROWS, *people)], author=IMPORTER, now=real_now() - HOUR)
    yield database
    forget()
