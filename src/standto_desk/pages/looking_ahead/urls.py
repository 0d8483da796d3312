"""Routes of outlooks."""

from __future__ import annotations

from django.urls import path

from standto_desk.kit.kept_views import kept_routes
from standto_desk.pages.looking_ahead import asking_views, kept_outlook_views, set_views

urlpatterns = [
    path("", asking_views.ask, name="outlook"),
    path("keep/", asking_views.keep, name="outlook-keep"),
    path("assumptions/", set_views.sets, name="assumptions"),
    path("assumptions/<int:number>/", set_views.one, name="assumptions-of"),
    path("assumptions/<int:number>/end/", set_views.end, name="assumptions-end"),
    *kept_routes(kept_outlook_views.PAGES, "kept/"),
    path("<int:number>/", kept_outlook_views.one, name="outlook-kept"),
]
