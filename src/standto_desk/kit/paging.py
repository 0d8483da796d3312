"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.http import urlencode


def page_of(request: HttpRequest, rows: Any, size: int, asked: Mapping[str, Any] | None = None) -> Page:
    """Return the page of some rows that an address asks for; the first or the last if there is no such page.

    Parameters
    ----------
    rows
        A sequence or a query set.
    size
        The number of rows on a page.
    asked
        The filter of the rows: the page keeps it as its ``query``, the beginning of the links to other pages.
    """
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    page.query = f"{urlencode(asked)}&" if asked else ""
    return page
