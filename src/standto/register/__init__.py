"""The register: who may do what and who is there, as of an instant, as known at an instant."""

from standto.register.records import Records
from standto.register.situation import Claim, Situation, situation_in, situation_of
from standto.register.windows import SupplyClass, Windows

__all__ = ["Claim", "Records", "Situation", "SupplyClass", "Windows", "situation_in", "situation_of"]
