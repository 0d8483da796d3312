"""Routes of the rota of a month; none of them holds a cipher."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.rota import cell_views, day_views, file_views, grid_views, publish_views

MONTH = "<int:year>/<int:month>/"

urlpatterns = [
    path("", grid_views.this_month, name="rota"),
    path("published/<int:sequence>/", publish_views.published, name="rota-published"),
    path(MONTH, grid_views.people, name="rota-people"),
    path(f"{MONTH}everybody/", grid_views.everybody, name="rota-everybody"),
    path(f"{MONTH}teams/", grid_views.teams, name="rota-teams"),
    path(f"{MONTH}publish/", publish_views.publish, name="rota-publish"),
    path(f"{MONTH}cell/", cell_views.cell, name="rota-cell"),
    path(f"{MONTH}file/<str:form>/", file_views.rota_file, name="rota-file"),
    path(f"{MONTH}<int:day>/", day_views.day, name="rota-day"),
    path(f"{MONTH}<int:day>/people/", day_views.day_people, name="rota-day-people"),
]
