"""The room as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Its tables and templates."""

    name = "standto_desk.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
