"""A picture as a part of a page: one element with its own ids, a plain font and alternative text."""

from __future__ import annotations

import re

from markupsafe import escape

FONTS = "Arial, Helvetica, sans-serif"
_USED = re.compile(r"""(?:url\(#|href="#)([^")]+)""")
_ID = re.compile(r' id="([^"]+)"')
_LINK = re.compile(r'(url\(#|xlink:href="#)')
_FAMILY = re.compile(r"font-family: [^;\"]+")
_OPENING = re.compile(r"<svg[^>]*viewBox=\"([^\"]+)\"[^>]*>")
_LEFT_OUT = re.compile(r"\s*<metadata>.*?</metadata>|\s*<style.*?</style>", re.DOTALL)


def embedded(drawn: str, key: str, title: str, description: str) -> str:
    """Return a picture as an element of a page.

    Parameters
    ----------
    drawn
        A whole SVG file, as Matplotlib writes it.
    key
        The beginning of every id.
    title, description
        The alternative text.
    """
    opening = _OPENING.search(drawn)
    if opening is None:
        raise ValueError("the picture has no viewBox")
    used = frozenset(_USED.findall(drawn))
    body = _LEFT_OUT.sub("", drawn[opening.end() :])
    body = _ID.sub(lambda found: f' id="{key}-{found[1]}"' if found[1] in used else "", body)
    body = _LINK.sub(lambda found: found[1].replace("xlink:", "") + f"{key}-", body)
    body = _FAMILY.sub(f"font-family: {FONTS}", body)
    return (
        f'<svg class="chart" viewBox="{opening[1]}" role="img" aria-labelledby="{key}-title {key}-what"'
        f' stroke-linejoin="round" xmlns="http://www.w3.org/2000/svg">\n'
        f'<title id="{key}-title">{escape(title)}</title>\n<desc id="{key}-what">{escape(description)}</desc>'
        f"{body.strip()}"
    )
