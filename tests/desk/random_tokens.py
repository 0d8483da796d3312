"""Reading pages and addresses past their random tokens, in which any short text can stand by chance.

A test that looks for a cipher, or another short text, in markup, in an address or in a header reads that without its
tokens. What this desk sealed or signed is opened first: a text that only looks like a token stays.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

from django.core.signing import b64_decode

from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.acts.registering.row_addresses import key_at
from standto_desk.pages.rota.sealed_ciphers import unseal

TAKEN = "…"
"""What stands for a token that was taken out."""
_SEALED = re.compile(r"gAAAA[\w-]{80,}={0,2}")
_SIGNED = re.compile(r"(?<![\w-])([\w-]+):[\w-]{6}:[\w-]{43}(?![\w-])")
_DRAWN = re.compile(
    r"(?<![\w-])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|[0-9a-f]{64})(?![\w-])"  # ids and hashes
    r'|(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(?=")'
    r'|(?<=name="key" value=")[\w-]{24}(?=")|(?<=/done/)[\w-]{24}(?=/)|(?<=\bKey )[\w-]{24}(?= )'  # the keys of forms
    r"|(?<=…:)[\w-]{43}="  # the keys of kept imports
)
_ADDRESS = re.compile(r'(?<![\w-])(?:href|(?:form)?action|src|hx-get|hx-post|data-live)="([^"]*)"')


def without_tokens(text: str) -> str:
    """Return a text with `TAKEN` for every random token; a signed mark is shown as it was before signing."""
    text = _SIGNED.sub(lambda found: _opened(found[1]), text)
    return _DRAWN.sub(TAKEN, _SEALED.sub(lambda found: TAKEN if _is_sealed(found[0]) else found[0], text))


def addresses_of(response) -> list[str]:
    """The addresses in a page, as a browser reads them, without their tokens."""
    return [without_tokens(unquote(unescape(one))) for one in _ADDRESS.findall(response.content.decode())]


def _opened(signed: str) -> str:
    return b64_decode(signed.encode()).decode()


def _is_sealed(token: str) -> bool:
    return bool(unseal(token)) or any(key_at(name, token) for name, table in KEPT.items() if table.of_people)
