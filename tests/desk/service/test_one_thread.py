"""A request is answered in one thread, so that under load it waits for the interpreter's lock as seldom as it can."""

from __future__ import annotations

import asyncio
from threading import get_ident

from asgiref.testing import ApplicationCommunicator
from django.http import HttpResponse, StreamingHttpResponse
from django.test import override_settings
from django.urls import path
from django.utils.deprecation import MiddlewareMixin

from standto_desk.service.one_thread import OneThreadHandler

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


urlpatterns = [path("view/", view), path("stream/", stream)]


def answered(address: str) -> tuple[bytes, int]:
    """Ask for an address; return the body, and the thread of the loop."""

    async def ask() -> tuple[bytes, int]:
        scope = {"type": "http", "http_version": "1.1", "method": "GET", "path": address, "headers": []}
        asked = ApplicationCommunicator(OneThreadHandler(), {**scope, "query_string": b""})
        await asked.send_input({"type": "http.request", "body": b""})
        body, more = b"", True
        while more:
            message = await asked.receive_output(5)
            body += message.get("body", b"")
            more = message["type"] == "http.response.start" or message.get("more_body", False)
        await asked.wait(5)
        return body, get_ident()

    ran_in.clear()
    chain = [f"{__name__}.Hooks", f"{__name__}.plain", f"{__name__}.Hooks"]
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=chain):
        return asyncio.run(ask())


def test_all_middleware_and_the_view_run_in_one_thread_that_is_not_the_loops(desk):
    body, loop = answered("/view/")
    assert body == b"whole"
    assert (len(ran_in), len(set(ran_in)), loop in ran_in) == (6, 1, False)


def test_the_parts_of_a_stream_come_in_the_loop(desk):
    body, loop = answered("/stream/")
    assert (body, ran_in[-1]) == (b"part", loop)
