from __future__ import annotations

import pytest

from standto_desk.pages.recording.ciphers import ciphers_in


@pytest.mark.parametrize(
    "text",
    [
        "nx1 nx2 nx3",
        "nx1,nx2,nx3",
        "nx1; nx2;nx3;",
        "nx1\nnx2\r\nnx3\n",
        "\ufeffnx1\tnx2  ,\n nx3",
        "NX1 Nx2 nX3",
        '"nx1","nx2","nx3"',
        "person,team\nnx1,a\nnx2,b\nnx3,a\n",
        "team;Cipher\na;nx1\nb;nx2\na;nx3\n",
        "\ufeffperson\r\nnx1\r\nnx2\r\n\r\nnx3\r\n",
    ],
)
def test_a_list_is_read_however_it_is_separated(text):
    assert ciphers_in(text) == ["nx1", "nx2", "nx3"]


def test_nothing_is_read_from_nothing():
    assert ciphers_in(" \n,; ") == []


def test_ciphers_that_are_there_twice_are_read_twice():
    assert ciphers_in("nx1 nx2 nx1") == ["nx1", "nx2", "nx1"]


@pytest.mark.parametrize("first", ["", "person\n"])
def test_a_line_of_any_length_is_read(first):
    ciphers = [f"zz{number:05}" for number in range(20_000)]
    assert ciphers_in(first + " ".join(ciphers))[-20_000:] == ciphers
    assert ciphers_in(first + "x" * 200_000)[-1] == "x" * 200_000
