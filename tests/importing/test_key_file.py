"""The key file: outside the folder, for its owner alone, and the same person keeps their cipher."""

from __future__ import annotations

import os
import stat
from random import Random

import pytest

from standto.errors import InputError, OptionError
from standto.importing.ciphers import CipherBook, normal_form
from standto.importing.key_file import opened_key, work_tree_of


@pytest.fixture
def place(tmp_path):
    """A folder that only its owner may write to."""
    tmp_path.chmod(0o700)
    return tmp_path


def written(path, text, mode=0o600):
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DR 1025A", "Dr. 1025A (swap w/ DR 1045A)"),
        ("DR 1025A", "dr\u00a01025a"),
        ("8411 AR", "8411AR "),
        ("M\u00fcller, A.", "Mu\u0308ller A"),
        ("O\u2019Brien", "O'Brien"),
        ("A\u2010B 1", "A-B 1"),
        ("1025A [acting]", "1025A"),
        ("1025A*", "1025A"),
    ],
)
def test_two_spellings_of_one_person_have_one_normal_form(one, other):
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize(
    ("one", "other"), [("1.11", "11.1"), ("1-11", "11-1"), ("A/1", "A1"), ("M\u00fcller", "Muller")]
)
def test_different_people_have_different_normal_forms(one, other):
    assert normal_form(one) != normal_form(other)


def test_a_person_keeps_their_cipher():
    book = CipherBook({"8411 AR": "nx121"}, Random(1).randrange)
    assert [book.cipher("8411ar"), book.cipher("(8411 AR)"), book.cipher("")] == ["nx121", "", ""]
    assert book.cipher("9 B") == book.cipher("9b")
    assert list(book.new) == ["9 B"]


def test_ciphers_are_drawn_anew_and_say_nothing():
    drawn = [CipherBook({}, Random(seed).randrange, "nx").cipher("8411 AR") for seed in range(20)]
    assert len(set(drawn)) == 20
    assert all(cipher.startswith("nx") and len(cipher) == 8 for cipher in drawn)


def test_no_cipher_is_given_twice_though_the_draws_repeat():
    book = CipherBook({}, Random(1).randrange, "p")
    assert len({book.cipher(f"{number} A") for number in range(5_000)}) == 5_000


def test_no_cipher_is_an_id_that_is_taken():
    taken = CipherBook({}, Random(1).randrange).cipher("1 A")
    book = CipherBook({}, Random(1).randrange)
    book.avoid([taken])
    assert book.cipher("1 A") != taken


def test_a_new_key_file_is_for_its_owner_alone(place):
    old = os.umask(0)
    try:
        with opened_key(place / "key.csv", place / "folder") as key:
            key.add({"8411 AR": "p2b", "=1+1": "p1a"})
    finally:
        os.umask(old)
    assert (place / "key.csv").read_text(encoding="utf-8") == "person,cipher\n'=1+1,p1a\n8411 AR,p2b\n"
    assert stat.S_IMODE((place / "key.csv").stat().st_mode) == 0o600
    assert [path.name for path in place.iterdir()] == ["key.csv"]


def test_a_key_file_is_read_and_added_to(place):
    path = written(place / "key.csv", "person,cipher\n8411 AR,nx121\n")
    with opened_key(path, place / "folder") as key:
        assert key.known == {"8411 AR": "nx121"}
        key.add({"9 B": "a1"})
    assert path.read_text(encoding="utf-8") == "person,cipher\n9 B,a1\n8411 AR,nx121\n"


def test_a_key_file_with_nobody_new_stays_as_it_is(place):
    path = written(place / "key.csv", "person,cipher\r\n8411 AR,nx121\r\n")
    before = path.stat().st_mtime_ns, path.read_bytes()
    with opened_key(path, place / "folder") as key:
        key.add({})
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before


def _fail_while_adding(key, new):
    with pytest.raises(OptionError), key.adding(new):
        raise OptionError("the folder cannot be written")


def test_a_key_file_keeps_what_was_added_before_a_failure(place):
    with opened_key(place / "key.csv") as key:
        with key.adding({"9 B": "a1"}):
            pass
        _fail_while_adding(key, {"9 B": "a1", "8 A": "b2"})
    assert (place / "key.csv").read_text(encoding="utf-8") == "person,cipher\n9 B,a1\n"


def test_a_key_file_is_put_back(place):
    path = written(place / "key.csv", "person,cipher\n8411 AR,nx121\n")
    for each, left in ((path, "person,cipher\n8411 AR,nx121\n"), (place / "new.csv", None)):
        with opened_key(each, place / "folder") as key:
            _fail_while_adding(key, {"9 B": "a1"})
        assert (each.read_text(encoding="utf-8") if each.exists() else None) == left


@pytest.mark.parametrize("inside", ["folder/key.csv", "folder/sub/key.csv", "link/key.csv", "folder", "key-link"])
def test_a_key_file_inside_the_folder_is_refused_through_links_too(place, inside):
    (place / "folder" / "sub").mkdir(parents=True)
    (place / "link").symlink_to(place / "folder")
    (place / "key-link").symlink_to(place / "folder" / "key.csv")
    with pytest.raises(OptionError, match=r"is inside the folder .*: keep the key to the ciphers outside it"):
        opened_key(place / inside, place / "folder").__enter__()


def test_a_key_file_inside_another_scenario_is_refused(place):
    (place / "other").mkdir()
    (place / "other" / "scenario.toml").write_text("")
    with pytest.raises(OptionError, match=r"is inside the scenario folder .*other"):
        opened_key(place / "other" / "key.csv").__enter__()


def test_a_folder_that_everybody_can_write_to_is_refused(place):
    (place / "open").mkdir()
    (place / "open").chmod(0o777)
    with pytest.raises(OptionError, match=r"every account can write to .*open: keep the key in a folder of your own"):
        opened_key(place / "open" / "key.csv").__enter__()


def test_a_key_file_that_others_may_read_is_refused(place):
    path = written(place / "key.csv", "person,cipher\n", 0o644)
    with pytest.raises(OptionError, match=r"other accounts may read it: make it yours alone, with chmod 600"):
        opened_key(path).__enter__()


def test_a_key_file_that_is_a_folder_is_refused(place):
    (place / "key.csv").mkdir()
    with pytest.raises(OptionError, match=r"is not a file: name a file for the key"):
        opened_key(place / "key.csv").__enter__()


def test_a_folder_that_is_not_there_is_named(place):
    with pytest.raises(OptionError, match=r"there is no folder .*none: make it first"):
        opened_key(place / "none" / "key.csv").__enter__()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a,b\n", ["1: is not a key file: its first line is person,cipher"]),
        ("", ["1: is not a key file: its first line is person,cipher"]),
        ("person,cipher\n8411 AR,nx1\n8411ar,nx2\n9 B,nx1\n", [
            "3: has the person of line 2 again: keep one of the two lines"]),
        ("person,cipher\n8411 AR\n9 B,NX 1\n,nx2\n", [
            f"{line}: is not a person and their cipher: write the number or name, a comma, and the cipher in "
            "small letters" for line in (2, 3, 4)]),
    ],
)  # fmt: skip
def test_a_key_file_with_faults_is_told_without_a_name_in_it(place, text, told):
    path = written(place / "key.csv", text)
    with pytest.raises(InputError) as caught:
        opened_key(path).__enter__()
    assert [str(fault) for fault in caught.value.faults] == [f"{path}:{each}" for each in told]
    assert "8411" not in str(caught.value)


def test_two_imports_do_not_use_one_key_file_at_once(place):
    import fcntl

    with opened_key(place / "key.csv"):
        handle = os.open(place, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(handle)


def test_a_work_tree_of_git_around_a_file_is_found(place):
    (place / ".git").mkdir()
    (place / "sub").mkdir()
    assert work_tree_of(place / "sub" / "key.csv") == place.resolve()
