"""Routes of what-ifs."""

from __future__ import annotations

from django.urls import path

from standto_desk.kit.kept_views import kept_routes
from standto_desk.pages.supposing import kept_views, trying_views

urlpatterns = [
    *kept_routes(kept_views.PAGES, ""),
    path("new/", trying_views.new, name="what-if-new"),
    path("try/<slug:key>/", trying_views.tried, name="what-if-tried"),
    path("try/<slug:key>/add/<slug:kind>/", trying_views.add, name="what-if-add"),
    path("try/<slug:key>/keep/", trying_views.keep_tried, name="what-if-keep"),
    path("<int:number>/", kept_views.one, name="what-if-kept"),
]
