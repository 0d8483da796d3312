"""The zone that times are shown in: the one of the scenario in the ledger."""

from __future__ import annotations

import json
import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from standto_desk.clock import now
from standto_desk.components.moments import speak_as_of
from standto_desk.ledger.models import Entry

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SCENARIO = "scenario"
"""The kind and the subject of the row that holds the settings of the scenario."""
LEFT_ALONE = ("health", "ready")
"""Routes that must answer when the database does not."""


class ActivateZone(MiddlewareMixin):
    """Shows times in the zone of the force, on the pages too that a request gets that never comes to a view."""

    def process_request(self, request: HttpRequest) -> None:
        """Activate the zone before anything can be refused or not be found."""
        if request.path not in [reverse(name) for name in LEFT_ALONE]:
            timezone.activate(zone_in_force())
            speak_as_of(now())

    def process_response(self, _request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Leave no zone behind for the next request."""
        timezone.deactivate()
        speak_as_of(None)
        return response


def zone_in_force() -> str:
    """Return the name of the zone of the scenario that was entered last; UTC where there is none yet."""
    rows = Entry.objects.filter(sort="row", kind=SCENARIO, subject=SCENARIO, step="set")
    body = rows.order_by("-sequence").values_list("body", flat=True).first()
    return _zone(body) if body else "UTC"


@lru_cache(maxsize=16)
def _zone(body: str) -> str:
    """Return the zone's name in the row of a scenario."""
    return str(tomllib.loads(json.loads(body)["toml"])["timezone"])
