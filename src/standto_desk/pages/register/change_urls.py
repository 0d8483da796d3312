"""Routes of changes of the register; the verb comes first, because an id may hold anything."""

from __future__ import annotations

from typing import Any

from django.urls import path

from standto_desk.pages.register import change_views

urlpatterns: list[Any] = [
    path("add/<slug:table>/", change_views.add, name="register-add"),
    path("change/<slug:table>/<path:thing>/", change_views.change, name="register-change"),
    path("end/<slug:table>/<path:thing>/", change_views.end, name="register-end"),
    path("effect/<str:key>/", change_views.effect, name="register-effect"),
    path("done/<str:key>/", change_views.done, name="register-done"),
]
