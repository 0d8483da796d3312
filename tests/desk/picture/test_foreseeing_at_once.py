"""However many readers ask for the same outlook at once, its futures are judged once, part by part."""

from __future__ import annotations

from standto_desk.picture.engine_loading import one_of_each
from standto_desk.picture.foreseeing import foresee, turns
from standto_desk.picture.showing import picture_now
from tests.desk.picture.test_looking_at_once import in_threads


def asked(picture, futures, seed, between=lambda: None):
    """The outlook of everything that can be assumed."""
    return foresee(
        picture, one_of_each(picture), seed=seed, futures=futures, until=picture.until, basis="offered", between=between
    )


def test_readers_of_one_question_share_its_parts(handful):
    picture = picture_now()

    def reads(number):
        with turns.taken(str(number), left=lambda: False) as turn:
            return asked(picture, 3_000, 1, between=lambda: turns.pass_on(turn))

    found = in_threads(4, reads)
    assert [one.tally.futures for one in found] == [3_000] * 4
    assert len({id(one.tally) for one in found}) == 1


def test_an_answer_is_as_sharp_as_the_sharpest_before(handful):
    picture = picture_now()
    assert asked(picture, 1_000, 2).tally.futures == 1_000
    sharp = asked(picture, 2_000, 2)
    assert asked(picture, 1_000, 2).tally is sharp.tally


def test_parts_make_the_same_answer_as_one_run(handful):
    from standto.futures.merging import digest_of
    from standto.outlooks.looking_ahead import outlook

    picture = picture_now()
    parts = asked(picture, 2_500, 3)
    whole = outlook(
        picture.situation, assumptions=one_of_each(picture), futures=2_500, seed=3, until=picture.until, basis="offered"
    )
    assert digest_of(parts.tally) == digest_of(whole.tally)
