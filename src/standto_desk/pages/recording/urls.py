"""Routes of recording."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.recording import correcting, searching, views

urlpatterns = [
    path("", views.tell, name="record"),
    path("effect/<str:key>/", views.effect, name="record-effect"),
    path("done/<str:key>/", views.done, name="record-done"),
    path("other/", views.others, name="record-others"),
    path("other/<slug:kind>/", views.tell_other, name="record-other"),
    path("done/<str:key>/correct/", correcting.correct_batch, name="record-correct-batch"),
    path("done/<str:key>/corrected/", correcting.batch, name="record-batch"),
    path("entries/", searching.recent, name="record-recent"),
    path("entries/person/", searching.person, name="record-person"),
    path("entries/<int:sequence>/", correcting.correct, name="record-correct"),
    path("entries/<int:sequence>/corrected/", correcting.corrected, name="record-corrected"),
]
