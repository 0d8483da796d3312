"""After every test of this room, the seals in the security log agree with the accounts."""

from __future__ import annotations

import pytest
from django.db import connection

from standto_desk.access.log_verifying import verify_security_log

DESKS = ("weekend", "handful", "database", "desk", "postgres_desk")


@pytest.fixture(autouse=True)
def _accounts_are_as_the_log_has_them(request):
    """Verify the security log of the test's desk, once it has ended."""
    desks = [name for name in DESKS if name in request.fixturenames]
    if desks:
        request.getfixturevalue(desks[0])  # so that this ends before the desk does
    yield
    if desks and "tampering" not in request.fixturenames:
        connection.close()
        assert verify_security_log().faults == ()


@pytest.fixture
def tampering():
    """Mark a test that changes the tables without the log, so that they differ at its end."""
