"""The clock of the desk: the machine's, or a demonstration's own, which can be set and played."""

from standto_desk.clock.jumps import uptime
from standto_desk.clock.reading import demo_clock, now, read_clock, real_now

__all__ = ["demo_clock", "now", "read_clock", "real_now", "uptime"]
