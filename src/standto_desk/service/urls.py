"""Every route of the desk: one line for each family of pages."""

from __future__ import annotations

from typing import Any

from django.urls import include, path

urlpatterns: list[Any] = [
    path("account/", include("standto_desk.pages.accounts.signing_in")),
]
