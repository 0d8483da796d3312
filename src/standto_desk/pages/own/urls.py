"""Routes of the volunteer's own page; none of them holds a cipher."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.own import views

urlpatterns = [
    path("", views.own, name="my"),
    path("step-back/", views.go_back, name="my-step-back"),
    path("return/", views.come_back, name="my-return"),
    path("receipt/<int:sequence>/", views.receipt, name="my-receipt"),
]
