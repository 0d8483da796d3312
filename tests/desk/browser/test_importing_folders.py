"""A folder in a browser: axe and a phone at each step, and without scripts."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from django.db import connection

from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from tests.desk.acts.bulk.folders import files_of
from tests.desk.browser.conftest import PASSWORD, PHONE
from tests.desk.browser.test_importing import serious
from tests.desk.databases import point_at
from tests.desk.people import account_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def server(tmp_path_factory, handful_sqlite, served):
    path = tmp_path_factory.mktemp("pages") / "desk.sqlite3"
    shutil.copy(handful_sqlite, path)
    url = point_at(f"sqlite:///{path}")
    account_of("planner", username="planner", password=PASSWORD)
    yield served(url)
    connection.close()


def chosen(*names):
    """Files of the register's folder, in which the first duty needs more and the last is gone."""
    base = replace(scenario_at(now()), events=())
    first, *others, _ = base.duties
    sent = replace(base, duties=(replace(first, strength=first.strength + 2), *others), title="Another title")
    return [file(name, data) for name, data in files_of(sent).items() if name in names]


def file(name, data):
    return {"name": name, "mimeType": "text/csv", "buffer": data}


def test_each_step_of_a_folder_is_sound_on_a_phone(server, visitors):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing").Axe()
    visitor = visitors(server, "planner", bypass_csp=True, viewport=PHONE)
    visitor.goes_to("/import/folder/")
    assert serious(axe, visitor) == ([], False)
    visitor.page.set_input_files("[name=files]", [file("duties.csv", b"duty,task,capabilities,strength\na,b,zz,x\n")])
    visitor.presses("Continue")
    visitor.finds("2 things are wrong")
    assert serious(axe, visitor) == ([], False)
    visitor.goes_to("/import/folder/")
    visitor.page.set_input_files("[name=files]", chosen("duties.csv", "scenario.toml", "people.csv"))
    visitor.presses("Continue")
    visitor.page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    visitor.finds("Duties: 1 row is not in the folder")
    assert serious(axe, visitor) == ([], False)


def test_a_folder_is_imported_and_undone_without_scripts(server, visitors):
    visitor = visitors(server, "planner", java_script_enabled=False)
    visitor.goes_to("/import/folder/")
    visitor.page.set_input_files("[name=files]", chosen("duties.csv"))
    visitor.presses("Continue")
    visitor.page.get_by_label("Duties: 1 row is not in the folder").check()
    visitor.presses("Show the effect again")
    visitor.presses("Confirm and import")
    visitor.finds("2 entries")
    visitor.follows("Undo this import")
    visitor.presses("Undo the import")
    visitor.finds("Undone")
    assert visitor.faults == []
