"""The engine of outlooks: no process loads it before somebody asks for an outlook."""

from __future__ import annotations

from standto.assuming import processes
from standto_desk.picture.engine_loading import one_of_each
from standto_desk.picture.showing import picture_now
from tests.new_process import printed_by

LOADED = """
import sys

import django

django.setup()
from django.urls import get_resolver

assert get_resolver().url_patterns
import standto_desk.service.background, standto_desk.service.job_worker, standto_desk.commands

print(sorted({"numba", "llvmlite", "distributed"} & set(sys.modules)))
"""


def test_a_server_loads_no_compiler_before_somebody_opens_the_page():
    assert printed_by(LOADED).strip() == "[]"


def test_the_engine_is_loaded_with_every_sort_of_process(handful):
    told = {type(one) for one in one_of_each(picture_now()).processes}
    assert told == set(processes.AnyProcess.__args__)
