"""The ASGI application that servers run."""

from __future__ import annotations

import os
from logging import captureWarnings
from typing import Any
from warnings import filterwarnings

from standto_desk.service.body_limits import MOST_BYTES, bodies_within
from standto_desk.service.connection_limits import within_limits
from standto_desk.service.departure_notes import noting_departures
from standto_desk.service.environment import read_environment
from standto_desk.service.lifespan import with_lifespan

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "standto_desk.service.settings")
ENVIRONMENT = read_environment(os.environ, serving=True)


def _application() -> Any:
    from django.conf import settings

    from standto_desk.service.server_urls import pooled

    settings.DATABASES["default"] = pooled(settings.DATABASES["default"], workers=ENVIRONMENT.workers)
    import django

    django.setup(set_prefix=False)
    from standto_desk.service.one_thread import OneThreadHandler

    # Warnings become lines of the log, without values from requests.
    captureWarnings(True)
    # WhiteNoise answers with small files, so it does no harm that Django reads each at once.
    filterwarnings("ignore", "StreamingHttpResponse must consume synchronous iterators")
    return OneThreadHandler()


application = bodies_within(noting_departures(_application()), MOST_BYTES)
if ENVIRONMENT.trusted_proxy:
    application = within_limits(application, ENVIRONMENT.connections_of_address)
application = with_lifespan(application)
