"""Routes of calling people in."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.calling_in import views

urlpatterns = [path("<int:at>/<path:duty>/", views.who_could_come, name="call-in")]
