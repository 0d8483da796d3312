"""Cover of whole random scenarios with crews, against plain code that follows the contract to the letter."""

from __future__ import annotations

from hypothesis import given, settings

from standto.coverage import cover
from standto.kernel.crewing import Seating
from standto.model.time import HOUR
from tests.coverage.test_by_the_contract import BASES, Asked
from tests.kernel import brute
from tests.kernel.crews_by_hand import PlainWindow
from tests.kernel.worlds import windows_of
from tests.register import oracle
from tests.register.scenarios import questions


class CrewsAsked(Asked):
    """A question about a scenario with crews: its demands by turn, and each window as numbers."""

    def __init__(self, question, basis):
        super().__init__(question, basis)
        duties = [(duty.criticality, [duty]) for duty in self.scenario.duties]
        crews = [(crew.criticality, self.seats_of(crew)) for crew in self.scenario.crews]
        self.turns = [turn for _, turn in sorted(duties + crews, key=lambda turn: turn[0])]
        self.columns = [demand for turn in self.turns for demand in turn]
        self.crews = sorted(self.scenario.crews, key=lambda crew: crew.criticality)

    def seats_of(self, crew):
        return [one for one in oracle.demands(self.scenario) if one.crew == crew.id]

    def states_of(self, crew):
        """Return the names of a crew's states, the best first, and the one that it needs."""
        names = list(dict.fromkeys(seat.state for seat in self.scenario.seats if seat.crew == crew.id))
        return names, crew.needs or names[-1]

    def seatings(self):
        """Return each crew's seats as columns, state by state."""
        found = []
        for crew in self.crews:
            names, needs = self.states_of(crew)
            rows = [seat for seat in self.scenario.seats if seat.crew == crew.id]
            own = [self.columns.index(seat) for seat in self.seats_of(crew)]
            states = [tuple(place for place, row in zip(own, rows, strict=True) if row.state == name) for name in names]
            found.append(Seating(tuple(states), names.index(needs)))
        return found

    def numbers_over(self, window, demands, required):
        """Return a window as numbers over some demands: a class for each person and each pool."""
        names = [force.id for force in self.forces]
        supply = [(name, 1, can) for name, can in window.people.items()]
        supply += [(name, number, can) for name, (number, can) in window.places.items()]
        classes = [
            (names.index(self.force_of[name]), sum(1 << place for place, one in enumerate(demands) if one.id in can))
            for name, _, can in supply
        ]
        counts = [[number for _, number, _ in supply]]
        return windows_of(classes, counts, [required], [one.criticality for one in demands], len(names))

    def required_of(self, window, demand):
        return oracle.strength(self.known, demand, window.start) if self.stands(window, demand) else -1

    def stands(self, window, demand):
        return oracle.stands(self.known, demand, window.start)


def window_json(asked, window):
    """Return a window in the form of the contract, without its assignments; and the seats taken, by crew."""
    required = [asked.required_of(window, demand) for demand in asked.columns]
    seatings = asked.seatings()
    states, filled = PlainWindow(asked.numbers_over(window, asked.columns, required), 0, seatings).answer()
    taken = [0] * len(required)
    for column, count in filled.items():
        taken[column] = count
    for crew, state in states.items():
        for seat in () if state is None else seatings[crew].states[state]:
            taken[seat] = required[seat]
    table = brute.best_table(asked.numbers_over(window, asked.columns, taken), 0)
    assert [sum(column) for column in zip(*table, strict=True)] == taken

    def by_force(columns):
        sums = {force.id: sum(row[place] for place in columns) for force, row in zip(asked.forces, table, strict=True)}
        return {force: count for force, count in sums.items() if count}

    duties = [
        {
            "duty": demand.id,
            "criticality": demand.criticality,
            "required": required[place],
            "filled": by_force([place]),
            "gap": required[place] - taken[place],
        }
        for place, demand in enumerate(asked.columns)
        if not demand.crew and required[place] >= 0
    ]
    crews = []
    for number, state in sorted(states.items()):
        crew, (names, needs) = asked.crews[number], asked.states_of(asked.crews[number])
        crews.append(
            {
                "crew": crew.id,
                "criticality": crew.criticality,
                "state": "off" if state is None else names[state],
                "needs": needs,
                "covered": state is not None and state <= names.index(needs),
                "filled": {} if state is None else by_force(seatings[number].states[state]),
            }
        )
    needed = [one for one in asked.columns if getattr(one, "needed", True)]
    plain = asked.numbers_over(window, needed, [asked.required_of(window, one) for one in needed])
    return {
        "from": asked.iso(window.start),
        "until": asked.iso(window.until),
        "covered": not any(line["gap"] for line in duties) and all(line["covered"] for line in crews),
        "declared": sorted(oracle.declared(asked.known, window.start)),
        "duties": duties,
        "crews": crews,
        "bottlenecks": [
            {
                "criticality": criticality,
                "duties": [needed[place].id for place in places],
                "required": number,
                "eligible": eligible,
                "short": number - eligible,
                "not_counted": oracle.not_counted(
                    asked.known, window.start, [needed[place] for place in places], asked.basis
                ),
            }
            for criticality, places, number, eligible in brute.bottlenecks(plain, 0)
        ],
    }


def check_witness(asked, window, found, lines):
    """Check that a witness uses each person once, for demands they can do, and fills what the answer says."""
    used, filled = {}, {}
    state_of = {crew["crew"]: crew["state"] for crew in found["crews"]}
    order = []
    for line in lines:
        name = line.get("person") or line["pool"]
        crew, _, seat = line["duty"].partition("/")
        wanted = [
            place
            for place, one in enumerate(asked.columns)
            if (one.crew or one.id) == crew and (not seat or in_state(asked, one, state_of[crew], seat))
        ]
        can = window.people[name] if "person" in line else window.places[name][1]
        assert asked.columns[wanted[0]].id in can
        assert line["force"] == asked.force_of[name]
        used[name] = used.get(name, 0) + line["count"]
        filled[crew, line["force"]] = filled.get((crew, line["force"]), 0) + line["count"]
        order.append((wanted[0], [force.id for force in asked.forces].index(line["force"])))
    assert all(number <= (window.places[name][0] if name in window.places else 1) for name, number in used.items())
    lines_found = [(line["duty"], line["filled"]) for line in found["duties"]]
    lines_found += [(line["crew"], line["filled"]) for line in found["crews"]]
    assert filled == {(name, force): count for name, counts in lines_found for force, count in counts.items()}
    assert order == sorted(order)


def in_state(asked, demand, state, seat):
    """Return whether a demand is a seat of a crew's state."""
    names = {f"{demand.crew}/{seat}", f"{demand.crew}/{state}/{seat}"}
    (crew,) = [one for one in asked.crews if one.id == demand.crew]
    return demand.id in names and demand.needed == (state == asked.states_of(crew)[1])


@settings(max_examples=150, deadline=None)
@given(question=questions(people=5, events=8, real=True, crewed=True), basis=BASES)
def test_cover_with_crews_follows_the_contract(question, basis):
    asked = CrewsAsked(question, basis)
    answer = cover(asked.situation, until=asked.last, basis=basis, assignments=True)
    found = answer.as_json()
    if not asked.crews:
        assert "crew_hours" not in found["summary"]
        assert all("crews" not in window for window in found["windows"])
        return
    hours = dict.fromkeys((crew.id for crew in asked.crews), 0)
    for window, got in zip(asked.windows, found["windows"], strict=True):
        witness = got.pop("assignments")
        assert got == window_json(asked, window)
        assert got["covered"] == (not got["bottlenecks"])
        check_witness(asked, window, got, witness)
        for line in got["crews"]:
            hours[line["crew"]] += 0 if line["covered"] else window.until - window.start
    short = [got["from"] for got in found["windows"] if not got["covered"]]
    assert (found["summary"]["covered"], found["summary"]["first_gap"]) == (not short, short[0] if short else None)
    assert found["summary"]["crew_hours"] == {crew: round(total / HOUR, 2) for crew, total in hours.items() if total}
    assert answer.covered is not bool(short)
    assert max(map(len, answer.summary().splitlines())) <= 100
