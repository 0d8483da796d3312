"""What more places would buy: the gap that is left with each place or person more."""

from standto.relieving.relief_for import LeastRelief, Relief, relief

__all__ = ["LeastRelief", "Relief", "relief"]
