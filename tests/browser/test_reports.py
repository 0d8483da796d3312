from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

AT = "2023-09-23T10:00:00"
STANDTO = Path(sys.executable).parent / "standto"
NARROW = {"width": 360, "height": 740}
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"
REACHABLE = "document.querySelectorAll('a[href], summary, [tabindex=\"0\"]').length"
HERE = """() => {
    const each = document.activeElement, box = each.getBoundingClientRect(), style = getComputedStyle(each);
    const marked = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
    const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
    window.reached = (window.reached || new Set()).add(each);
    return {body: each === document.body, marked, inside, reached: window.reached.size};
}"""


@pytest.fixture(scope="module", params=["command", "public", "outlook"])
def report(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / f"{request.param}.html"
    asked = ["london-2023", "--at", AT, "-o", path]
    if request.param == "outlook":
        futures = ["--assumptions", "published", "--futures", "300", "--until", "+2d", "--runs", "20"]
        subprocess.run([STANDTO, "outlook", *asked, *futures], check=False, capture_output=True)
        # The status says that something is short in most futures, so only the file says that there is one.
        assert path.exists()
    else:
        subprocess.run([STANDTO, "sitrep", *asked, "--audience", request.param], check=True, capture_output=True)
    return path


def faults(page):
    """What axe finds, each with the first place where it finds it."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing")
    found = axe.Axe().run(page)
    return [(fault["id"], fault["help"], fault["nodes"][0]["html"]) for fault in found.response["violations"]]


def test_a_report_opens_without_a_network_and_without_a_fault(opened, report):
    page = opened(report)
    assert page.faults == []
    assert page.locator("h1").count() == 1


def test_a_report_fetches_nothing_but_itself(opened, report):
    page = opened(report)
    entries = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [name for name in entries if not name.startswith("data:")] == []
    assert page.locator("script").count() == 0


def test_axe_finds_no_fault_in_a_report(opened, report):
    page = opened(report)
    page.evaluate(OPEN_ALL)
    assert faults(page) == []


def test_axe_finds_no_fault_on_a_narrow_screen(opened, report):
    page = opened(report, viewport=NARROW)
    page.evaluate(OPEN_ALL)
    assert faults(page) == []


@pytest.mark.parametrize("width", [320, 360])
def test_a_report_fits_a_narrow_screen(opened, report, width):
    page = opened(report, viewport={"width": width, "height": 640})
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_report_fits_a_screen_with_letters_twice_as_large(opened, report):
    page = opened(report, viewport={"width": 640, "height": 640})
    page.add_style_tag(content="html { font-size: 200%; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_the_keyboard_reaches_everything_and_shows_where_it_is(opened, report):
    page = opened(report)
    page.evaluate(OPEN_ALL)
    places = page.evaluate(REACHABLE)
    for number in range(1, places + 1):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        assert here == {"body": False, "marked": True, "inside": True, "reached": number}


def test_the_first_link_skips_the_head(opened, report):
    page = opened(report)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"


def test_the_table_of_a_picture_opens_with_the_keyboard(opened, report):
    page = opened(report)
    tables = page.locator("details")
    if tables.count() == 0:
        assert report.name == "public.html"
        return
    tables.first.locator("summary").focus()
    page.keyboard.press("Enter")
    assert tables.first.locator("table").is_visible()


def test_a_report_prints_on_pages_that_hold_its_width(opened, report):
    page = opened(report, viewport={"width": 686, "height": 1000})  # A4 between margins of 14 mm
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 686
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_a_printed_report_has_what_a_reader_needs_and_no_more(opened, report):
    page = opened(report)
    page.emulate_media(media="print")
    shown = {place: page.locator(place).first.is_visible() for place in ("h1", ".summary", ".skip", "header.marking")}
    assert shown == {"h1": True, ".summary": True, ".skip": False, "header.marking": False}
    # In place of the head and the foot of the screen, every sheet has the marking in its margins.
    margins = page.locator("style").inner_text()
    assert margins.count("@top-center { content:") == margins.count("@bottom-center { content:") == 1
