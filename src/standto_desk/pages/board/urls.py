"""Routes of the board."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.board import views

urlpatterns = [
    path("", views.front, name="board"),
    path("board/seen/", views.has_seen, name="board-seen"),
    path("waiting/", views.show_waiting, name="waiting"),
]
