"""The room as a Django app."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    """Its tables and templates."""

    name = "standto_desk.live"
    label = "live"
    default_auto_field = "django.db.models.BigAutoField"
