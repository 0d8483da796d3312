"""The room as a Django app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Its tables and templates."""

    name = "standto_desk.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
