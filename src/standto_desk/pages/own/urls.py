"""Routes of the volunteer's own page; none of them holds a cipher."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.own import availability_views, calendar_views, rota_views, views

urlpatterns = [
    path("", views.own, name="my"),
    path("step-back/", views.step_back_form, name="my-step-back"),
    path("return/", views.return_form, name="my-return"),
    path("available/", availability_views.available_form, name="my-available"),
    path("available/<int:sequence>/take-back/", availability_views.take_back_form, name="my-take-back"),
    path("calendar/", calendar_views.own_calendar, name="my-calendar"),
    path("calendar/end/", calendar_views.end_calendar, name="my-calendar-end"),
    path("rota/<int:publication>/seen/", rota_views.rota_seen, name="my-rota-seen"),
    path("receipt/<int:sequence>/", views.receipt, name="my-receipt"),
]
