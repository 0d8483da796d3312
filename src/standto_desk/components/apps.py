"""The room as a Django app."""

from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    """Its tables and templates."""

    name = "standto_desk.components"
    label = "components"
    default_auto_field = "django.db.models.BigAutoField"
