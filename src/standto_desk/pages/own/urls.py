"""Routes of the volunteer's own page; none of them holds a cipher."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.own import views

urlpatterns = [
    path("", views.own, name="my"),
    path("step-back/", views.step_back_form, name="my-step-back"),
    path("return/", views.return_form, name="my-return"),
    path("receipt/<int:sequence>/", views.receipt, name="my-receipt"),
]
