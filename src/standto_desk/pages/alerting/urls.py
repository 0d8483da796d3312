"""Routes of the alerts."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.alerting import views

urlpatterns = [
    path("", views.alerts, name="alerts"),
    path("<int:alert>/answer/", views.answer, name="alert-answer"),
    path("owners/", views.owners, name="alert-owners"),
    path("owners/<int:owner>/remove/", views.remove_owner, name="alert-owner-remove"),
    path("addresses/", views.addresses, name="alert-addresses"),
    path("addresses/<int:address>/remove/", views.remove_address, name="alert-address-remove"),
]
