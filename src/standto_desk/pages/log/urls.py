"""Routes of the log."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.log import views

urlpatterns = [
    path("", views.log, name="log"),
    path("file/", views.log_csv, name="log-file"),
    path("write/", views.write, name="log-write"),
    path("<int:sequence>/", views.one, name="log-line"),
    path("<int:sequence>/change/", views.change, name="log-change"),
    path("<int:sequence>/done/", views.done, name="log-done"),
    path("<int:sequence>/reopen/", views.reopen, name="log-reopen"),
]
