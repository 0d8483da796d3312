"""Routes of importing."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.importing import file_views, preview_views, views

urlpatterns = [
    path("", views.upload, name="import"),
    path("<slug:key>/", preview_views.preview, name="import-preview"),
    path("<slug:key>/done/", preview_views.done, name="import-done"),
    path("<slug:key>/rejects/", file_views.rejects, name="import-rejects"),
    path("<slug:key>/key/", file_views.new_key_file, name="import-key"),
]
