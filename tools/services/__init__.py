"""The small invented samples of other services: a lifeboat station, a hospital's on-call rota, retained stations."""

from tools.services.hospital import on_call
from tools.services.lifeboat import lifeboat
from tools.services.retained import retained

SCENARIOS = {"lifeboat": lifeboat, "on-call": on_call, "retained": retained}
"""What makes each sample, by its name."""

__all__ = ["SCENARIOS"]
