"""A page with every component, in Chromium, under the content policy that the desk sends."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone

from standto.model.time import HOUR
from standto.model.zone import Zone
from standto_desk.components.date_and_time import DateAndTimeField

pytestmark = pytest.mark.browser

HOST = "http://desk.test"
DESK = Path(__file__).resolve().parents[3] / "src" / "standto_desk"
HERE = Path(__file__).parent
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
START = Zone("Europe/London").instant(datetime(2023, 10, 28, 14))


class Asking(forms.Form):
    count = forms.IntegerField(label="How many?", help_text="A whole number")
    kind = forms.ChoiceField(label="What happened?", choices=[("a", "One"), ("b", "Other")], widget=forms.RadioSelect)
    pools = forms.MultipleChoiceField(
        label="Which pools?", choices=[("x", "First"), ("y", "Second")], widget=forms.CheckboxSelectMultiple
    )
    pool = forms.ChoiceField(label="Pool", choices=[("x", "First"), ("y", "Second")])
    why = forms.CharField(label="Why", widget=forms.Textarea)
    began = DateAndTimeField(label="When it began", help_text="For example, 23 9 2023 at 14:05")
    sure = forms.BooleanField(label="I have read this")
    sheet = forms.FileField(label="List")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)


def drawn(address: str, entries: int) -> str:
    """The page of every component, as the desk would draw it after so many entries."""
    parts = urlsplit(address)
    windows = [
        {"start": START, "until": START + 9 * HOUR, "required": 12, "filled": 8},
        {"start": START + 9 * HOUR, "until": START + 80 * HOUR, "required": 12, "filled": 12},
    ]
    context = {
        "request": RequestFactory().get(f"{parts.path}?{parts.query}"),
        "csrf_input": "",
        "now": START + HOUR,
        "start": START,
        "until": START + 72 * HOUR,
        "duties": [{"name": "Embassy posts with a name as long as names get", "windows": windows}] * 3,
        "steps": [{"start": START, "until": START + 72 * HOUR, "margin": 3}],
        "entries": entries,
        "form": Asking({"began_0": "31", "began_1": "2"}) if "wrong" in parts.query else Asking(),
        "navigation": [
            {"text": name, "href": "/", "current": name == "Board"} for name in ("Board", "Record", "Ladder")
        ],
        "signed_in": {"name": "officer-1", "post": "gold", "href": "/"},
        "bar": {"text": f"The clock of a demonstration, after {entries}"},
    }
    with timezone.override("Europe/London"):
        source = (HERE / "every_component.html").read_text(encoding="utf-8")
        return engines["jinja2"].env.from_string(source).render(context)


@pytest.fixture
def opened(chromium):
    """Open the page as the desk would serve it; `page.desk["entries"]` goes up to make a new one."""
    contexts = []

    def open_page(query="", **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.faults, page.desk = [], {"entries": 1, "streams": 0, "answers": True}
        page.on("console", lambda message: message.type in ("error", "warning") and page.faults.append(message.text))
        page.on("pageerror", lambda error: page.faults.append(str(error)))

        def serve(route):
            path = urlsplit(route.request.url).path
            if path.startswith("/static/"):
                file = DESK / "static" / path.split("/", 3)[3]  # without the digest
                route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])
            elif path == "/live/":
                page.desk["streams"] += 1
                told = f"retry: 200\n\nevent: entry\ndata: {page.desk['streams']}\n\n"
                route.fulfill(body=told, content_type="text/event-stream")
            elif page.desk["answers"]:
                body = drawn(route.request.url, page.desk["entries"])
                route.fulfill(body=body, content_type="text/html", headers={"Content-Security-Policy": POLICY})
            else:
                route.fulfill(status=503, body="")

        context.route(f"{HOST}/**", serve)
        page.goto(f"{HOST}/{query}")
        return page

    yield open_page
    for context in contexts:
        context.close()


def faults(page):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing")
    found = axe.Axe().run(page)
    return [(fault["id"], fault["help"], fault["nodes"][0]["html"]) for fault in found.response["violations"]]


@pytest.mark.parametrize(("query", "width"), [("", 320), ("?wrong", 360), ("", 1280), ("?screen=wall", 1920)])
def test_every_component_passes_axe_and_fits(opened, query, width):
    page = opened(query, viewport={"width": width, "height": 740}, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_content_policy_stops_nothing(opened):
    page = opened()
    page.wait_for_selector("[data-state=live]")
    assert page.faults == []
    assert "govuk-frontend-supported" in page.locator("body").get_attribute("class").split()
    assert page.evaluate("htmx.config.allowEval") is False
    assert page.locator("[data-print]").is_visible()


def test_without_scripts_everything_is_there(opened):
    page = opened("?wrong", java_script_enabled=False, viewport={"width": 360, "height": 740})
    assert page.get_by_role("link", name="Record").is_visible()
    assert page.get_by_role("button", name="Record").is_visible()
    assert page.get_by_text("This is the page as it was when you loaded it.").is_visible()
    assert page.locator("[data-print]").is_hidden()
    page.get_by_text("How this is reckoned").click()
    assert page.get_by_text("By counting.").is_visible()


def test_an_entry_is_shown_and_what_somebody_has_opened_stays_open(opened):
    page = opened()
    page.locator("#how summary").click()
    page.desk["entries"] = 2
    page.get_by_text("2 entries").wait_for()
    assert page.get_by_role("region", name="This desk").inner_text() == "The clock of a demonstration, after 2"
    assert page.locator("#how").get_attribute("open") is not None
    assert page.evaluate("document.activeElement.matches('#how summary')")
    page.locator("#typed").fill("half a word")
    page.desk["entries"] = 3
    page.get_by_text("3 entries").wait_for()
    assert page.locator("#typed").input_value() == "half a word"


def test_a_page_that_is_no_longer_live_says_so_and_comes_back(opened):
    page = opened()
    page.wait_for_selector("[data-state=live]")
    page.desk["answers"] = False
    page.wait_for_selector("[data-state=lost]")
    assert "What is shown may be out of date" in page.locator("[data-live-status]").inner_text()
    page.desk["answers"] = True
    page.wait_for_selector("[data-state=live]")


CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
REACHABLE = f"""() => [...document.querySelectorAll("{CONTROLS}")].filter(
    each => each.checkVisibility() && !each.closest('details:not([open]) > :not(summary)')
).length"""
# A radio's and a checkbox's mark is drawn beside it, on its label.
MARKED = """() => {
    const each = document.activeElement, beside = each.nextElementSibling;
    const styles = [getComputedStyle(each), ...(beside ? [getComputedStyle(beside, '::before')] : [])];
    const marked = styles.some(style => style.outlineStyle !== 'none' || style.boxShadow !== 'none');
    return each === document.body ? 'end' : marked || each.outerHTML.slice(0, 90);
}"""


def test_the_keyboard_reaches_every_control_and_shows_where_it_is(opened):
    page = opened()
    seen = set()
    for _ in range(page.evaluate(REACHABLE)):
        page.keyboard.press("Tab")
        seen.add(page.evaluate(MARKED))
    # Radios are one stop, and so the end is reached before as many stops as there are controls.
    assert seen == {True, "end"}


def test_paper_has_no_controls_and_holds_its_width(opened):
    page = opened(viewport={"width": 686, "height": 1000})  # A4 between margins of 14 mm
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 687  # tables round up to whole pixels
    hidden = (".govuk-service-navigation", ".govuk-button", ".govuk-skip-link", ".desk-masthead__account")
    assert [page.locator(place).first.is_visible() for place in hidden] == [False] * 4
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_forced_colours_keep_charts_readable(opened):
    page = opened(forced_colors="active")
    assert page.locator(".desk-chart svg[role=img]").first.is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.desk-chart text')).fill") != "rgb(11, 12, 12)"
