"""Routes of looking back."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.look_back import (
    change_views,
    csv_export,
    decision_views,
    entry_views,
    moment_views,
    verify_views,
)

urlpatterns = [
    path("", moment_views.moment, name="look-back"),
    path("changes/", change_views.changes, name="look-back-changes"),
    path("decisions/", decision_views.decisions, name="look-back-decisions"),
    path("decisions/nth/<int:place>/", decision_views.nth_decision, name="look-back-nth-decision"),
    path("decisions/<int:sequence>/", decision_views.decision, name="look-back-decision"),
    path("entries/", entry_views.entries, name="look-back-entries"),
    path("entries/file/", csv_export.entries_csv, name="look-back-entries-csv"),
    path("entries/person/", entry_views.person, name="look-back-person"),
    path("entries/<int:sequence>/", entry_views.entry, name="look-back-entry"),
    path("verify/", verify_views.verify, name="look-back-verify"),
    path("verify/anchor/", verify_views.anchor, name="look-back-verify-anchor"),
]
