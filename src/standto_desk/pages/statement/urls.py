"""Routes of cover statements."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.statement import file_views, preparing, views

urlpatterns = [
    path("", views.cover_statement, name="statement"),
    path("file/<str:form>/", file_views.statement_file, name="statement-file"),
    path("prepare/", preparing.prepare, name="statement-prepare"),
    path("entries/", views.entries_behind, name="statement-entries"),
]
