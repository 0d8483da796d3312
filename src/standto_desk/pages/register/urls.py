"""Routes of the register."""

from __future__ import annotations

from typing import Any

from django.urls import path

from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.pages.register import (
    change_urls,
    list_views,
    overview_views,
    person_views,
    settings_views,
    thing_views,
)

OF_PEOPLE = tuple(name for name, table in KEPT.items() if table.of_people)

urlpatterns: list[Any] = [
    *change_urls.urlpatterns,
    path("", overview_views.overview, name="register"),
    path("settings/", settings_views.settings, name="register-settings"),
    path("settings/declarations/", settings_views.declarations, name="register-declarations"),
    path("settings/posts/", settings_views.posts, name="register-posts"),
    path("settings/<slug:section>/", settings_views.settings_section, name="register-settings-section"),
    *(
        one
        for name in OF_PEOPLE
        for one in (
            path(f"{name}/", list_views.people_listing, {"table": name}, name=f"register-{name}"),
            path(f"{name}/file/<str:form>/", list_views.people_file, {"table": name}, name=f"register-{name}-file"),
        )
    ),
    path("people/<str:address>/", person_views.person, name="register-person"),
    path("<slug:table>/", list_views.listing, name="register-list"),
    path("<slug:table>/file/<str:form>/", list_views.listing_file, name="register-file"),
    path("<slug:table>/<path:thing>/", thing_views.thing, name="register-thing"),
]
