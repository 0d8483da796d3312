"""Small workbooks as somebody would send them, and the pages to which they are sent."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from html import unescape

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from standto.model.time import Instant
from standto.model.zone import Zone
from tests.desk.reading_pages import hidden

FRIDAY = "2023-09-22T12:00"
"""The noon before the rota begins."""
SECRETS = ("4711 AR", "0815 BX", "Anna Anders", "Bertram Bold", "Anders", "Bertram")
"""Numbers and names in the workbooks: nothing of the desk may ever hold them."""
MAPPING = """
format = 1
[scenario]
title = "Small"
timezone = "Europe/London"
home = "met"
[dates]
order = "day-month"
[codes]
E = "07:00-15:00"
N = "22:00-07:00"
R = "off"
AL = "away"
[[sheet]]
file = "rota*"
shape = "days"
person = "Collar no"
capabilities = "Skills"
ignore = ["Name"]
[[duty]]
duty = "response"
task = "routine"
capabilities = ["afo"]
strength = 1
"""
ROTA = [
    ["Collar no", "Name", "Skills", "23/09/2023", "24/09/2023"],
    ["4711 AR", "Anna Anders", "afo", "E", "N"],
    ["0815 BX", "Bertram Bold", "afo", "E", "AL"],
]


def instant(text: str) -> Instant:
    """A moment by London's clocks."""
    return Zone("Europe/London").instant(datetime.fromisoformat(text))


def changed(**cells):
    """The rota with some cells changed, by their address."""
    rows = [list(row) for row in ROTA]
    for address, value in cells.items():
        rows[int(address[1:]) - 1]["ABCDE".index(address[0])] = value
    return rows


def as_csv(rows=ROTA, name="rota.csv") -> SimpleUploadedFile:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return SimpleUploadedFile(name, text.getvalue().encode())


def as_xlsx(rows=ROTA, name="rota.xlsx") -> SimpleUploadedFile:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Rota")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile(name, data.getvalue())


def send(client, *workbooks, mapping=MAPPING, **more):
    """Send workbooks and a mapping; return the page."""
    return client.post("/import/", {"workbooks": list(workbooks), "mapping": mapping, **more})


def key_of(page) -> str:
    """The key of the import that a preview shows."""
    return re.search(r'action="/import/([0-9a-f]+)/"', page.content.decode())[1]


def key_file_of(client, page) -> bytes:
    """The new key file, saved from a preview."""
    return client.post(f"/import/{key_of(page)}/key/", {"secret": hidden(page, "secret")}).content


def confirm(client, page, **more):
    """Confirm the import that a preview shows."""
    sent = {"seen": hidden(page, "seen"), "secret": hidden(page, "secret"), "saved": "on", **more}
    return client.post(f"/import/{key_of(page)}/", sent)


def mapping_in(page) -> str:
    """The mapping in the text area of a page."""
    return unescape(
        re.search(r'<textarea[^>]*name="mapping"[^>]*>(.*?)</textarea>', page.content.decode(), re.DOTALL)[1]
    )
