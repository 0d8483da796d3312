"""The room as a Django app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Its tables and templates."""

    name = "standto_desk.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to who signs in and out."""
        from standto_desk.access.hearing import listen

        listen()
