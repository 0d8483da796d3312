"""Every route of the desk: one line for each family of pages."""

from __future__ import annotations

from typing import Any

from django.urls import include, path

from standto_desk.pages.accounts.log_views import show_log, show_opening, show_openings
from standto_desk.pages.own.calendar_views import calendar
from standto_desk.service.health_checks import health, ready

handler500 = "standto_desk.service.failures.failed"

urlpatterns: list[Any] = [
    path("", include("standto_desk.pages.board.urls")),
    path("on-duty/", include("standto_desk.pages.on_duty.urls")),
    path("record/", include("standto_desk.pages.recording.urls")),
    path("import/", include("standto_desk.pages.importing.urls")),
    path("call-in/", include("standto_desk.pages.calling_in.urls")),
    path("my/", include("standto_desk.pages.own.urls")),
    path("calendar/<str:secret>.ics", calendar, name="calendar"),
    path("look-back/", include("standto_desk.pages.look_back.urls")),
    path("statement/", include("standto_desk.pages.statement.urls")),
    path("account/", include("standto_desk.pages.accounts.own_urls")),
    path("accounts/", include("standto_desk.pages.accounts.urls")),
    path("security-log/", show_log, name="security-log"),
    path("openings/", show_openings, name="openings"),
    path("openings/<int:number>/", show_opening, name="opening"),
    path("alerts/", include("standto_desk.pages.alerting.urls")),
    path("clock/", include("standto_desk.pages.clock.urls")),
    path("handover/", include("standto_desk.pages.handover.urls")),
    path("ladder/", include("standto_desk.pages.ladder.urls")),
    path("register/", include("standto_desk.pages.register.urls")),
    path("rota/", include("standto_desk.pages.rota.urls")),
    path("set-up/", include("standto_desk.pages.setting_up.urls")),
    path("what-if/", include("standto_desk.pages.supposing.urls")),
    path("outlook/", include("standto_desk.pages.looking_ahead.urls")),
    path("reports/", include("standto_desk.pages.reports.urls")),
    path("public/", include("standto_desk.pages.reports.public_urls")),
    path("log/", include("standto_desk.pages.log.urls")),
    path("find/", include("standto_desk.pages.finding.urls")),
    path("things/", include("standto_desk.pages.things.urls")),
    path("jobs/", include("standto_desk.pages.jobs.urls")),
    path("live/", include("standto_desk.live.urls")),
    path("health/", health, name="health"),
    path("ready/", ready, name="ready"),
]
