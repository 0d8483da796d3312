"""Routes of the handovers."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.handover import views

urlpatterns = [
    path("", views.handover_list, name="handover"),
    path("new/<slug:post>/", views.offer, name="handover-new"),
    path("<int:sequence>/", views.one, name="handover-one"),
    path("<int:sequence>/accept/", views.accept, name="handover-accept"),
    path("<int:sequence>/withdraw/", views.withdraw, name="handover-withdraw"),
]
