"""Routes of the pages that say who is on duty."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.on_duty import views

urlpatterns = [
    path("", views.on_duty_now, name="on-duty"),
    path("people/", views.people_now, name="on-duty-people"),
    path("<int:at>/", views.on_duty_at, name="on-duty-at"),
    path("<int:at>/people/", views.people_at, name="on-duty-people-at"),
]
