from __future__ import annotations

import pytest
from django.test import Client

from standto_desk.access.roles import Role
from tests.desk.components.rendering import tree


def page_of(browser):
    return tree(browser.get("/account/second-factor/").content.decode())


@pytest.mark.parametrize("role", list(Role))
def test_the_navigation_has_no_link_to_a_page_that_the_account_may_not_open(client_as, role):
    browser = client_as(role)
    links = [each.attributes["href"] for nav in page_of(browser).all("nav") for each in nav.all("a")]
    assert [(link, status) for link in links if (status := browser.get(link).status_code) in (403, 404)] == []


def test_the_head_says_who_is_signed_in_and_as_which_post(client_as):
    browser = client_as("commander", post="gold", username="commander-7")
    assert page_of(browser).one(class_="desk-masthead__account").text == "Find commander-7, gold Sign out"


def test_anonymous_users_see_no_navigation(client_as):
    page = tree(client_as(None).get("/account/login/").content.decode())
    assert (page.all("nav"), page.all(class_="desk-masthead__account")) == ([], [])


def test_a_page_that_refuses_shows_the_same_clock_as_every_other(weekend, client_as):
    browser = client_as("viewer")
    strict = Client(enforce_csrf_checks=True)
    answers = [
        browser.get("/"),
        browser.get("/no/such/page/"),
        browser.get("/", headers={"host": "elsewhere.example"}),
        strict.post("/account/login/", {"login": "a", "password": "b"}),
    ]
    assert [answer.status_code for answer in answers] == [200, 404, 400, 403]
    clocks = [tree(answer.content.decode()).one("time", id="clock").text for answer in answers]
    assert clocks == ["Saturday 23 September 2023, 12:00 BST"] * 4
