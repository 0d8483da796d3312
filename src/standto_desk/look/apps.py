"""The room as a Django app."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Its tables and templates."""

    name = "standto_desk.look"
    label = "look"
    default_auto_field = "django.db.models.BigAutoField"
