"""Take the pictures of the documentation: `python -m tools.pictures`, or `make pictures`.

The pages are those of a demonstration, served by `standto serve --demo`. The chart is from a report that
`standto sitrep` writes, and the terminal shows what `standto cover` prints. Beside the pictures, `made-of.json` holds a
digest of each one's content: the words of a page, the drawing of a chart, the output of a command.
`tests/desk/service/test_pictures.py` compares the digests with the present program, and fails when a picture is out of
date.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from html import escape, unescape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
DIGESTS = FOLDER / "made-of.json"
COMMAND = "standto cover london-2023 --at 2023-09-23T12:00 --until 2023-09-23T15:00"
REPORT = "standto sitrep london-2023 --at 2023-09-23T12:00 --audience command -o report.html"
CHARTED = "Armed response vehicles, outer London"
COLUMNS = 100
COLOURS = 64
"""Enough for pages of plain colours, and a quarter of the bytes."""


class Shot(NamedTuple):
    """A picture of a page: its name, the account, the address and the size of the window."""

    name: str
    username: str
    path: str
    width: int = 1280
    height: int = 1000


SHOTS = (
    Shot("board-wide", "commander", "/"),
    Shot("board-phone", "commander", "/", 360, 740),
    Shot("ladder-wide", "commander", "/ladder/"),
    Shot("record-wide", "duty-officer", "/record/"),
    Shot("my-record-wide", "volunteer", "/my/"),
    Shot("decisions-wide", "auditor", "/look-back/decisions/"),
)

_MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
_UNREAD = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_CHART = re.compile(r"<svg class=\"chart\".*?</svg>", re.DOTALL)
_ADDRESS = re.compile(r"http://localhost:\d+")
_ACCOUNT = re.compile(r"^  ([a-z0-9-]+) +(\S+)  ", re.MULTILINE)


def words_in(page: str) -> str:
    """Return the words of a page's main part, on one line."""
    (main,) = _MAIN.findall(page)
    return " ".join(unescape(_TAG.sub(" ", _UNREAD.sub(" ", main))).split())


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def output_of(command: str, folder: Path) -> str:
    """Return what a command of the program prints."""
    _, *arguments = command.split()
    environment = {**os.environ, "COLUMNS": str(COLUMNS), "NO_COLOR": "1"}
    program = Path(sys.executable).parent / "standto"
    answer = subprocess.run(
        [program, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if answer.returncode not in {0, 1}:
        raise SystemExit(f"pictures: {command}\n{answer.stderr}")
    return answer.stdout


def drawings() -> dict[str, str]:
    """Return the pictures that need no browser, each as the text of its file."""
    with tempfile.TemporaryDirectory() as folder:
        output = output_of(COMMAND, Path(folder))
        output_of(REPORT, Path(folder))
        report = (Path(folder) / "report.html").read_text(encoding="utf-8")
    return {"proof.svg": terminal(COMMAND, output), "chart.svg": chart_in(report)}


def terminal(command: str, output: str) -> str:
    """Draw a command and its output as a terminal shows them."""
    lines = [f"$ {command}", *output.rstrip().splitlines()]
    width, height = COLUMNS * 8 + 32, len(lines) * 18 + 32
    spans = "\n".join(
        f'<tspan x="16" y="{16 + 18 * number}" xml:space="preserve">{escape(line)}</tspan>'
        for number, line in enumerate(lines, start=1)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">\n'
        f'<rect width="{width}" height="{height}" rx="8" fill="#1d2330"/>\n'
        f'<text fill="#f3f2f1" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="13">\n{spans}\n'
        "</text>\n</svg>\n"
    )


def chart_in(report: str) -> str:
    """Return a report's chart of one duty as a file of its own, on white."""
    drawn = next(chart for chart in _CHART.findall(report) if CHARTED in chart)
    width, height = (float(number) for number in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)[0])
    opening, rest = drawn.split(">", 1)
    return (
        f'{opening} width="{width}" height="{height}">\n<rect width="{width}" height="{height}" fill="#fff"/>{rest}\n'
    )


@contextmanager
def demonstration() -> Iterator[tuple[str, dict[str, str]]]:
    """Serve a demonstration, and yield its address and the passwords of its accounts."""
    command = [Path(sys.executable).parent / "standto", "serve", "--demo", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            printed = ""
            while not (address := _ADDRESS.search(printed)):
                line = process.stdout.readline()
                if not line:
                    raise SystemExit("pictures: the demonstration did not start")
                printed += line
            yield address[0], dict(_ACCOUNT.findall(printed))
        finally:
            process.terminate()


def photographs() -> Iterator[tuple[Shot, bytes, str]]:
    """Yield every shot with its picture and the words of its page."""
    from playwright.sync_api import sync_playwright

    with demonstration() as (address, passwords), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for shot in SHOTS:
            context = browser.new_context(viewport={"width": shot.width, "height": shot.height})
            page = context.new_page()
            _sign_in(page, address, shot.username, passwords[shot.username])
            page.goto(address + shot.path)
            yield shot, page.screenshot(), words_in(context.request.get(address + shot.path).text())
            context.close()


def _sign_in(page: Any, address: str, username: str, password: str) -> None:
    page.goto(f"{address}/account/login/")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(password)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state()


def small(picture: bytes) -> bytes:
    """Return a picture as a PNG of few colours."""
    from PIL import Image

    made = BytesIO()
    Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS).save(made, "PNG", optimize=True)
    return made.getvalue()


def main() -> int:
    """Take every picture, and write its digest."""
    if not shutil.which("chromium"):
        print("pictures: Chromium is missing: apt-get install chromium", file=sys.stderr)
        return 2
    made: dict[str, bytes] = {}
    digests: dict[str, str] = {}
    for name, text in drawings().items():
        made[name], digests[name] = text.encode(), digest_of(text)
    for shot, picture, words in photographs():
        made[f"{shot.name}.png"], digests[f"{shot.name}.png"] = small(picture), digest_of(words)
    FOLDER.mkdir(exist_ok=True)
    for name, content in made.items():
        (FOLDER / name).write_bytes(content)
        print(f"pictures: {name}, {len(content) // 1000} kB")
    DIGESTS.write_text(json.dumps(digests, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
