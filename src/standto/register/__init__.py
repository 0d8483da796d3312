"""The register: who may do what and who is there, as of an instant, as known at an instant."""

from standto.register.asking import situation_in, situation_of
from standto.register.classes import duties_of
from standto.register.lasting import LastingEvents, history_of, lasting_places, matters_before, retold_subjects
from standto.register.powers import opened_by, permits, permitting
from standto.register.records import Records
from standto.register.rota import instances, rested
from standto.register.selection import Selection, basis_selection
from standto.register.situation import Claim, Situation
from standto.register.standing import able
from standto.register.timeline import shift_rows

__all__ = [
    "Claim",
    "LastingEvents",
    "Records",
    "Selection",
    "Situation",
    "able",
    "basis_selection",
    "duties_of",
    "history_of",
    "instances",
    "lasting_places",
    "matters_before",
    "opened_by",
    "permits",
    "permitting",
    "rested",
    "retold_subjects",
    "shift_rows",
    "situation_in",
    "situation_of",
]
