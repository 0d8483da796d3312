from __future__ import annotations

from tests.new_process import printed_by


def test_without_numba_an_outlook_says_how_to_get_it():
    assert (
        printed_by(
            "import sys; sys.modules['numba'] = None\n"
            "from standto.errors import StandtoError\n"
            "try:\n"
            "    import standto.chance.random_words\n"
            "except StandtoError as error:\n"
            "    print(error)\n"
        )
        == "outlooks need numba: install standto[outlook] (pip install 'standto[outlook]')\n"
    )


def test_reading_assumptions_does_not_load_numba():
    assert (
        printed_by("import sys, standto, standto.assuming, standto.cli.main; print('numba' in sys.modules)")
        == "False\n"
    )
