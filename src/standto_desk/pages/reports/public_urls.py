"""Routes of pages that need no account."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.reports import public_views

urlpatterns = [
    path("", public_views.public_list, name="public-reports"),
    path("<int:number>/", public_views.public_report, name="public-report"),
    path("<int:number>.<slug:form>", public_views.public_file, name="public-report-file"),
]
