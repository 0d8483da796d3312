"""Routes of looking back."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.look_back import (
    change_pages,
    csv_export,
    decision_pages,
    entry_pages,
    moment_pages,
    verify_pages,
)

urlpatterns = [
    path("", moment_pages.moment, name="look-back"),
    path("changes/", change_pages.changes, name="look-back-changes"),
    path("decisions/", decision_pages.decisions, name="look-back-decisions"),
    path("decisions/nth/<int:place>/", decision_pages.nth_decision, name="look-back-nth-decision"),
    path("decisions/<int:sequence>/", decision_pages.decision, name="look-back-decision"),
    path("entries/", entry_pages.entries, name="look-back-entries"),
    path("entries/file/", csv_export.entries_csv, name="look-back-entries-csv"),
    path("entries/person/", entry_pages.person, name="look-back-person"),
    path("entries/<int:sequence>/", entry_pages.entry, name="look-back-entry"),
    path("verify/", verify_pages.verify, name="look-back-verify"),
    path("verify/anchor/", verify_pages.anchor, name="look-back-verify-anchor"),
]
