"""Any file as a mapping gives a mapping or an error with its faults; any workbook gives a scenario or rejects."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standto.errors import InputError
from standto.importing.imported_value import Imported
from standto.importing.mapping.reader import mapping_of
from standto.importing.mapping.records import Mapping
from standto.importing.mapping.words import SHAPES, SHEET_KEYS, SINGULAR, TOP_KEYS, VALUE_KINDS
from standto.importing.mapping.writer import mapping_text
from tests.importing.given import HEAD, HORIZON, result, sheet

WORDS = st.sampled_from(
    [
        *TOP_KEYS, *SHAPES, *SINGULAR, *VALUE_KINDS, *(key for keys in SHEET_KEYS.values() for key in keys), "file",
        "sheet", "shape", "heading", "value", "column", "A", "No", "07:00-15:00", "off", "away", "rota.xlsx", "title",
        "Europe/London", "times", "duty", "ready_minutes", "", " ", "*", "\u2028", "a.b", '"', "#",
    ]
)  # fmt: skip
ATOMS = st.one_of(
    WORDS,
    st.text(max_size=5),
    st.integers(-5, 3000),
    st.booleans(),
    st.floats(allow_nan=False),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),
    st.times(),
)
TREES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(WORDS | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


def read(data):
    """Return the mapping in some bytes, or its faults."""
    try:
        return mapping_of(data, "rota.toml")
    except InputError as error:
        return error.faults


DOCUMENTS = st.dictionaries(WORDS, TREES, max_size=6)


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(DOCUMENTS, st.booleans())
def test_any_document_is_a_mapping_or_has_faults(document, whole):
    if whole:
        scenario = {"title": "A title", "timezone": "Europe/London", "home": "met"}
        document = {**document, "format": 1, "scenario": scenario}
    try:
        text = tomli_w.dumps(document)
    except (TypeError, ValueError):
        return
    found = read(text.encode())
    if isinstance(found, Mapping):
        assert mapping_of(mapping_text(found).encode()) == found
    else:
        assert all(str(fault).startswith("rota.toml") for fault in found)


@settings(max_examples=100)
@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_are_a_mapping_or_have_faults(data):
    assert read(data)


CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        ["D", "N", "AL", "x", "1 A", "2 B", "VACANT", "07:00", "19:00", "23/09/2023", "Sat 23", "Mon", "Total", "="]
    ),
    st.text(max_size=6),
    st.integers(-5, 50_000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(2023, 9, 20), date(2023, 9, 26)),
    st.datetimes(datetime(2023, 9, 20), datetime(2023, 9, 26)),
    st.times(),
    st.timedeltas(timedelta(-1), timedelta(days=3)),
    st.just(time(7)),
)
HEADINGS = ["No", "Team", "From", "To", "Duty", "Sat 23", date(2023, 9, 24), "Mon", None]
CODES = '[codes]\nD = "07:00-19:00"\nN = "19:00-07:00"\nAL = "away"\n'
SHEET = '[[sheet]]\nfile = "rota.xlsx"\n'


def records(into, **columns):
    """Return a mapping of a long table; a column of the folder may have a text for every row."""
    given_as = {name.rstrip("_"): text for name, text in columns.items()}
    lines = "".join(f"{name} = {text if text[0] == '{' else repr(text)}\n" for name, text in given_as.items())
    return f'{CODES}{SHEET}shape = "records"\ninto = {into}\nignore = ["*"]\n[sheet.columns]\n{lines}'.replace("'", '"')


MAPPINGS = (
    f'{CODES}{SHEET}shape = "days"\nperson = "No"\nteam = "Team"\nignore = ["Duty", "From", "To"]\nskip = ["Total*"]\n',
    f'{CODES}{SHEET}shape = "days"\nperson = "No"\ncapabilities = ["Team", "Duty"]\nignore = ["*"]\nsplit = ["/"]\n',
    f'{SHEET}shape = "times"\nfrom = "From"\nuntil = "To"\nignore = ["*"]\nempty = ["x"]\n[sheet.duties]\nDuty = "a"\n',
    f'{SHEET}shape = "times"\nday = "From"\nignore = ["*"]\n[sheet.duties]\nDuty = {{ times = "22-07" }}\n',
    records(["people", "authorisations"], person="No", team="Team", capability="Duty", from_="From", until="To"),
    records(["rota"], person="No", from_="From", until="To", duty="Duty"),
    records(["rota"], person="No", day="From", code="Duty"),
    records(["events"], person="No", occurred="From", until="To", event="Duty"),
    records(["events"], subject="No", occurred="From", until="To", event="Duty", recorded="Team"),
    records(["pools"], pool="No", force='{ value = "met" }', capabilities="Team", count="Duty", from_="From"),
    records(["duties"], duty="No", task="Team", capabilities="Duty", strength="From")
    + '[sheet.where]\n"Sat 23" = ["x", ""]\n',
)


@settings(max_examples=120)
@given(
    st.sampled_from(MAPPINGS),
    st.booleans(),
    st.lists(st.lists(CELLS, min_size=len(HEADINGS), max_size=len(HEADINGS)), max_size=5),
    st.sets(st.tuples(st.integers(0, 5), st.integers(0, 8)), max_size=2),
)
def test_any_cells_give_a_scenario_or_rejects(toml, bounded, rows, unready):
    given_sheet = sheet(HEADINGS, *rows, unready=frozenset(cell for cell in unready if cell[0] <= len(rows)))
    found = result(HEAD + (HORIZON if bounded else "") + toml, given_sheet)
    assert isinstance(found, Imported)
    assert (found.sound is None) == bool(found.rejects)
    assert all(reject.address and reject.what for reject in found.rejects)
