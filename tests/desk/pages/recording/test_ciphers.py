from __future__ import annotations

import pytest

from standto_desk.pages.recording.cipher_lists import ciphers_in


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
        "\u200bnx1\u200b, n\u00adx2 \u2060nx3\ufeff",
        "\u202anx1\u202c\n\u2067nx2\u2069\n\u200fnx3\u200e",
        "\u202dnx1\u202c,\u061cnx2;\u180enx3\ufe0f",
        "nx1\u00a0nx2\u3000nx3\u2003",
        "“nx1”, ‘nx2’ «nx3»",
        "ｎｘ１ ｎｘ２，ｎｘ３",
        "\u200bper\u200bson,team\nnx1\u200b,a\n\u202anx2\u202c,b\nnx3,a\n",
        "n\x00x1 nx2\x1b nx\U000e00013",
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
