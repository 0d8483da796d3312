"""An import in a browser: axe, a phone, the keyboard, no JavaScript."""

from __future__ import annotations

import shutil

import pytest
from django.db import connection

from tests.desk.browser.conftest import PASSWORD, PHONE
from tests.desk.databases import point_at
from tests.desk.pages.importing.workbooks import MAPPING, as_csv, as_xlsx, changed
from tests.desk.people import account_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def server(tmp_path_factory, empty_sqlite, served):
    path = tmp_path_factory.mktemp("pages") / "desk.sqlite3"
    shutil.copy(empty_sqlite, path)
    url = point_at(f"sqlite:///{path}")
    account_of("duty-officer", username="officer", password=PASSWORD)
    yield served(url)
    connection.close()


def chooses(visitor, file, mapping=MAPPING, *, stays=False):
    """Choose a workbook, write a mapping and go on."""
    if not stays:
        visitor.goes_to("/import/")
    given = {"name": file.name, "mimeType": "application/octet-stream", "buffer": file.read()}
    visitor.page.set_input_files("[name=workbooks]", [given])
    visitor.fills(mapping=mapping)
    visitor.page.get_by_role("button", name="Continue").click()
    visitor.page.wait_for_load_state()


def serious(axe, visitor):
    """What axe finds serious on the page, and whether it is wider than a phone."""
    found = axe.run(visitor.page).response["violations"]
    wide = visitor.page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]
    return [one["id"] for one in found if one["impact"] in ("serious", "critical")], wide


def test_each_step_is_sound_on_a_phone(server, visitors):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing").Axe()
    visitor = visitors(server, "officer", bypass_csp=True, viewport=PHONE)
    chooses(visitor, as_csv(), "")
    visitor.finds("We have suggested a mapping")
    assert serious(axe, visitor) == ([], False)
    chooses(visitor, as_xlsx(changed(D2="Q?")))
    visitor.finds("is not a code")
    assert serious(axe, visitor) == ([], False)
    chooses(visitor, as_xlsx())
    visitor.finds("Save the new key file first")
    assert serious(axe, visitor) == ([], False)


def test_an_import_needs_no_scripts_and_gives_the_key_file(server, visitors):
    visitor = visitors(server, "officer", java_script_enabled=False)
    chooses(visitor, as_xlsx())
    with visitor.page.expect_download() as saved:
        visitor.page.get_by_role("button", name="Save the key file").click()
    assert saved.value.suggested_filename == "key.csv"
    visitor.page.get_by_label("I have saved the new key file").check()
    visitor.presses("Confirm and import")
    visitor.finds("12 entries")
    with_scripts = visitors(server, "officer")
    with_scripts.goes_to("/import/")
    with_scripts.page.set_input_files("[name=key_file]", saved.value.path())
    chooses(with_scripts, as_xlsx(changed(D1="23/09/2028", E1="24/09/2028")), stays=True)
    with_scripts.finds("What would change from")
    assert with_scripts.faults == []
