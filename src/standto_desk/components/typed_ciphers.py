"""Ciphers as somebody types or pastes them, without invisible characters, and with look-alikes shown as such."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms

UNSEEN = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0") | {chr(code) for code in range(0xFE00, 0xFE10)}
"""Invisible characters whose Unicode category does not say that they are."""
QUOTES = "\"'“”‘’„‚«»`´"


def seen(text: str) -> str:
    """Return a text without invisible characters: zero-width, direction and control ones; white space stays.

    Spreadsheets and web pages put them in. Full-width letters and digits become those of a keyboard.
    """
    return unicodedata.normalize("NFKC", "".join(sign for sign in text if not _is_unseen(sign)))


def plain_cipher(text: str) -> str:
    """Return a cipher as the register writes it: in lower case, without quotes and spaces around it."""
    return seen(text).strip().strip(QUOTES).strip().lower()


def shown_cipher(text: str) -> str:
    """Return a cipher as a message shows it, with unusual characters by number, as in ``m[U+0430]1``."""
    return "".join(sign if " " < sign < "\x7f" else f"[U+{ord(sign):04X}]" for sign in text)


class CipherField(forms.CharField):
    """One cipher."""

    def to_python(self, value: Any) -> str:
        """Return it as the register writes it."""
        return plain_cipher(super().to_python(value))


def _is_unseen(sign: str) -> bool:
    """Tell whether a character is invisible and not white space."""
    return sign in UNSEEN or (unicodedata.category(sign) in ("Cf", "Cc") and not sign.isspace())
