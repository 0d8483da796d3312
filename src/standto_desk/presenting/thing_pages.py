"""The addresses of the pages of duties, crews and pools, by the names that tables call them."""

from __future__ import annotations

from django.urls import reverse

from standto.wording import names_of
from standto_desk.book.moment_tables import NoScenario
from standto_desk.book.situations import situation_at
from standto_desk.clock import now


def pages_of_things() -> dict[str, str]:
    """Return the page of each duty, crew and pool that is planned with now, by its name; empty if nothing is."""
    try:
        scenario = situation_at(now()).scenario
    except NoScenario:
        return {}
    lent = [pool.id for pool in scenario.pools if pool.force != scenario.home]
    named = names_of((*scenario.duties_in_order, *scenario.crews))
    return (
        {pool: reverse("things-pool", args=[pool]) for pool in lent}
        | {named[duty.id]: reverse("things-duty", args=[duty.id]) for duty in scenario.duties}
        | {named[crew.id]: reverse("things-crew", args=[crew.id]) for crew in scenario.crews}
    )
