"""Routes of situation reports at the desk."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.reports import report_views, statement_views, views

urlpatterns = [
    path("", views.archive, name="reports"),
    path("new/", views.draft, name="report-new"),
    path("statement/", statement_views.draft_statement, name="report-statement"),
    path("no-change/<slug:audience>/", views.no_change, name="report-no-change"),
    path("<int:number>/", report_views.one, name="report"),
    path("<int:number>/words/<slug:section>/", report_views.words, name="report-words"),
    path("<int:number>/approve/", report_views.approve, name="report-approve"),
    path("<int:number>/publish/", report_views.publish, name="report-publish"),
    path("<int:number>/withdraw/", report_views.withdraw, name="report-withdraw"),
    path("<int:number>/file/<slug:form>/", report_views.report_file, name="report-file"),
]
