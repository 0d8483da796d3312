"""The room as a Django app."""

from django.apps import AppConfig


class BookConfig(AppConfig):
    """Its tables and templates."""

    name = "standto_desk.book"
    label = "book"
    default_auto_field = "django.db.models.BigAutoField"
