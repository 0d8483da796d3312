"""A request that sends too much is refused, whether it declares its length or not."""

from __future__ import annotations

import asyncio

import pytest

from standto_desk.service.body_limits import bodies_within

MOST = 10


async def echo(scope, receive, send):
    """Answer with the body, or with nothing if the browser has gone."""
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body, more = body + message["body"], message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body})


def answer_to(*parts: bytes, declared: int | None = None) -> tuple[int, int]:
    """The status of the answer to a body in parts, and how many parts were read."""
    waiting, sent = list(parts), []

    async def receive():
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

    async def send(message):
        sent.append(message)

    headers = [] if declared is None else [(b"content-length", str(declared).encode())]
    scope = {"type": "http", "headers": headers}
    asyncio.run(bodies_within(echo, MOST)(scope, receive, send))
    return sent[0]["status"], len(parts) - len(waiting)


@pytest.mark.parametrize(
    ("parts", "declared", "answer"),
    [
        ([b"12345", b"67890"], 10, (200, 2)),
        ([b"12345", b"67890"], None, (200, 2)),
        ([b"12345", b"678901", b"2"], None, (413, 2)),
        ([b"12345", b"678901"], 11, (413, 0)),
        ([b"12345", b"678901"], 1, (413, 2)),
    ],
)
def test_a_body_is_read_up_to_the_limit_and_no_further(parts, declared, answer):
    assert answer_to(*parts, declared=declared) == answer
