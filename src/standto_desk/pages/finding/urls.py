"""Routes of finding."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.finding import views

urlpatterns = [path("", views.find, name="find")]
