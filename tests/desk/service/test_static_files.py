"""A first visit is small, and a second one asks for no file again."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from standto_desk.service.static_files import digest_of_files

MOST = 100_000
"""The bytes that a first visit may cost."""
ASSET = re.compile(r'(?:href|src)="(/static/[^"]+)"')
KEPT = "max-age=315360000, public, immutable"


def body_of(answer) -> bytes:
    """The body of an answer, which is then closed."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return body


@pytest.mark.parametrize("role", ["viewer", "duty-officer", "planner", "commander", "auditor"])
def test_the_first_visit_to_the_board_is_small_and_every_file_is_kept_for_good(weekend, client_as, role):
    client = client_as(role)
    page = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert (page.headers["Content-Encoding"], page.headers["Vary"].count("Accept-Encoding")) == ("gzip", 1)
    text = gzip.decompress(page.content).decode()
    total, found = len(page.content), set(ASSET.findall(text))
    assert len(found) >= 5
    for url in sorted(found | {re.sub(r"[^/]+$", "govuk-frontend.js", next(iter(found)))}):
        answer = client.get(url, headers={"Accept-Encoding": "gzip"})
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, KEPT)
        total += len(body_of(answer))
    assert total < MOST


def test_an_address_has_a_digest_of_the_files_and_another_digest_is_not_there(desk, client_as):
    client = client_as(None)
    digest = digest_of_files()
    found = client.get(f"/static/{digest}/desk/desk.css")
    assert (found.status_code, len(body_of(found)) > 0) == (200, True)
    assert client.get(f"/static/{digest[::-1]}/desk/desk.css").status_code == 404
    plain = client.get("/static/desk/desk.css")
    assert (plain.status_code, plain.headers["Cache-Control"]) == (200, "max-age=60, public")
    plain.close()


def test_a_file_is_the_same_compressed_or_not(desk, client_as):
    client = client_as(None)
    content = Path(finders.find("desk/desk.css")).read_bytes()
    for encoding in ("", "gzip"):
        answer = client.get(f"/static/{digest_of_files()}/desk/desk.css", headers={"Accept-Encoding": encoding})
        sent = body_of(answer)
        assert (gzip.decompress(sent) if encoding else sent) == content


def test_a_page_is_not_compressed_for_a_reader_that_does_not_ask(handful, client_as):
    assert "Content-Encoding" not in client_as("planner").get("/").headers
