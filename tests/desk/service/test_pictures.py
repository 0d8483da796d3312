"""The pictures of the documentation show the program as it is now."""

from __future__ import annotations

import json
import re

from standto_desk.access.models import Account
from standto_desk.service.demonstration import make_demonstration
from tests.desk.people import client_of
from tools import pictures

AGAIN = "the program has changed since this picture was taken: run `make pictures`, and look at them"


def kept() -> dict[str, str]:
    return json.loads(pictures.DIGESTS.read_text(encoding="utf-8"))


def test_every_picture_has_a_digest_of_what_it_is_made_of():
    there = {path.name for path in pictures.FOLDER.iterdir()} - {pictures.DIGESTS.name}
    assert there == set(kept())


def test_the_pictures_of_pages_show_the_pages_of_now(desk):
    make_demonstration()
    digests = {}
    for shot in pictures.SHOTS:
        visitor = client_of(Account.objects.get(username=shot.username))
        page = visitor.get(shot.path).content.decode()
        digests[f"{shot.name}.png"] = pictures.digest_of(pictures.words_in(page))
    assert digests == {name: digest for name, digest in kept().items() if name.endswith(".png")}, AGAIN


def test_the_pictures_of_the_command_line_show_what_it_says_now():
    digests = {name: pictures.digest_of(text) for name, text in pictures.drawings().items()}
    assert digests == {name: digest for name, digest in kept().items() if name.endswith(".svg")}, AGAIN


def test_the_same_demonstration_has_the_same_words():
    page = '<p>1</p><main id="a"><h1>Now &amp; then</h1><script>let key = 3</script><svg><title>x</title></svg></main>'
    assert pictures.words_in(page) == "Now & then"
    assert re.fullmatch("[0-9a-f]{16}", pictures.digest_of(page))
