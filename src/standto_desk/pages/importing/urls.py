"""Routes of importing."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.importing import file_views, folder_views, preview_views, undo_views, views

urlpatterns = [
    path("", views.upload, name="import"),
    path("folder/", folder_views.upload_folder, name="import-folder"),
    path("folder/<slug:key>/", folder_views.preview_folder, name="import-folder-preview"),
    path("folder/<slug:key>/faults/", folder_views.folder_faults, name="import-folder-faults"),
    path("<slug:key>/receipt/", undo_views.receipt, name="import-receipt"),
    path("<slug:key>/undo/", undo_views.undo, name="import-undo"),
    path("<slug:key>/", preview_views.preview, name="import-preview"),
    path("<slug:key>/done/", preview_views.done, name="import-done"),
    path("<slug:key>/rejects/", file_views.rejects, name="import-rejects"),
    path("<slug:key>/rest/", file_views.rest, name="import-rest"),
    path("<slug:key>/key/", file_views.new_key_file, name="import-key"),
]
