"""Style sheets, scripts and icons: compressed, and kept by browsers for good at an address with a digest of them."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from wsgiref.headers import Headers

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

DIGITS = 16
"""The number of characters of the digest in an address."""
LEAST = 300
"""Smaller files are not compressed."""


@cache
def digest_of_files() -> str:
    """Return a digest of every static file: its name and its content.

    All of them share one, because scripts import each other by names without a digest.
    """
    found = hashlib.sha256()
    for name, path in sorted(_files().items()):
        found.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()[:DIGITS]


def _files() -> dict[str, Path]:
    """Return the path of each static file, by name."""
    return {name: Path(storage.path(name)) for finder in finders.get_finders() for name, storage in finder.list(None)}


class DigestStorage(StaticFilesStorage):
    """Static files at addresses that change with their content."""

    def url(self, name: str | None, force: bool = False) -> str:  # noqa: ARG002
        """Return the address of a file."""
        return f"{super().url('')}{digest_of_files()}/{name}"


class StaticMiddleware(WhiteNoiseMiddleware):
    """Answers with static files, compressed once when the process starts."""

    def __init__(self, get_response: Any) -> None:
        self._folder = TemporaryDirectory(prefix="standto-static-")
        super().__init__(get_response)

    def add_files_from_finders(self) -> None:
        """Offer each file at its plain address and at the one with the digest."""
        for name, path in _files().items():
            for url in (f"{self.static_prefix}{name}", f"{self.static_prefix}{digest_of_files()}/{name}"):
                self.add_file_to_dictionary(url, str(path))

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> StaticFile:  # noqa: ARG002
        """Return a file with its headers, and with its compressed form beside it."""
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        content = Path(path).read_bytes()
        small = Path(self._folder.name) / f"{hashlib.sha256(content).hexdigest()}.gz"
        if not small.exists():
            small.write_bytes(gzip.compress(content, mtime=0))
        encodings = {"gzip": str(small)} if len(content) >= LEAST else {}
        return StaticFile(path, headers.items(), encodings=encodings)

    def immutable_file_test(self, path: str, url: str) -> bool:  # noqa: ARG002
        """Tell whether what is at an address never changes."""
        return bool(url.startswith(f"{self.static_prefix}{digest_of_files()}/"))
