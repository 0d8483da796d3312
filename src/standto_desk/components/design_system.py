"""The components of the GOV.UK Design System, as functions of their parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup


def govuk(name: str, params: Mapping[str, Any], caller: Callable[[], Markup] | None = None) -> Markup:
    """Return a component as markup.

    Parameters
    ----------
    name
        The component's name in the Design System, such as ``date-input``.
    params
        Its parameters, by their names there; ``text`` is escaped, ``html`` is not.
    caller
        The content of the component, from a call block.
    """
    macro = _macro(name)
    markup: Markup = macro(params, caller=caller) if caller else macro(params)
    return markup


@cache
def _macro(name: str) -> Callable[..., Markup]:
    module = _environment().get_template(f"govuk_frontend_jinja/components/{name}/macro.html").module
    macro: Callable[..., Markup] = getattr(module, "govuk" + "".join(part.capitalize() for part in name.split("-")))
    return macro


@cache
def _environment() -> Environment:
    """Return the environment of the components; unlike pages, they use parameters that were not given."""
    return Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        auto_reload=False,
        autoescape=True,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
