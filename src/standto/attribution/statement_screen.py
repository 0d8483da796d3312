"""A cover statement for reading: what was short and why, then each row of time, then who there was."""

from __future__ import annotations

from standto.attribution.causes import CAUSES
from standto.attribution.statement_facts import INCOMPLETE, ShortLine, StatementFacts
from standto.attribution.statement_records import exact_hours, mean
from standto.attribution.strengths import ON_DUTY_PLACE, SIDE_BY_SIDE, over_rows
from standto.presenting.scope import HELP, assumption_words, rest_words
from standto.wording import counted, moment, names_of, span, wrapped
from standto.wording.sentences import SEE_ALL, columns, in_columns, room

_MOST_ROWS = 24
"""The most rows of time that are shown; of the others the text says how many."""
_NAME = 28
"""The most characters of a duty's name beside its strengths."""
LEAST = "Least: the fewest on duty at any time while it stood."
_MOST_LINES = 20
"""The most duties and crews that are shown with their causes."""


def statement_text(facts: StatementFacts) -> str:
    """Return a statement as plain text."""
    names = names_of((*facts.scenario.duties_in_order, *facts.scenario.crews))
    lines = [facts.scenario.title, *wrapped(f"Cover statement, {_scope(facts)}", hanging=2), "", *_verdict(facts)]
    if not facts.covered:
        lines += ["", *_causes(facts), "", *_by_line(facts, names), *_by_site(facts)]
    for part in (_rows(facts), _side_by_side(facts, names), _notes(facts)):
        lines += ["", *part] if part else []
    return "\n".join(lines)


def _scope(facts: StatementFacts) -> str:
    zone, situation = facts.scenario.zone, facts.situation
    asked = [span(zone, facts.start, facts.until), HELP[facts.basis]]
    known = "everything known now" if situation.known_at is None else f"as known {moment(zone, situation.known_at)}"
    return ", ".join([*asked, known, *assumption_words(facts.scenario, situation.assumed, situation.ready)])


def _verdict(facts: StatementFacts) -> list[str]:
    if facts.covered:
        return ["NOTHING SHORT: every duty and crew was covered throughout."]
    crews = f", and crews below what they need for {exact_hours(sum(facts.sums(crews=True)))} hours"
    words = f"SHORT: {exact_hours(sum(facts.sums(crews=False)))} place-hours{crews if facts.scenario.crews else ''}."
    return wrapped(words, hanging=2)


def _causes(facts: StatementFacts) -> list[str]:
    """Return the hours of each cause, in the order in which reasons are lifted."""
    places, crews = facts.sums(crews=False), facts.sums(crews=True)
    heads = ["Cause", "place-hours", *(["crew-hours"] if facts.scenario.crews else [])]
    table = [heads]
    for cause, here, there in zip(CAUSES, places, crews, strict=True):
        if here or there:
            table.append([cause.name, exact_hours(here), *([exact_hours(there)] if facts.scenario.crews else [])])
    table.append(["total", exact_hours(sum(places)), *([exact_hours(sum(crews))] if facts.scenario.crews else [])])
    return in_columns(table)


def _by_line(facts: StatementFacts, names: dict[str, str]) -> list[str]:
    """Return each duty and crew that was short, with its causes and the events behind them."""
    short = [line for line in facts.lines if any(facts.of_line(line))]
    found = ["By duty" if not facts.scenario.crews else "By duty and crew"]
    for line in short[: room(_MOST_LINES)]:
        micros = facts.of_line(line)
        unit = "hours below what it needs" if line.crew else "place-hours"
        said = [
            f"{exact_hours(number)} {cause.name}{_behind(facts, line, cause.id)}"
            for cause, number in zip(CAUSES, micros, strict=True)
            if number
        ]
        found += wrapped(f"{names[line.id]}: {exact_hours(sum(micros))} {unit}: {'; '.join(said)}", indent=2, hanging=2)
    return [*found, *_cut(len(short))]


def _behind(facts: StatementFacts, line: ShortLine, cause: str) -> str:
    entries = facts.traces.get((line.place, cause), ())
    return f" ({counted(len(entries), 'event')})" if entries else ""


def _by_site(facts: StatementFacts) -> list[str]:
    """Return the hours of each site, if there are several."""
    if len(facts.sites) < 2:
        return []
    found = ["", "By site"]
    for site in facts.sites:
        places, crews = sum(facts.sums(crews=False, site=site)), sum(facts.sums(crews=True, site=site))
        if places or crews:
            below = f", {exact_hours(crews)} crew-hours" if crews else ""
            found.append(f"  {site or 'no site'}: {exact_hours(places)} place-hours{below}")
    return found


def _rows(facts: StatementFacts) -> list[str]:
    """Return the hours of each row of time by cause: those of duties, then those of crews."""
    found = _hours_by_row(facts, crews=False)
    if facts.scenario.crews:
        found += ["", *_hours_by_row(facts, crews=True)]
    reasons = dict.fromkeys(why for row in range(len(facts.rows_of_time)) for why in facts.incomplete(row))
    return [*found, *(line for why in reasons for line in wrapped(f"* {INCOMPLETE[why]}", indent=2, hanging=2))]


def _hours_by_row(facts: StatementFacts, *, crews: bool) -> list[str]:
    """Return the hours of each row of time as a table, or as sentences if the table would be too wide."""
    shown = [place for place, number in enumerate(facts.sums(crews=crews)) if number]
    unit = "crew-hours" if crews else "place-hours"
    table, sentences = [[facts.row_kind.capitalize(), unit, *(CAUSES[place].name for place in shown)]], []
    for row in range(min(len(facts.rows_of_time), room(_MOST_ROWS))):
        micros, mark = facts.sums(crews=crews, row=row), " *" if facts.incomplete(row) else ""
        cells = [exact_hours(micros[place]) for place in shown]
        table.append([facts.row_name(row) + mark, exact_hours(sum(micros)), *cells])
        said = f"{facts.row_name(row)}{mark}: {exact_hours(sum(micros))} {unit}"
        causes = _with_causes(micros)
        sentences += wrapped(f"{said}: {causes}" if causes else said, indent=2, hanging=2)
    lines = in_columns(table)
    if max(map(len, lines)) > columns():
        lines = [f"By {facts.row_kind}", *sentences]
    more = len(facts.rows_of_time) - room(_MOST_ROWS)
    return [*lines, *([f"  and {counted(more, f'more {facts.row_kind}')}: {SEE_ALL}"] if more > 0 else [])]


def _with_causes(micros: tuple[int, ...]) -> str:
    """Return the hours of each cause that has any, as a list."""
    return "; ".join(
        f"{exact_hours(number)} {cause.name}" for cause, number in zip(CAUSES, micros, strict=True) if number
    )


def _side_by_side(facts: StatementFacts, names: dict[str, str]) -> list[str]:
    """Return the strengths of each duty over the whole period: means while it stood."""
    duties = [*(line for line in facts.lines if not line.crew), *facts.seats]
    every = ((line, over_rows([row[line.place] for row in facts.strengths])) for line in duties)
    stood = [(line, ours) for line, ours in every if ours.stood]
    if not stood:
        return []
    table = [["Mean while it stood", *(one.name for one in SIDE_BY_SIDE), "least"]]
    for line, ours in stood[: room(_MOST_LINES)]:
        means = [f"{mean(level, ours.stood):,.1f}" for level in ours.levels]
        table.append([_shortened(names[line.id]), *means, f"{ours.levels[ON_DUTY_PLACE].least:,}"])
    lines = in_columns(table)
    shown = lines if max(map(len, lines)) <= columns() else _in_words(table)
    return [*shown, *_cut(len(stood)), *wrapped(LEAST, indent=2)]


def _cut(number: int) -> list[str]:
    """Return how many of some duties, seats and crews are not shown, if any are not."""
    more = number - room(_MOST_LINES)
    return [f"  and {more:,} more: {SEE_ALL}"] if more > 0 else []


def _in_words(table: list[list[str]]) -> list[str]:
    """Return a table as a sentence for each row, for a screen that is too narrow for it."""
    (title, *heads), *rows = table
    told = (
        f"{row[0]}: {', '.join(f'{head} {cell}' for head, cell in zip(heads, row[1:], strict=True))}" for row in rows
    )
    return [title, *(line for one in told for line in wrapped(one, indent=2, hanging=2))]


def _notes(facts: StatementFacts) -> list[str]:
    order = "A place-hour has the first cause, in the order above, without which it would have been filled. "
    rest = f"{rest_words(facts.scenario)} The events behind: use --trace. Every number: use --json."
    return wrapped(rest if facts.covered else order + rest, hanging=2)


def _shortened(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
