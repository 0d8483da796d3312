"""Sheets and mappings by hand, for tests."""

from __future__ import annotations

from random import Random

from standto.importing.ciphers import CipherBook
from standto.importing.importing_sheets import imported
from standto.importing.mapping.reader import mapping_of
from standto.sheets import Sheet

HEAD = 'format = 1\n[scenario]\ntitle = "A title"\ntimezone = "Europe/London"\nhome = "met"\n'
HORIZON = "starts = 2023-09-18T00:00:00\nends = 2023-10-02T00:00:00\n"


def sheet(*rows, name="Rota", file="rota.xlsx", **rest):
    """Return a sheet of some rows, of any lengths."""
    width = max(map(len, rows), default=0)
    return Sheet(file, name, tuple((*row, *(None,) * (width - len(row))) for row in rows), **rest)


def book(seed=1, **known):
    """Return a book of ciphers that are the same in every run."""
    return CipherBook(known, Random(seed).randrange)


def result(toml, *sheets, ciphers=None):
    """Return what some sheets give by a mapping."""
    return imported(sheets, mapping_of(toml.encode(), "rota.toml"), ciphers or book())


def told(toml, *sheets):
    """Return the rejects, in words."""
    return [str(reject) for reject in result(toml, *sheets).rejects]


def who(found, ciphers):
    """Return the people of the sheets by their ciphers."""
    return {cipher: text for text, cipher in ciphers.new.items()}


def rota(toml, *sheets):
    """Return the rows of the rota with the people's own numbers, sorted; the folder must be sound."""
    ciphers = book()
    found = result(toml, *sheets, ciphers=ciphers)
    assert found.rejects == ()
    people = who(found, ciphers)
    zone = found.scenario.zone
    return sorted(
        (
            people[row.person],
            zone.iso(row.period.start)[:16],
            zone.iso(row.period.until)[:16],
            row.duty,
            row.ready_minutes,
        )
        for row in found.scenario.rota
    )
