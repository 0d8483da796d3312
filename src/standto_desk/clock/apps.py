"""The room as a Django app."""

from django.apps import AppConfig


class ClockConfig(AppConfig):
    """Its tables and templates."""

    name = "standto_desk.clock"
    label = "clock"
    default_auto_field = "django.db.models.BigAutoField"
