"""Routes of recording."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.recording import correction_views, search_views, views

urlpatterns = [
    path("", views.enter, name="record"),
    path("effect/<str:key>/", views.effect, name="record-effect"),
    path("done/<str:key>/", views.done, name="record-done"),
    path("other/", views.others, name="record-others"),
    path("other/<slug:kind>/", views.enter_other, name="record-other"),
    path("done/<str:key>/correct/", correction_views.correct_batch, name="record-correct-batch"),
    path("done/<str:key>/corrected/", correction_views.batch, name="record-batch"),
    path("entries/", search_views.recent, name="record-recent"),
    path("entries/person/", search_views.person, name="record-person"),
    path("entries/<int:sequence>/", correction_views.correct, name="record-correct"),
    path("entries/<int:sequence>/corrected/", correction_views.corrected, name="record-corrected"),
]
