"""Routes of setting up."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.setting_up import account_views, sheet_views, views

urlpatterns = [
    path("", views.overview, name="set-up"),
    path("force/", views.force, name="set-up-force"),
    path("teams/", views.teams, name="set-up-teams"),
    path("sheet/", sheet_views.sheet, name="set-up-sheet"),
    path("sheet/key/", sheet_views.new_key_file, name="set-up-key"),
    path("duties/", views.duties, name="set-up-duties"),
    path("powers/", views.powers, name="set-up-powers"),
    path("policy/", views.policy, name="set-up-policy"),
    path("review/", views.review, name="set-up-review"),
    path("accounts/", account_views.accounts_left, name="set-up-accounts"),
]
