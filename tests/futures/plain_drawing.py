"""One future drawn in plain Python, person by person, in whole numbers and fractions: it judges the compiled drawing.

It shares no line with the library: it reads the assumptions and the muster, and does what the documentation of
each process says (`docs/explanation/outlook-chance.md`).
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import count

from standto.assuming.processes import (
    CommonShock,
    DonorAnswer,
    Lapsing,
    RequiredStrength,
    Returning,
    SteadyStepBack,
    StepBackShock,
    UsualAbsence,
)
from standto.model.time import FOREVER, SECOND
from tests.chance.plain_philox import plain_below, plain_happens, plain_long, plain_words

NEVER = 2**31 - 1
DAY, WEEK = 86_400, 604_800
ALL = 2**63


@cache
def reached_after(chance):
    """Return the thresholds of the chances that one of the first trials succeeds, for each number of them up to 256."""
    going_on = 1 - Fraction(chance * ALL // 1, ALL)
    return [(1 - going_on ** (trial + 1)) * ALL // 1 for trial in range(256)]


class PlainFuture:
    """One future: its levels, and the events that its processes draw."""

    def __init__(self, assumptions, muster, scenario, seed, future, fixed=None):
        self.assumptions, self.muster, self.scenario = assumptions, muster, scenario
        self.seed, self.future, self.fixed = seed, future, fixed or {}
        origin = int(muster.starts[0])
        self.starts = [(int(start) - origin) // SECOND for start in muster.starts]
        self.end = -((origin - int(muster.untils[-1])) // SECOND)
        self.origin = origin
        self.level = {one.name: self.level_of(place, one) for place, one in enumerate(assumptions.ranges)}
        self.spread = {one.name: one.spread for one in assumptions.ranges}

    # -- numbers -------------------------------------------------------------------------------------------------

    def level_of(self, place, assumed):
        if assumed.name in self.fixed:
            return self.fixed[assumed.name]
        process = next(one for one in self.assumptions.processes if one.name == assumed.name.split(".")[0])
        if isinstance(process, UsualAbsence) and assumed.name.endswith(".days"):
            return None
        number, counter = len(assumed.spread.levels), (self.seed, 0, self.future, place, 0)
        return plain_below(number, plain_words(*counter, 0)[0], 0, *counter)

    def number(self, process, field):
        name = f"{process.name}.{field}"
        return self.spread[name].levels[self.level[name]]

    def high(self, process, field):
        return self.spread[f"{process.name}.{field}"].high

    def words(self, process, kind, step, draw):
        return plain_words(self.seed, process, self.future, kind, step, draw)

    def below(self, bound, word, place, process, kind, step):
        return plain_below(bound, word, place, self.seed, process, self.future, kind, step)

    def second(self, instant):
        return (instant - self.origin) // SECOND

    def holding(self, second):
        return max(step for step, start in enumerate(self.starts) if start <= second)

    def step_from(self, second):
        return next((step for step, start in enumerate(self.starts) if start >= second), NEVER)

    def successes(self, process, step, chance, trials):
        """Yield the trials that succeed at a chance, by skips of at most 256 trials."""
        reached = reached_after(chance)
        place, draw = -1, 0
        while place < trials:
            word = plain_long(*self.words(process, 0, step, draw)[:2])
            draw += 1
            skipped = next((number for number, bound in enumerate(reached) if word < bound), 256)
            if skipped == 256:
                place += 256
                continue
            place += skipped + 1
            if place < trials:
                yield place

    # -- slots ---------------------------------------------------------------------------------------------------

    def among(self, among, slot):
        scenario, muster = self.scenario, self.muster
        force = scenario.forces_in_order[muster.force[slot]].id
        team = "" if muster.team[slot] < 0 else scenario.teams[muster.team[slot]].id
        skills = {one.id for one, held in zip(scenario.capabilities, muster.skills[slot], strict=True) if held}
        return (
            (not among.forces or force in among.forces)
            and (not among.teams or team in among.teams)
            and (not among.capabilities or bool(skills & set(among.capabilities)))
        )

    def members(self, among):
        return [slot for slot in range(len(self.muster)) if self.among(among, slot)]

    def of_kind(self, kind):
        return [
            (number, one) for number, one in enumerate(self.assumptions.processes, start=1) if isinstance(one, kind)
        ]

    # -- step-backs ----------------------------------------------------------------------------------------------

    def shock(self, number, shock):
        weight = {}
        for slot in self.members(shock.among):
            product = 1
            for one in shock.weights:
                product *= one.weight if self.among(one.among, slot) else 1
            if product:
                weight.setdefault(product, []).append(slot)
        shares = [[size, list(slots)] for size, slots in sorted(weight.items())]
        divisor = self.divisor([size for size, _ in shares])
        start, length = self.second(shock.start), max(self.second(shock.until) - self.second(shock.start), 1)
        there = {slot for _, slots in shares for slot in slots if self.muster.away_since[slot] == FOREVER}
        left = min(int(self.number(shock, "number")), len(there))
        for choice in count():
            if not left:
                return
            who, when = self.words(number, choice, 0, 0)[:2]
            whole = sum(size // divisor * len(slots) for size, slots in shares)
            pick = self.below(whole, who, 0, number, choice, 0)
            for size, slots in shares:
                if pick < size // divisor * len(slots):
                    place = pick // (size // divisor)
                    slot, slots[place] = slots[place], slots[-1]
                    slots.pop()
                    break
                pick -= size // divisor * len(slots)
            second = start + self.below(length, when, 1, number, choice, 0)
            left -= slot in there
            if slot in there and 0 <= second < self.end:
                yield slot, self.holding(second)

    @staticmethod
    def divisor(numbers):
        return max(
            (one for one in range(1, max(numbers, default=1) + 1) if not any(n % one for n in numbers)), default=1
        )

    def weekly(self, number, process, days):
        """Yield what happens to slots week by week, with its second and its number of days."""
        members = self.members(process.among)
        high = self.high(process, "per_person_week")
        share = self.number(process, "per_person_week") / high if high else high
        for place in self.successes(number, 0, high, len(members) * -(-self.end // WEEK)):
            week, slot = place // len(members), members[place % len(members)]
            one, two, when, long = self.words(number, slot + 1, week, 0)
            second = week * WEEK + self.below(WEEK, when, 2, number, slot + 1, week)
            if plain_happens(share, one, two) and second < self.end:
                lasting = days[self.below(len(days), long, 3, number, slot + 1, week)]
                yield slot, second, lasting

    def common(self, number, shock):
        """Return the step in which a common shock comes, or NEVER."""
        one, two, when, _ = self.words(number, 0, 0, 0)
        if not plain_happens(self.number(shock, "chance"), one, two):
            return NEVER
        length = max(self.second(shock.until) - self.second(shock.start), 1)
        second = self.second(shock.start) + self.below(length, when, 2, number, 0, 0)
        return self.holding(second) if 0 <= second < self.end else NEVER

    def taken(self, number, shock):
        step, members = self.common(number, shock), self.members(shock.among)
        if step == NEVER:
            return
        high = self.high(shock, "step_back")
        share = self.number(shock, "step_back") / high if high else high
        for place in self.successes(number, 1, high, len(members)):
            if plain_happens(share, *self.words(number, members[place] + 1, 2, 0)[:2]):
                yield members[place], step

    def step_backs(self):
        """Return the slot and step of every step-back, process by process; -1 for those before the start."""
        found = [(slot, -1) for slot in range(len(self.muster)) if self.muster.away_since[slot] < FOREVER]
        for number, one in enumerate(self.assumptions.processes, start=1):
            match one:
                case StepBackShock():
                    found += self.shock(number, one)
                case SteadyStepBack():
                    found += [(slot, self.holding(second)) for slot, second, _ in self.weekly(number, one, [0])]
                case CommonShock():
                    found += self.taken(number, one)
        return found

    # -- returns -------------------------------------------------------------------------------------------------

    def returned(self, slot, step):
        """Return the step from which a slot that stepped back counts again."""
        rule = next(((number, one) for number, one in self.of_kind(Returning) if self.among(one.among, slot)), None)
        if rule is None:
            return NEVER
        number, returning = rule
        left = self.starts[step] if step >= 0 else 0
        before = self.second(int(self.muster.away_since[slot])) * -1 if step < 0 else 0
        back = self.own_return(number, returning, slot, step, left, before // DAY)
        for place, day in enumerate(returning.days):
            at = self.second(day.at)
            # Of the days before the start and on it, the latter count, for those who were away before.
            if (at >= 0 if before > 0 else at > left) and at < back:
                words = self.words(number, slot + 1, step + 1, 1 + place // 2)
                if plain_happens(self.number(returning, f"days.{place + 1}.share"), *words[place % 2 * 2 :][:2]):
                    back = at
        lapse = next((one for _, one in self.of_kind(Lapsing) if self.among(one.among, slot)), None)
        if lapse and back < FOREVER and before + back - left >= self.number(lapse, "after_days") * DAY // 1:
            back += self.number(lapse, "requalify_days") * DAY // 1
        return self.step_from(back)

    def own_return(self, number, returning, slot, step, left, age):
        one, two, when, _ = self.words(number, slot + 1, step + 1, 0)
        staying = Fraction(1)
        for day in range(-(-self.end // DAY)):
            chance = self.number(returning, "per_day")
            if returning.halves_after_days is not None:
                chance = chance / (1 + (age + day) / self.number(returning, "halves_after_days"))
            staying *= 1 - chance
            if plain_happens(1 - staying, one, two):
                return left + day * DAY + (1 + self.below(24, when, 2, number, slot + 1, step + 1)) * 3_600
        return FOREVER

    # -- answers -------------------------------------------------------------------------------------------------

    def stepped_back(self):
        """Return the slot, first step and return of each step-back that counts, sorted."""
        found, until = [], {}
        for slot, step in sorted(self.step_backs()):
            first = max(step, 0)
            if first >= until.get(slot, -1):
                until[slot] = self.returned(slot, step)
                found.append((slot, first, until[slot]))
        return sorted(found)

    def absent(self):
        """Return the slots that are absent in each step."""
        steps = [set() for _ in self.starts]
        for slot, first, until in self.stepped_back():
            for step in range(first, min(until, len(steps))):
                steps[step].add(slot)
        for number, one in self.of_kind(UsualAbsence):
            level, low = self.level[f"{one.name}.days"], int(one.days.low)
            days = list(range(low, int(one.days.high) + 1)) if level is None else [low + level]
            for slot, second, lasting in self.weekly(number, one, days):
                for step in range(self.holding(second), min(self.step_from(second + lasting * DAY), len(steps))):
                    steps[step].add(slot)
        return steps

    def places(self):
        """Return the places of each pool that count in each step."""
        muster, scenario = self.muster, self.scenario
        force = {pool.id: pool.force for pool in scenario.pools}
        kind = {one.id: one.kind for one in scenario.forces}
        found = [[int(number) for number in row] for row in muster.pool_places]
        for pool, name in enumerate(muster.pools):
            states = [[int(muster.pool_states[lot, step, pool]) for lot in range(3)] for step in range(len(found))]
            for number, answer in self.of_kind(DonorAnswer):
                if answer.pool == name:
                    for step, sent in enumerate(self.answered(number, answer, states)):
                        found[step][pool] = sent if muster.pool_kind[step, pool] >= 0 else 0
            for number, shock in self.of_kind(CommonShock):
                if kind[force[name]] == "military":
                    continue
                place = [one.id for one in scenario.forces_in_order].index(force[name])
                if plain_happens(self.number(shock, "donors_withdraw"), *self.words(number, place + 1, 3, 0)[:2]):
                    for step in range(self.common(number, shock), len(found)):
                        found[step][pool] = 0
        return found

    def answered(self, process, answer, states):
        """Return the places that a donor sends in each step, given those present, confirmed and waiting in each."""
        sent = [confirmed + waiting for _, confirmed, waiting in states]
        hours = self.number(answer, "after_hours") * 3_600 // 1
        words = self.words(process, 0, 0, 0)
        confirms = plain_happens(self.number(answer, "confirms"), *words[:2])
        withdraws = plain_happens(self.number(answer, "withdraws"), *words[2:])
        for step, (present, confirmed, _) in enumerate(states):
            arrived = 0
            for place in range(1, sent[step] + 1):
                first = step
                while first and sent[first - 1] >= place:
                    first -= 1
                arrived += self.starts[step] >= self.starts[first] + hours
            coming = arrived if confirms else min(arrived, confirmed)
            yield present + (0 if withdraws else coming)

    def required(self):
        """Return the number that each duty requires in each step."""
        found = [[int(number) for number in row] for row in self.muster.required]
        duties = [duty.id for duty in self.scenario.duties_in_order]
        untils = [*self.starts[1:], self.end]
        for _, one in self.of_kind(RequiredStrength):
            for step, row in enumerate(found):
                overlaps = self.starts[step] < self.second(one.until) and untils[step] > self.second(one.start)
                if overlaps and row[duties.index(one.duty)] >= 0:
                    row[duties.index(one.duty)] = int(self.number(one, "strength"))
        return found
