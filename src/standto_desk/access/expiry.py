"""Deleting what has expired: sessions, counts of guesses, and values in the shared cache."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.db import connection

from standto.model.time import HOUR, SECOND, Instant
from standto_desk.access.guess_limits import waits
from standto_desk.access.models import Guesses
from standto_desk.access.session_rows import SignedInSession
from standto_desk.access.session_store import SessionStore

EVERY = HOUR
"""The time between two deletions; expired sessions admit nobody even before."""


def delete_expired(now: Instant) -> None:
    """Delete what had expired at an instant of the machine's clock."""
    SessionStore.clear_expired()
    moment = datetime.fromtimestamp(now / SECOND, UTC)
    SignedInSession.objects.filter(began__lte=now - settings.SESSION_COOKIE_AGE * SECOND).delete()
    Guesses.objects.filter(last__lte=now - waits()).delete()
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as cursor:
        # The table's name is the desk's own setting.
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [connection.ops.adapt_datetimefield_value(moment)])  # noqa: S608
