"""A session that is about to end says so, and can be kept, without touching what is typed."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.desk.browser.conftest import PASSWORD
from tests.desk.people import account_of

pytestmark = pytest.mark.browser


@pytest.fixture
def officer(handful_alone, served, visitors):
    account_of("duty-officer", post="duty-officer", username="an-officer", password=PASSWORD)
    connection.close()
    return visitors(served(handful_alone), "an-officer")


def test_some_minutes_before_a_notice_offers_to_stay_signed_in(officer):
    officer.page.clock.install()
    officer.goes_to("/record/")
    officer.fills(people="m0001")
    officer.page.clock.fast_forward(24 * 60_000)
    officer.page.evaluate("() => { window.realFetch = window.fetch; }")
    assert officer.page.locator("#session-ends").count() == 0
    officer.page.evaluate(
        """() => {
            const asked = window.realFetch;
            window.fetch = async (address, how) => {
                if (!how.headers["X-Live"]) return asked(address, how);
                return new Response('<p data-session-seconds="240"></p>');
            };
        }"""
    )
    officer.page.clock.fast_forward(2 * 60_000)
    notice = officer.page.locator("#session-ends")
    notice.wait_for()
    assert "You will be signed out in 4 minutes if you do nothing." in notice.inner_text()
    assert notice.get_attribute("role") == "alert"
    notice.get_by_role("button", name="Stay signed in").click()
    notice.wait_for(state="detached")
    assert officer.page.locator("[name=people]").input_value() == "m0001"
    assert officer.faults == []


def test_a_session_that_another_window_keeps_says_nothing(officer):
    officer.page.clock.install()
    officer.goes_to("/record/")
    officer.page.clock.fast_forward(26 * 60_000)
    officer.page.wait_for_timeout(1000)
    assert officer.page.locator("#session-ends").count() == 0


def test_nobody_is_told_that_they_are_signed_out_while_the_desk_cannot_be_reached(officer):
    officer.page.clock.install()
    officer.goes_to("/record/")
    officer.context.set_offline(True)
    officer.page.clock.fast_forward(26 * 60_000)
    notice = officer.page.locator("#session-ends")
    notice.wait_for()
    assert "You will be signed out in 4 minutes if you do nothing." in notice.inner_text()
    officer.page.clock.fast_forward(4 * 60_000)
    notice.get_by_text("You are signed out.").wait_for()


def test_a_session_that_is_over_before_its_time_is_told_as_such(officer):
    officer.page.clock.install()
    officer.goes_to("/record/")
    officer.context.clear_cookies()
    officer.page.clock.fast_forward(26 * 60_000)
    officer.page.locator("#session-ends").get_by_text("You are signed out.").wait_for()
