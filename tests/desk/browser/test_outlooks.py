"""An outlook goes from sliders to a commander: wide, on a phone, without scripts, by axe and by keyboard."""

from __future__ import annotations

import os
import shutil

import pytest
from django.db import connection

from standto.scenario.folder import locate
from standto_desk.picture.engine_loading import engine
from standto_desk.picture.showing import picture_now
from tests.desk.browser.conftest import PASSWORD, PHONE, WIDE
from tests.desk.databases import point_at
from tests.desk.people import account_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SHOTS = os.environ.get("OUTLOOK_SHOTS", "")


@pytest.fixture(scope="module")
def server(tmp_path_factory, weekend_sqlite, served):
    path = tmp_path_factory.mktemp("outlooks") / "desk.sqlite3"
    shutil.copy(weekend_sqlite, path)
    url = point_at(f"sqlite:///{path}")
    # What this process compiles, the server's finds ready: a browser does not wait for minutes.
    engine.load_here(picture_now())
    account_of("planner", username="planner", password=PASSWORD)
    account_of("commander", username="commander", password=PASSWORD, post="strategic-commander")
    yield served(url)
    connection.close()


@pytest.fixture(scope="module")
def looked_at():
    """Look at the page of a visitor: axe finds nothing, and nothing scrolls sideways."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing").Axe()

    def look(visitor, name=""):
        violations = axe.run(visitor.page).response["violations"]
        assert [one["id"] for one in violations] == [], visitor.page.url
        wide = visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, visitor.page.url
        if SHOTS and name:
            size = visitor.page.viewport_size["width"]
            visitor.page.screenshot(path=f"{SHOTS}/{name}-{size}.png", full_page=True)

    return look


@pytest.mark.parametrize(("size", "scripts"), [(WIDE, True), (PHONE, True), (PHONE, False)])
def test_an_outlook_goes_from_sliders_to_a_commander(server, visitors, looked_at, size, scripts):
    # axe puts itself into the page, and runs as a script.
    look = looked_at if scripts else lambda visitor, name="": None
    options = {"viewport": size, "java_script_enabled": scripts, "bypass_csp": scripts}
    planner, commander = (visitors(server, name, **options) for name in ("planner", "commander"))
    name = f"60 to 300 by Sunday, {size['width']} {scripts}"
    planner.goes_to("/outlook/")
    look(planner, "first")
    planner.goes_to("/outlook/?screen=wall")
    look(planner)
    planner.goes_to("/outlook/")
    # Another question without scripts: the answer to one that was sharpened before is sharp at once.
    planner.fills(least="60", most="300" if scripts else "299", over_hours="48")
    if scripts:
        planner.finds("10,000 futures, each judged")
    else:
        planner.presses("Show the outlook")
        while "being prepared" in planner.words:
            planner.follows("Check again")
        planner.finds("1,000 futures, each judged")
        planner.follows("Sharpen it")
        planner.finds("10,000 futures, each judged")
    look(planner, "answer")
    planner.follows("Keep this under a name")
    look(planner, "keep")
    planner.fills(name=name)
    planner.presses("Keep it")
    look(planner, "kept")
    planner.follows("Show it to a commander")
    look(planner)
    planner.page.locator("[name=to]").select_option(label="commander")
    planner.fills(note="Look at Sunday.")
    planner.presses("Show it")
    planner.finds("It waits for them")
    commander.goes_to("/outlook/")
    commander.follows(name)
    commander.finds("Look at Sunday.")
    commander.presses("I have looked at it")
    commander.goes_to("/outlook/kept/")
    look(commander, "list")
    commander.page.locator("[name=kept]").first.check()
    commander.presses("Compare them")
    look(commander, "compare")
    assert planner.faults + commander.faults == []


def test_a_set_of_assumptions_is_sent_and_used(server, visitors, looked_at):
    planner = visitors(server, "planner", viewport=PHONE, bypass_csp=True)
    planner.goes_to("/outlook/assumptions/")
    looked_at(planner, "sets")
    planner.page.locator("[name=file]").set_input_files(locate("london-2023") / "assumptions" / "published.toml")
    planner.presses("Keep it")
    looked_at(planner, "set")
    planner.follows("Use it in an outlook")
    planner.finds("10,000 futures, each judged")
    looked_at(planner, "used")


def test_a_slider_moves_by_keyboard_and_its_number_with_it(server, visitors):
    planner = visitors(server, "planner")
    planner.goes_to("/outlook/")
    slider = planner.page.get_by_label("At most this many step back: slider").first
    slider.focus()
    for _ in range(3):
        planner.page.keyboard.press("ArrowRight")
    assert planner.page.locator("[name=most]").input_value() == "3"
    planner.finds("10,000 futures, each judged")
    assert planner.page.evaluate("document.activeElement.dataset.slider") == "id_most"


NOTE_SHIFTS = """
document.addEventListener("htmx:beforeSwap", () => { window.shifts = []; });
new PerformanceObserver((list) => { for (const each of list.getEntries()) window.shifts?.push(each.value); })
  .observe({ type: "layout-shift" });
"""
"""Notes what moves on the page after a part of it was fetched."""


@pytest.mark.parametrize("size", [WIDE, {"width": 375, "height": 812}])
def test_nothing_moves_as_the_answer_sharpens_and_what_is_open_stays_open(server, visitors, size):
    planner = visitors(server, "planner", viewport=size)
    planner.page.add_init_script(NOTE_SHIFTS)
    planner.goes_to(f"/outlook/?most=90&seed={size['width']}")
    planner.page.locator("#now-heat-table").evaluate("each => { each.open = true; }")
    planner.finds("10,000 futures, each judged")
    assert planner.page.locator("#now-heat-table").evaluate("each => each.open")
    planner.page.wait_for_timeout(300)
    assert planner.page.evaluate("window.shifts") == []


def bottom(planner, words):
    """Where something that the page says ends, from the top of the screen."""
    box = planner.page.locator("main").get_by_text(words).first.bounding_box()
    return box["y"] + box["height"]


def test_a_phones_first_screen_holds_the_answer(server, visitors):
    planner = visitors(server, "planner", viewport={"width": 375, "height": 812})
    planner.goes_to("/outlook/?least=60&most=300&seed=5")
    bar = planner.page.locator(".desk-bar").bounding_box()["height"]  # a desk in earnest has no clock to set
    found = {
        words: bottom(planner, words) - bar for words in ("Some duty has a gap", "Likeliest to fail", "To ask for:")
    }
    assert {words: place for words, place in found.items() if place > 667} == {}
    assert bottom(planner, "When help can go") <= 812
    assert not planner.page.locator("#assume").evaluate("each => each.open")


def test_a_control_room_sees_the_answer_and_the_sliders_together_wherever_it_reads(server, visitors):
    planner = visitors(server, "planner", viewport={"width": 1440, "height": 900})
    planner.goes_to("/outlook/?least=60&most=300&seed=5")
    planner.page.locator("#now-numbers").scroll_into_view_if_needed()
    assert planner.page.locator("#now-numbers").is_visible()
    box = planner.page.locator("[data-slider=id_most]").bounding_box()
    assert 0 <= box["y"] < 900


def test_before_there_is_an_answer_no_slider_and_no_button_is_scrolled_out_of_view(server, visitors):
    planner = visitors(server, "planner", viewport={"width": 1440, "height": 900})
    planner.goes_to("/outlook/")
    hidden = "each => each.scrollHeight - each.clientHeight"
    assert planner.page.locator(".desk-outlook__sliders").evaluate(hidden) == 0


def test_the_page_says_that_the_answer_is_not_that_of_the_sliders_if_the_desk_does_not_answer(server, visitors):
    planner = visitors(server, "planner")
    planner.goes_to("/outlook/?most=91&seed=5")
    planner.finds("10,000 futures, each judged")
    planner.context.set_offline(True)
    planner.fills(most="92")
    planner.finds("The desk does not answer")
    planner.context.set_offline(False)
    planner.fills(most="93")
    planner.page.get_by_text("The desk does not answer").wait_for(state="hidden")
