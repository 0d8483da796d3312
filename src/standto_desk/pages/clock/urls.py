"""Routes of the demonstration's clock, and of confirming the machine's."""

from django.urls import path

from standto_desk.pages.clock import views

urlpatterns = [
    path("", views.clock, name="clock"),
    path("set/", views.set_time, name="clock-set"),
    path("play/", views.play, name="clock-play"),
    path("go-on/", views.move_on, name="clock-go-on"),
    path("confirm/", views.confirm, name="clock-confirm"),
]
