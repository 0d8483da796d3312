"""The room as a Django app."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Its tables and templates."""

    name = "standto_desk.alerts"
    label = "alerts"
    default_auto_field = "django.db.models.BigAutoField"
