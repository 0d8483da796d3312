"""Routes of long work."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.jobs import views

urlpatterns = [
    path("", views.own_jobs, name="jobs"),
    path("rebuild/", views.rebuild, name="rebuild"),
    path("<uuid:key>/", views.show_job, name="job"),
    path("<uuid:key>/cancel/", views.cancel_job, name="job-cancel"),
    path("<uuid:key>/file/", views.job_file, name="job-file"),
]
