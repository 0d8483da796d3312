"""The route of the stream."""

from django.urls import path

from standto_desk.live.views import live

urlpatterns = [path("", live, name="live")]
