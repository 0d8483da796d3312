"""The room as a Django app."""

from django.apps import AppConfig


class ActsConfig(AppConfig):
    """Its tables."""

    name = "standto_desk.acts"
    label = "acts"
    default_auto_field = "django.db.models.BigAutoField"
