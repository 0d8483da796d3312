"""PDFs from a process of its own: within bounds, without secrets, and made once."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from standto.errors import InputError
from standto.reporting.document import Document, Paragraph, Section, Words
from standto.reporting.heading import Heading
from standto.reporting.plain_values import plain_document
from standto_desk.presenting.typesetting import making_pdfs, pdf_process
from standto_desk.presenting.typesetting.making_pdfs import NOTHING, pdf_of_document

HEADING = Heading("7", "command", "FOR TESTS", "A force", 0, 0, (), None, None, ())

ASKING = """
import json, os, resource, sys
from standto_desk.presenting.typesetting import pdf_process
def told(_):
    limits = [resource.getrlimit(one)[0] for one in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)]
    return json.dumps({"limits": limits, "names": sorted(os.environ), "django": "django" in sys.modules}).encode()
pdf_process.pdf_of = told
pdf_process.main()
"""
"""A process that tells what it has, in place of a PDF."""


def said_of(words: str) -> Document:
    return Document("A report", HEADING, (Section("part", "Part", (Paragraph(Words(words)),)),))


def test_a_pdf_is_made_within_bounds_and_without_the_desks_secrets(monkeypatch):
    monkeypatch.setenv("STANDTO_SECRET_KEY", "secret")
    monkeypatch.setattr(making_pdfs, "COMMAND", (sys.executable, "-I", "-c", ASKING))
    told = json.loads(pdf_of_document(said_of("What do you have?")))
    assert told["limits"] == [pdf_process.MEMORY, pdf_process.SECONDS, pdf_process.FILE]
    assert set(told["names"]) - {"LC_CTYPE"} == set(NOTHING)
    assert not told["django"]


def test_a_pdf_that_takes_too_long_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(making_pdfs, "COMMAND", (sys.executable, "-I", "-c", "raise SystemExit(1)"))
    with pytest.raises(InputError, match="takes too much time or memory"):
        pdf_of_document(said_of("For ever and ever."))


def test_while_one_is_made_others_wait_and_are_then_told_so(monkeypatch):
    monkeypatch.setattr(making_pdfs, "WAIT", 0.01)
    with making_pdfs._turns, pytest.raises(InputError, match="we are making somebody else's"):
        pdf_of_document(said_of("Busy."))


def test_the_same_document_is_made_once(monkeypatch):
    first = pdf_of_document(said_of("Once."))
    monkeypatch.setattr(making_pdfs, "COMMAND", (sys.executable, "-I", "-c", "raise SystemExit(1)"))
    assert (pdf_of_document(said_of("Once.")), first[:5]) == (first, b"%PDF-")


def test_it_is_the_pdf_of_the_library():
    asked = json.dumps(plain_document(said_of("As in the library."))).encode()
    done = subprocess.run(making_pdfs.COMMAND, input=asked, capture_output=True, check=True, env=dict(os.environ))
    assert done.stdout == pdf_of_document(said_of("As in the library."))
