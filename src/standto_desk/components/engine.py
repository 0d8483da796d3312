"""The environment of the templates: text is escaped, an unknown name is an error, times are in words."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BoundField
from django.urls import reverse
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from standto.model.words import several, with_article
from standto.wording import between, counted, listed
from standto_desk.access.emails import mail_is_set_up
from standto_desk.access.outside_sign_in import provider_name
from standto_desk.components import cells, fields, moments
from standto_desk.components.cover_chart import cover_picture
from standto_desk.components.design_system import govuk
from standto_desk.components.fan_chart import fan_picture
from standto_desk.components.heat_chart import heat_picture
from standto_desk.components.margin_chart import margin_picture
from standto_desk.components.spoken import answer_words, id_words, rest_here, said, words_here


def environment(**options: Any) -> Environment:
    """Return the environment in which Django's Jinja2 backend renders pages.

    Parameters
    ----------
    options
        Django's options for the backend: the loader, above all.
    """
    made = Environment(
        loader=options["loader"],
        auto_reload=options.get("auto_reload", False),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )
    made.globals.update(GLOBALS)
    made.filters.update(FILTERS)
    return made


@pass_context
def field(context: Context, bound: BoundField, **how: Any) -> Markup:
    """Return a field as markup, as of the time of its page."""
    return fields.field(bound, now=context.get("now"), **how)


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of a route, worked out once: a page has dozens of them."""
    return _address(name, args, tuple(kwargs.items()))


@lru_cache(maxsize=8192)
def _address(name: str, args: tuple[Any, ...], named: tuple[tuple[str, Any], ...]) -> str:
    return reverse(name, args=args or None, kwargs=dict(named) or None)


@pass_context
def _said(_: Context, phrase: str) -> str:
    """Return a phrase in the scenario's words: with the context, so that no constant is worked out only once."""
    return said(phrase)


@pass_context
def _id_words(_: Context, name: str) -> str:
    """Return an id in the scenario's words, worked out anew each time too."""
    return id_words(name)


GLOBALS = {
    "url": url,
    "sends_mail": mail_is_set_up,
    "provider_name": provider_name,
    "static": staticfiles_storage.url,
    "govuk": govuk,
    "field": field,
    "faults_of": fields.faults_of,
    "here": moments.here,
    "words_here": words_here,
    "rest_here": rest_here,
    "MARKS": cells.MARKS,
    "cell": cells.cell,
    "table_rows": cells.table_rows,
    "is_numeric": cells.is_numeric,
    "time_of": cells.time,
    "tag_of": cells.tag,
    "cover_picture": cover_picture,
    "margin_picture": margin_picture,
    "heat_picture": heat_picture,
    "fan_picture": fan_picture,
}
"""The names that every template knows."""

FILTERS = {
    "moment": moments.moment,
    "short_moment": moments.short_moment,
    "span": moments.span,
    "ago": moments.ago,
    "until": between,
    "counted": counted,
    "listed": listed,
    "id_words": _id_words,
    "answer_words": answer_words,
    "said": _said,
    "with_article": with_article,
    "several": several,
    "first_capital": lambda words: f"{words[:1].upper()}{words[1:]}",
}
"""The filters that every template knows."""
