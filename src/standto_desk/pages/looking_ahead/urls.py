"""Routes of outlooks."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.looking_ahead import asking_views, kept_outlook_views, set_views

urlpatterns = [
    path("", asking_views.ask, name="outlook"),
    path("keep/", asking_views.keep, name="outlook-keep"),
    path("kept/", kept_outlook_views.kept_list, name="outlooks-kept"),
    path("compare/", kept_outlook_views.compare, name="outlook-compare"),
    path("assumptions/", set_views.sets, name="assumptions"),
    path("assumptions/<int:number>/", set_views.one, name="assumptions-of"),
    path("assumptions/<int:number>/end/", set_views.end, name="assumptions-end"),
    path("<int:number>/", kept_outlook_views.one, name="outlook-kept"),
    path("<int:number>/rename/", kept_outlook_views.rename_kept, name="outlook-rename"),
    path("<int:number>/show/", kept_outlook_views.show_kept, name="outlook-show"),
    path("<int:number>/end/", kept_outlook_views.end_kept, name="outlook-end"),
    path("<int:number>/looked/", kept_outlook_views.looked, name="outlook-looked"),
]
