"""Filling in a form again that somebody sent after their session had ended, on any page and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from standto_desk.access.kept_forms import KEPT, KeptForm, keep_form, kept_form

FILLED_IN = (
    "You were signed out before you sent the form, or the page was too old. We recorded nothing. "
    "We have filled in your answers again. Check them, choose any file again, then send the form."
)
ATTACKS = ("Origin checking failed", "Referer checking failed")
"""The beginnings of Django's reasons for refusing a form that another site sent."""
AS_THEY_ARE = frozenset({"hidden", "submit", "button", "file", "password", "reset", "image"})
"""The types of inputs that are not filled in again."""

Attributes = list[tuple[str, str | None]]


def fill_in_again(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Fill the form of a page with its kept values, and say that nothing was recorded."""

    def answer(request: HttpRequest) -> HttpResponse:
        called = request.GET.get(KEPT, "") if request.method == "GET" else ""
        kept = kept_form(request.user, called) if called and request.user.is_authenticated else None
        if kept is None:
            return get_response(request)
        messages.warning(request, FILLED_IN)
        response = get_response(request)
        if response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html"):
            response.content = filled(response.content.decode(), request.path, kept).encode()
        return response

    return answer


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form with a wrong token: lead back to its page and fill it in, unless another site sent it."""
    back = None if reason.startswith(ATTACKS) else keep_form(request)
    if back is None:
        return render(request, "403_csrf.html", status=403)
    return redirect(back) if request.user.is_authenticated else redirect_to_login(back)


def filled(page: str, path: str, kept: KeptForm) -> str:
    """Return a page with a kept form filled in.

    Parameters
    ----------
    page, path
        Its markup and its address.
    kept
        The form, with the answers that somebody typed.
    """
    filler = _Filler(path, kept)
    filler.feed(page)
    filler.close()
    return "".join(filler.written)


class _Filler(HTMLParser):
    """A copier of pages that fills in the fields of one form."""

    def __init__(self, path: str, kept: KeptForm) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self._path, self._action = path, kept.action
        self._values = {name: list(values) for name, values in kept.fields.items()}
        self._inside = self._skipping = False
        self._select = ""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Write a tag; fill it in if it is a field of the form."""
        given = dict(attrs)
        if tag == "form":
            there = urlsplit(urljoin(self._path, given.get("action") or self._path)).path
            self._inside = there == self._action and (given.get("method") or "").lower() == "post"
        name = given.get("name") or ""
        if tag == "select":
            self._select = name
        if not self._inside:
            self._write(self.get_starttag_text() or "")
        elif tag == "input":
            self._write(self._input(given, name))
        elif tag == "option" and self._select:
            self._write(_tag(tag, _marked(given, "selected", given.get("value") in self._values.get(self._select, ()))))
        else:
            self._write(self.get_starttag_text() or "")
            if tag == "textarea" and name in self._values:
                self._write(f"\n{escape(self._next(name))}")
                self._skipping = True

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._skipping = self._skipping and tag != "textarea"
        self._inside = self._inside and tag != "form"
        self._select = "" if tag == "select" else self._select
        self._write(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._write(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._write(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._write(f"<!{decl}>")

    def _input(self, given: dict[str, str | None], name: str) -> str:
        kind = (given.get("type") or "text").lower()
        if kind in ("radio", "checkbox"):
            chosen = (given.get("value") or "on") in self._values.get(name, ())
            return _tag("input", _marked(given, "checked", chosen))
        if kind in AS_THEY_ARE or name not in self._values:
            return self.get_starttag_text() or ""
        return _tag("input", {**given, "value": self._next(name)})

    def _next(self, name: str) -> str:
        """Return the next value of a name, because several fields may share it."""
        values = self._values[name]
        return values.pop(0) if len(values) > 1 else "".join(values)

    def _write(self, text: str) -> None:
        """Write a text, unless it is the old content of a field that we filled in."""
        if not self._skipping:
            self.written.append(text)


def _marked(given: dict[str, str | None], mark: str, wanted: bool) -> dict[str, str | None]:
    """Return attributes with or without one that has no value."""
    others = {name: value for name, value in given.items() if name != mark}
    return {**others, mark: None} if wanted else others


def _tag(name: str, given: dict[str, str | None]) -> str:
    attributes = "".join(f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in given.items())
    return f"<{name}{attributes}>"
