"""What-ifs: changes to a scenario that are supposed and never recorded, in words and as methods."""

from standto.supposing.forms import FORMS, Form
from standto.supposing.methods import with_events, with_pool, with_step, with_stepped_back, with_strength, without
from standto.supposing.supposition import Supposed, what_if

__all__ = [
    "FORMS",
    "Form",
    "Supposed",
    "what_if",
    "with_events",
    "with_pool",
    "with_step",
    "with_stepped_back",
    "with_strength",
    "without",
]
