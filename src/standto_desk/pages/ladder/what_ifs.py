"""The first values of a ladder form that a what-if led to: a number, and a sentence about it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from standto_desk.acts.supposing.kept import find_kept
from standto_desk.components.moments import short_moment
from standto_desk.kit.act_forms import number_in
from standto_desk.pages.ladder.forms import MOST_PLACES


def number_asked(request: HttpRequest) -> dict[str, int]:
    """Return the number of places that an address names, as a form's first value; nothing without one."""
    count = number_in(request.GET.get("count", ""))
    return {"count": count} if 0 < count <= MOST_PLACES else {}


def filled_by_what_if(request: HttpRequest, information: str) -> dict[str, Any]:
    """Return the first values of a form that the address of a what-if names; nothing of a form without one.

    Parameters
    ----------
    information
        The draft that the sentence about the what-if follows.
    """
    found: dict[str, Any] = {**number_asked(request)}
    kept = find_kept(request.user, number_in(request.GET.get("what-if", "")))
    if kept is not None:
        sentences = "; ".join(kept.supposed)
        words = f"What if “{kept.name}”, kept {short_moment(kept.made)}, supposes: {sentences}."
        found["information"] = f"{information}\n\n{words}".strip()
    return found
