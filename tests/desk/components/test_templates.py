from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.test import RequestFactory

from tests.desk.components.rendering import tree

DESK = Path(__file__).resolve().parents[3] / "src" / "standto_desk"
STATIC = DESK / "static" / "desk"
KEPT = "kept.html"
"""The last board, which is kept as a file and opened without the desk: it brings its own style with it."""
TEMPLATES = sorted(path for path in DESK.rglob("templates/**/*.html") if path.name != KEPT)
# What a content policy without 'unsafe-inline' and 'unsafe-eval' forbids, and what asks another host.
FORBIDDEN = re.compile(
    r"""<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|javascript:|\shx-on|\shx-vals=['"]js:|(src|href)=['"]https?:"""
)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(DESK).as_posix())
def test_no_template_holds_what_the_content_policy_forbids(template):
    text = template.read_text(encoding="utf-8")
    assert FORBIDDEN.findall(text) == []
    engines["jinja2"].env.parse(text)


def test_the_style_sheet_loads_nothing_from_elsewhere():
    style = (STATIC / "desk.css").read_text(encoding="utf-8")
    assert re.findall(r"url\((?!data:)[^)]*\)|@import", style) == []
    assert "GDS Transport" not in style
    assert len(style) < 120_000


def test_what_is_copied_in_has_its_licence_beside_it():
    notices = (STATIC / "LICENSES.txt").read_text(encoding="utf-8")
    wanted = json.loads((DESK.parents[1] / "assets" / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    for name, file in (("govuk-frontend", "govuk-frontend.js"), ("htmx.org", "htmx.js")):
        assert f"{name.removesuffix('.org')} {wanted[name]}: {file}" in notices
        assert (STATIC / file).is_file()


def test_htmx_runs_no_text_and_keeps_no_page():
    head = tree(engines["jinja2"].get_template("404.html").render()).one("meta", name_="htmx-config")
    config = json.loads(head.attributes["content"])
    unsafe = {
        key: config[key] for key in ("allowEval", "allowScriptTags", "includeIndicatorStyles", "historyCacheSize")
    }
    assert unsafe == {
        "allowEval": False,
        "allowScriptTags": False,
        "includeIndicatorStyles": False,
        "historyCacheSize": 0,
    }


def test_the_page_for_a_form_that_is_too_large_says_how_large_one_may_be():
    page = engines["jinja2"].get_template("400.html").render()
    bytes_allowed, fields = settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    assert f"up to {bytes_allowed:,} bytes and {fields:,} fields" in page


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500", "503"])
def test_a_page_of_an_error_needs_nothing_that_could_fail_too(name):
    page = tree(engines["jinja2"].get_template(f"{name}.html").render())
    assert page.one("title").text == f"{page.one('h1').text} – Standto"
    assert page.one("html").attributes["lang"] == "en-GB"
    assert page.all("nav") == []


def test_the_first_link_skips_the_head():
    page = tree(engines["jinja2"].get_template("404.html").render())
    assert page.all("a")[0].attributes["href"] == f"#{page.one('main').attributes['id']}"


def test_a_screen_for_a_room_is_asked_for_by_its_address():
    asked = [RequestFactory().get("/", query) for query in ({}, {"screen": "wall"}, {"screen": "other"})]
    env = engines["jinja2"].env
    bodies = [tree(env.get_template("404.html").render(request=each)).one("body") for each in asked]
    assert ["desk-wall" in body.attributes["class"].split() for body in bodies] == [False, True, False]


def test_the_layout_shows_where_the_account_may_go_and_who_is_signed_in():
    around = {
        "navigation": [{"text": "Board", "href": "/", "current": True}, {"text": "Record", "href": "/record/"}],
        "signed_in": {"name": "officer-1", "post": "gold", "href": "/mine/"},
        "csrf_input": "",
        "bar": {"text": "The clock of a demonstration"},
    }
    page = tree(engines["jinja2"].env.get_template("404.html").render(**around))
    links = page.one("nav").all("a")
    assert [(link.text, link.attributes.get("aria-current")) for link in links] == [("Board", "page"), ("Record", None)]
    assert page.one(class_="desk-masthead__account").text == "Find officer-1, gold Sign out"
    assert page.one(class_="desk-bar").text == "The clock of a demonstration"
