"""Ciphers as somebody types or pastes them: without signs that nobody sees, and the odd ones shown as such."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms

UNSEEN = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0") | {chr(code) for code in range(0xFE00, 0xFE10)}
"""Signs that show nothing and are of no category that says so."""
QUOTES = "\"'“”‘’„‚«»`´"


def seen(text: str) -> str:
    """Return a text without the signs that nobody sees: of no width, of direction, of control; white space stays.

    Spreadsheets and web pages put them in. Letters and digits of full width become those of a keyboard.
    """
    return unicodedata.normalize("NFKC", "".join(sign for sign in text if not _is_unseen(sign)))


def plain_cipher(text: str) -> str:
    """Return a cipher as the register writes it: small, and without quotes and spaces around it."""
    return seen(text).strip().strip(QUOTES).strip().lower()


def shown_cipher(text: str) -> str:
    """Return a cipher as a message shows it: a sign that no keyboard here has by its number, as ``m[U+0430]1``."""
    return "".join(sign if " " < sign < "\x7f" else f"[U+{ord(sign):04X}]" for sign in text)


class CipherField(forms.CharField):
    """One cipher."""

    def to_python(self, value: Any) -> str:
        """Return it as the register writes it."""
        return plain_cipher(super().to_python(value))


def _is_unseen(sign: str) -> bool:
    """Tell whether a sign shows nothing, and is no white space either."""
    return sign in UNSEEN or (unicodedata.category(sign) in ("Cf", "Cc") and not sign.isspace())
