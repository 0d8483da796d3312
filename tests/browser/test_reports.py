from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

AT = "2023-09-25T12:00:00"
STANDTO = Path(sys.executable).parent / "standto"


@pytest.fixture(scope="module", params=["command", "public"])
def report(request, tmp_path_factory):
    if find_spec("standto.reporting") is None:
        pytest.skip("standto.reporting is missing, so that there is no report to open")
    path = tmp_path_factory.mktemp("report") / f"{request.param}.html"
    command = [STANDTO, "sitrep", "london-2023", "--at", AT, "--audience", request.param, "-o", path]
    subprocess.run(command, check=True, capture_output=True)
    return path


def test_a_report_opens_without_a_network_and_without_a_fault(opened, report):
    page = opened(report)
    assert page.faults == []
    assert page.locator("h1").count() == 1


def test_a_report_asks_for_nothing_but_itself(opened, report):
    page = opened(report)
    entries = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [name for name in entries if not name.startswith("data:")] == []
    assert page.locator("script").count() == 0


def test_axe_finds_no_fault_in_a_report(opened, report):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing")
    found = axe.Axe().run(opened(report))
    assert [(fault["id"], fault["help"]) for fault in found.response["violations"]] == []


def test_a_report_fits_a_narrow_screen(opened, report):
    page = opened(report, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_report_prints_on_pages_that_hold_its_width(opened, report):
    page = opened(report, viewport={"width": 718, "height": 1000})  # A4 between margins of 10 mm
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 718
    assert page.pdf(format="A4").startswith(b"%PDF")
