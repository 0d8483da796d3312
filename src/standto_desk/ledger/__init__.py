"""The ledger: append-only entries in a chain, and the free text beside it."""

from standto_desk.ledger.hands import Hand

__all__ = ["Hand"]
