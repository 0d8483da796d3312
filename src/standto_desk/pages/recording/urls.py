"""Routes of recording."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.recording import correcting, views

urlpatterns = [
    path("", views.tell, name="record"),
    path("effect/<str:key>/", views.effect, name="record-effect"),
    path("done/<str:key>/", views.done, name="record-done"),
    path("other/", views.others, name="record-others"),
    path("other/<slug:kind>/", views.tell_other, name="record-other"),
    path("entries/", correcting.recent, name="record-recent"),
    path("entries/person/", correcting.person, name="record-person"),
    path("entries/<int:sequence>/", correcting.correct, name="record-correct"),
    path("entries/<int:sequence>/corrected/", correcting.corrected, name="record-corrected"),
]
