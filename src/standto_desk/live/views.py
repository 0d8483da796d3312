"""The stream that open pages listen to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial

from asgiref.sync import sync_to_async
from django.contrib.auth import get_user
from django.db import Error, connection
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from standto.model.zone import Zone
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.access.session_store import SessionStore
from standto_desk.access.sessions import has_ended
from standto_desk.live.marks import read_hour
from standto_desk.live.streaming import hourly_stream, stream


@require_GET
@needs(Action.SEE_COUNTS)
def live(request: HttpRequest) -> StreamingHttpResponse:
    """Send a page an event for every entry after the one in ``?since=`` or ``Last-Event-ID``.

    Viewers get an event for every whole hour instead.
    """
    seen = request.headers.get("Last-Event-ID") or request.GET.get("since", "")
    exactly = may(request.user, Action.SEE_NUMBERS)
    action = Action.SEE_NUMBERS if exactly else Action.SEE_COUNTS
    allowed = sync_to_async(partial(_still_may, request.session.session_key, action), thread_sensitive=False)
    if exactly:
        words = stream(seen, allowed)
    else:
        hour = sync_to_async(partial(_hour, Zone(timezone.get_current_timezone_name())), thread_sensitive=False)
        words = hourly_stream(seen, hour, allowed)
    answer = StreamingHttpResponse(_without_a_connection(words), content_type="text/event-stream")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"
    return answer


async def _without_a_connection(words: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Stream after giving back the database connection that the request was checked with."""
    await sync_to_async(_give_back)()
    async for word in words:
        yield word


def _hour(zone: Zone) -> str:
    """Return the mark of the last whole hour; blank while the database does not answer."""
    try:
        return read_hour(zone)
    except Error:
        return ""
    finally:
        connection.close()


def _give_back() -> None:
    """Close this thread's connection, or return it to the pool."""
    connection.close()


def _still_may(session: str, action: Action) -> bool:
    """Tell whether a session's account still has permission; assume yes while the database does not answer."""
    asking = HttpRequest()
    asking.session = SessionStore(session)
    try:
        asking.user = get_user(asking)
        return bool(may(asking.user, action) and not has_ended(asking))
    except Error:
        return True
    finally:
        connection.close()
