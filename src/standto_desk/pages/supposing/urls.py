"""Routes of what-ifs."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.supposing import kept_views, trying_views

urlpatterns = [
    path("", kept_views.kept_list, name="what-if"),
    path("new/", trying_views.new, name="what-if-new"),
    path("compare/", kept_views.compare, name="what-if-compare"),
    path("try/<slug:key>/", trying_views.tried, name="what-if-tried"),
    path("try/<slug:key>/add/<slug:kind>/", trying_views.add, name="what-if-add"),
    path("try/<slug:key>/keep/", trying_views.keep_tried, name="what-if-keep"),
    path("<int:number>/", kept_views.one, name="what-if-kept"),
    path("<int:number>/rename/", kept_views.rename_kept, name="what-if-rename"),
    path("<int:number>/show/", kept_views.show_kept, name="what-if-show"),
    path("<int:number>/end/", kept_views.end_kept, name="what-if-end"),
    path("<int:number>/looked/", kept_views.looked, name="what-if-looked"),
]
