"""Names and personnel numbers of workbooks are nowhere but in the key file that the desk gives away."""

from __future__ import annotations

import base64
import logging
import sys
import zlib
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection

from standto_desk.clock.setting import start_demo_clock
from standto_desk.kit.workbooks import reading
from tests.desk.access.walking import Keeping
from tests.desk.pages.importing.conftest import APART
from tests.desk.pages.importing.workbooks import (
    FRIDAY,
    SECRETS,
    as_csv,
    as_xlsx,
    changed,
    confirm,
    instant,
    key_file_of,
    key_of,
    send,
)
from tests.desk.reading_pages import hidden


@pytest.fixture
def log():
    """The lines of the log during a test."""
    kept: list[logging.LogRecord] = []
    keeping, logger = Keeping(kept), logging.getLogger()
    logger.addHandler(keeping)
    level = logger.level
    logger.setLevel(logging.DEBUG)
    yield kept
    logger.removeHandler(keeping)
    logger.setLevel(level)


def told(data: bytes) -> list[str]:
    """The secrets that some bytes hold, in any of the forms that the desk uses."""
    forms = {
        secret: (secret.encode(), secret.encode("utf-16-le"), base64.b64encode(secret.encode())[:-4])
        for secret in SECRETS
    }
    return [secret for secret, found in forms.items() if any(form in data for form in found)]


@APART
def test_no_name_is_in_a_page_the_database_its_log_or_the_desk_s_log(desk, client_as, log):
    start_demo_clock(at=instant(FRIDAY))
    officer = client_as("duty-officer")
    pages = [
        send(officer, as_csv(), mapping=""),
        send(officer, as_xlsx(changed(D2="Anna Anders", E2="D?"))),
        send(officer, as_xlsx([*changed(), ["4711 AR", "Anna Anders", "afo", "E", "N"]])),
    ]
    page = send(officer, as_xlsx())
    assert b"Anna" not in key_file_of(officer, page)
    assert told(key_file_of(officer, page)) == ["4711 AR", "0815 BX"]
    pages += [page, officer.get(f"/import/{key_of(page)}/")]
    assert [told(one.content) for one in pages] == [[]] * 5
    # While the preview is kept, and after it is confirmed.
    for _ in range(2):
        files = Path(connection.settings_dict["NAME"]).parent.glob("desk.sqlite3*")
        assert [told(file.read_bytes()) for file in files if told(file.read_bytes())] == []
        done = confirm(officer, page)
    assert told(officer.get(done.headers["Location"]).content) == []
    assert [line.getMessage() for line in log if told(f"{line.__dict__}".encode())] == []


def test_what_is_kept_names_nobody_even_to_the_desk_itself(desk, client_as):
    from standto_desk.access.account_cache import AccountCache

    officer = client_as("duty-officer")
    secret = hidden(send(officer, as_xlsx()), "secret").partition(":")[2]
    account = str(officer.account.pk)
    kept = [value for name in ("imports", "import-keys") for value in AccountCache(name).of(account).values()]
    unpacked = [
        zlib.decompress(base64.b64decode(kept[0])),
        kept[1].encode(),
        str(cache.get(f"imports:{account}")).encode(),
    ]
    assert [told(one) for one in unpacked] == [[], [], []]
    assert (len(secret), secret in str(kept)) == (44, False)


PROBE = """
import os, resource, sys
from standto_desk.kit.workbooks import apart
apart.answer = lambda asked: {"environment": sorted(os.environ), "most": resource.getrlimit(resource.RLIMIT_FSIZE)}
apart.main()
"""


@APART
def test_the_process_that_reads_knows_no_secret_and_writes_no_file(monkeypatch):
    monkeypatch.setattr(reading, "COMMAND", (sys.executable, "-I", "-c", PROBE))
    assert reading._run("{}") == {"environment": sorted(reading.NOTHING), "most": [0, 0]}
