"""The register: events folded into standings, windows and reasons, as of one instant and as known at another."""

from standto.register.asked_situation import situated, situation_in, situation_of
from standto.register.compaction import compacted_places, corrected_subjects, history_of, matters_before
from standto.register.on_duty_times import OnDutyTimes, TimeOnDuty, times_on_duty
from standto.register.powers import opened_by, permits, permitting
from standto.register.records import Records
from standto.register.rest_record import BrokenRule, RestRecord
from standto.register.rota import NEVER
from standto.register.selection import Selection, basis_selection
from standto.register.shift_times import rested, shift_runs
from standto.register.situation import Situation
from standto.register.standing import able
from standto.register.stepping_back import Claim
from standto.register.work_times import work_span

__all__ = [
    "NEVER",
    "BrokenRule",
    "Claim",
    "OnDutyTimes",
    "Records",
    "RestRecord",
    "Selection",
    "Situation",
    "TimeOnDuty",
    "able",
    "basis_selection",
    "compacted_places",
    "corrected_subjects",
    "history_of",
    "matters_before",
    "opened_by",
    "permits",
    "permitting",
    "rested",
    "shift_runs",
    "situated",
    "situation_in",
    "situation_of",
    "times_on_duty",
    "work_span",
]
