"""The room as a Django app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Its tables and templates."""

    name = "standto_desk.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"
