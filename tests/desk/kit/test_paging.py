"""Long lists, a page at a time."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from standto_desk.kit.paging import page_of


@pytest.mark.parametrize(("asked", "shown"), [("", [1, 2]), ("2", [3, 4]), ("9", [5]), ("x", [1, 2])])
def test_a_page_that_is_not_there_is_the_nearest(asked, shown):
    request = RequestFactory().get("/", {"page": asked})
    assert list(page_of(request, [1, 2, 3, 4, 5], 2)) == shown


def test_a_page_keeps_what_was_asked_for():
    request = RequestFactory().get("/")
    assert page_of(request, [], 2, {"kind": "aid asked"}).query == "kind=aid+asked&"
    assert page_of(request, [], 2).query == ""
