"""Routes of the pages of things."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.things import crew_views, duty_views, pool_views, recommendation_views

urlpatterns = [
    path("duty/<path:duty>/", duty_views.duty, name="things-duty"),
    path("crew/<path:crew>/", crew_views.crew, name="things-crew"),
    path("pool/<path:pool>/", pool_views.pool, name="things-pool"),
    path("recommendation/<path:name>/", recommendation_views.recommendation, name="things-recommendation"),
]
