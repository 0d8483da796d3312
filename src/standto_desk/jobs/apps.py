"""The room as a Django app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Its tables."""

    name = "standto_desk.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
