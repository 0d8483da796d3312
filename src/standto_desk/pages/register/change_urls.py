"""Routes of changes of the register; the verb comes first, because an id may hold anything."""

from __future__ import annotations

from typing import Any

from django.urls import path

from standto_desk.pages.register import change_rules_views, change_views

urlpatterns: list[Any] = [
    path("add/<slug:table>/", change_views.add, name="register-add"),
    path("change/<slug:table>/<path:thing>/", change_views.change, name="register-change"),
    path("end/<slug:table>/<path:thing>/", change_views.end, name="register-end"),
    path("effect/<str:key>/", change_views.effect, name="register-effect"),
    path("done/<str:key>/", change_views.done, name="register-done"),
    path("undo/<int:sequence>/", change_views.undo, name="register-undo"),
    path("waiting/", change_rules_views.waiting, name="register-waiting"),
    path("waiting/<int:sequence>/", change_rules_views.answer, name="register-waiting-one"),
]
