"""The Django app of the ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The app's configuration."""

    name = "standto_desk.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the desk's present from being earlier than the last entry."""
        from standto_desk.clock.reading import set_floor
        from standto_desk.ledger.storing import last_recorded

        set_floor(last_recorded)
