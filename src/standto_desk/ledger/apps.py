"""The room as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Its tables and templates."""

    name = "standto_desk.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the desk's present never be earlier than the last entry."""
        from standto_desk.clock.reading import set_floor
        from standto_desk.ledger.storing import last_recorded

        set_floor(last_recorded)
