"""Files that somebody sends: kept in memory, never in a file of the machine, and refused if they are too large."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler


class InMemory(MemoryFileUploadHandler):
    """Takes the files of a form into memory; a form that is too large is refused before any is read."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803, as Django calls it
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Refuse a form that is larger than `FILE_UPLOAD_MAX_MEMORY_SIZE`."""
        if content_length > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig("The form is too large.")
        super().handle_raw_input(input_data, META, content_length, boundary, encoding)


class SeveralFiles(forms.FileInput):
    """An input for one file or several."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """One file or several; cleans to a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the files, each checked by itself.

        Raises
        ------
        ValidationError
            There is none, or one is empty.
        """
        given = data if isinstance(data, list | tuple) else [data]
        checked = [super(SeveralFilesField, self).clean(one, initial) for one in given or [None]]
        return [one for one in checked if one]
