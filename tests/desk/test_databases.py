"""The databases of the tests: none is written over while a server has it open."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.desk.serving import serve


def test_no_server_opens_a_file_that_the_next_test_writes_over(handful, tmp_path):
    url = f"sqlite:///{connection.settings_dict['NAME']}"
    for words, environ in ((["--database", url], {}), ([], {"DATABASE_URL": url})):
        with pytest.raises(AssertionError, match="serve weekend_alone or handful_alone"):
            serve(tmp_path, *words, **environ).__enter__()


def test_each_copy_for_a_server_has_a_path_of_its_own(handful_alone, weekend_alone, handful):
    files = {handful_alone, weekend_alone, f"sqlite:///{connection.settings_dict['NAME']}"}
    assert len(files) == 3
