"""The clock of the service: real, or the demonstration's own that can be set and played."""

from standto_desk.clock.reading import demo_clock, look, now, real_now
from standto_desk.clock.witness import steady

__all__ = ["demo_clock", "look", "now", "real_now", "steady"]
