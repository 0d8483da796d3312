"""The room as a Django app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Its tables and templates."""

    name = "standto_desk.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for sign-ins, sign-outs and changes to accounts."""
        from standto_desk.access import sealing, sign_in_signals

        sign_in_signals.listen()
        sealing.listen()
