"""A request is answered in one thread, so that under load it waits for the interpreter's lock as seldom as it can."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from threading import current_thread, get_ident

from asgiref.testing import ApplicationCommunicator
from django.db import DatabaseError, connection
from django.http import HttpResponse, StreamingHttpResponse
from django.test import override_settings
from django.urls import path
from django.utils.deprecation import MiddlewareMixin

from standto_desk.service.one_thread import OneThreadHandler
from tests.patience import PATIENCE

ran_in: list[int] = []
"""The thread of each piece of code that was run."""


class Hooks(MiddlewareMixin):
    """A middleware of Django's kind, which could also run in the loop."""

    def process_request(self, _request):
        ran_in.append(get_ident())

    def process_response(self, _request, response):
        ran_in.append(get_ident())
        return response


def plain(get_response):
    """A middleware that is a function, as those of the desk are."""

    def answer(request):
        ran_in.append(get_ident())
        return get_response(request)

    return answer


def view(_request):
    ran_in.append(get_ident())
    return HttpResponse("whole")


async def _parts():
    ran_in.append(get_ident())
    yield b"part"


def stream(_request):
    return StreamingHttpResponse(_parts())


def asking(_request):
    """Ask the database, and tell which connection answered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse(f"{id(connection.connection)}")


def failing(request):
    """Leave a transaction open, which failed if that was asked for."""
    connection.cursor().execute("BEGIN IMMEDIATE")
    if request.GET:
        with suppress(DatabaseError):
            connection.cursor().execute("SELECT nothing")
    return HttpResponse("left")


def naming(_request):
    """Tell which threads answer."""
    return HttpResponse(current_thread().name.rpartition("_")[0])


urlpatterns = [
    path("view/", view),
    path("stream/", stream),
    path("asking/", asking),
    path("failing/", failing),
    path("naming/", naming),
    path("outlook/naming/", naming),
]


def answered(address: str, *, handler: OneThreadHandler | None = None, query: bytes = b"") -> tuple[bytes, int]:
    """Ask for an address; return the body, and the thread of the loop."""

    async def ask() -> tuple[bytes, int]:
        scope = {"type": "http", "http_version": "1.1", "method": "GET", "path": address, "headers": []}
        asked = ApplicationCommunicator(handler or OneThreadHandler(), {**scope, "query_string": query})
        await asked.send_input({"type": "http.request", "body": b""})
        body, more = b"", True
        while more:
            message = await asked.receive_output(PATIENCE)
            body += message.get("body", b"")
            more = message["type"] == "http.response.start" or message.get("more_body", False)
        await asked.wait(PATIENCE)
        return body, get_ident()

    ran_in.clear()
    chain = [f"{__name__}.Hooks", f"{__name__}.plain", f"{__name__}.Hooks"]
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=chain):
        return asyncio.run(ask())


def one_handler() -> OneThreadHandler:
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[]):
        return OneThreadHandler()


def test_all_middleware_and_the_view_run_in_one_thread_that_is_not_the_loops(desk):
    body, loop = answered("/view/")
    assert body == b"whole"
    assert (len(ran_in), len(set(ran_in)), loop in ran_in) == (6, 1, False)


def test_outlooks_have_threads_of_their_own_so_that_no_other_page_waits_for_a_turn_of_theirs(desk):
    handler = one_handler()
    named = {address: answered(address, handler=handler)[0] for address in ("/naming/", "/outlook/naming/")}
    assert named == {"/naming/": b"standto-request", "/outlook/naming/": b"standto-outlook"}


def test_the_parts_of_a_stream_come_in_the_loop(desk):
    body, loop = answered("/stream/")
    assert (body, ran_in[-1]) == (b"part", loop)


def test_a_thread_keeps_its_connection_to_sqlite_for_the_next_request(desk):
    handler = one_handler()
    first, _ = answered("/asking/", handler=handler)
    second, _ = answered("/asking/", handler=handler)
    assert first == second


def test_a_connection_that_failed_or_is_in_a_transaction_does_not_stay(desk):
    handler = one_handler()
    answered("/failing/", handler=handler)
    answered("/failing/", handler=handler, query=b"failed=1")
    with connection.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")  # nobody holds a lock
        cursor.execute("ROLLBACK")


def test_a_connection_to_postgresql_goes_back_to_its_pool(postgres_desk):
    handler = one_handler()
    answered("/asking/", handler=handler)
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [name])
        assert cursor.fetchone()[0] == 1
