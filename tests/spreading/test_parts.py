"""Parts in files: the same digest as at once, and every fault of a merge at once."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standto.errors import InputError, OptionError
from standto.futures.merging import digest_of
from standto.spreading.chunks import Chunk
from standto.spreading.merging_parts import PartFiles
from standto.spreading.part_files import RunPart, chunk_of_part, read_part, write_part
from standto.spreading.tallying import tally_of
from tests.spreading.counted_run import CountedRun

RUN = CountedRun(seed=5)


def part_of(words, run=RUN, futures=100):
    chunk = chunk_of_part(words, futures)
    return RunPart(run.inputs, futures, chunk, ("london-2023", "--seed=5"), tally_of(run, *chunk))


def written(folder, *parts):
    """Write parts to files, and return their paths as texts."""
    paths = []
    for number, part in enumerate(parts):
        paths.append(str(folder / f"{number}.part"))
        write_part(paths[-1], part)
    return paths


def faults_of(paths, folder):
    with pytest.raises(InputError) as caught:
        PartFiles(paths)
    return [str(fault).replace(f"{folder}/", "") for fault in caught.value.faults]


@given(st.integers(1, 400), st.integers(1, 400))
def test_parts_hold_each_future_once_in_equal_shares(futures, parts):
    parts = min(futures, parts)
    chunks = [chunk_of_part(f"{number}/{parts}", futures) for number in range(1, parts + 1)]
    assert [future for chunk in chunks for future in range(*chunk)] == list(range(futures))
    sizes = {chunk.stop - chunk.start for chunk in chunks}
    assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize(
    "part", ["", "1", "0/3", "4/3", "1/101", "-1/3", "1/0", "a/b", "1/3/5", "1.0/3", "1/9999999999"]
)
def test_a_part_that_is_none_is_refused(part):
    with pytest.raises(OptionError, match=r"--part: .* is no part of 100 futures: give i/n, such as 3/8"):
        chunk_of_part(part, 100)


def test_parts_of_another_question_are_strangers_even_if_it_has_the_same_futures(tmp_path):
    first, second = part_of("1/2"), part_of("2/2")
    asked = dataclasses.replace(second, asked=("elsewhere", "--seed=5", "--assumptions=there.toml", "--basis=none"))
    assert faults_of(written(tmp_path, first, asked), tmp_path) == [
        "1.part: was asked with --basis=none, and 0.part with nothing more: give the parts of one question",
        "FILE: futures 50 to 99 are in no part: give the files of all parts",
    ]
    moved = dataclasses.replace(second, asked=("elsewhere", "--seed=5", "--assumptions=there.toml"))
    assert PartFiles(written(tmp_path, first, moved)).futures == 100


@pytest.mark.parametrize("parts", [1, 2, 7])
def test_merged_parts_have_the_digest_of_the_whole(tmp_path, parts):
    paths = written(tmp_path, *(part_of(f"{number}/{parts}") for number in range(1, parts + 1)))
    with PartFiles(paths[::-1]) as files:
        assert (files.inputs, files.futures, files.asked) == (RUN.inputs, 100, ("london-2023", "--seed=5"))
        assert digest_of(tally_of(RUN, 0, 100, executor=files)) == digest_of(RUN.tally(0, 100))


def test_a_part_is_written_whole_and_alone(tmp_path):
    (path,) = written(tmp_path, part_of("1/1"))
    assert [each.name for each in tmp_path.iterdir()] == ["0.part"]
    assert read_part(path).chunk == Chunk(0, 100)


def test_all_faults_of_a_merge_are_told_at_once(tmp_path):
    stranger = part_of("1/4", CountedRun(seed=6))
    shorter = part_of("1/4", futures=80)
    paths = written(tmp_path, part_of("1/4"), part_of("1/2"), part_of("4/5"), stranger, shorter)
    (tmp_path / "junk").write_bytes(b"junk\n")
    mine, other = RUN.inputs[:12], stranger.inputs[:12]
    differ = "they differ in the scenario, the moment, the assumptions, the seed or the version"
    assert faults_of([*paths, str(tmp_path / "junk"), str(tmp_path / "none"), str(tmp_path)], tmp_path) == [
        "junk: this is no part of an outlook, or a damaged one (its first line is not that of a part)",
        "none: cannot be read: No such file or directory",
        f"{tmp_path}: cannot be read: Is a directory",
        f"3.part: has inputs {other}, and 0.part has {mine}: {differ}",
        "4.part: is a part of 80 futures, and 0.part of 100",
        "1.part: futures 0 to 24 are in 0.part too: give each part once",
        "FILE: futures 50 to 59 are in no part: give the files of all parts",
        "FILE: futures 80 to 99 are in no part: give the files of all parts",
    ]


def test_a_merge_of_nothing_is_refused(tmp_path):
    assert faults_of([], tmp_path) == ["FILE: no part was given: name the files of all parts"]


def test_a_device_that_never_ends_is_no_part_and_does_not_fill_the_memory(tmp_path):
    fault = "this is no part of an outlook, or a damaged one (its first line is not that of a part)"
    assert faults_of(["/dev/zero"], tmp_path) == [f"/dev/zero: {fault}"]


def test_a_part_twice_is_refused(tmp_path):
    (path,) = written(tmp_path, part_of("1/1"))
    assert faults_of([path, path], tmp_path) == ["0.part: futures 0 to 99 are in 0.part too: give each part once"]


def test_a_scenario_that_has_changed_since_is_refused(tmp_path):
    files = PartFiles(written(tmp_path, part_of("1/1")))
    with pytest.raises(InputError, match=r"0\.part: these are parts of inputs .*: merge with the files that the parts"):
        tally_of(CountedRun(seed=6), 0, 100, executor=files)
    with pytest.raises(InputError, match="these parts answer for all 100 futures at once"):
        tally_of(RUN, 0, 90, executor=files)


def test_a_part_that_does_not_hold_what_it_names_is_damaged(tmp_path):
    wrong = dataclasses.replace(part_of("1/2"), chunk=Chunk(0, 60))
    (path,) = written(tmp_path, wrong)
    assert faults_of([path], tmp_path) == ["0.part: this part is damaged: it does not hold the futures that it names"]


def test_a_part_that_is_cut_off_is_damaged(tmp_path):
    (path,) = written(tmp_path, part_of("1/1"))
    whole = (tmp_path / "0.part").read_bytes()
    (tmp_path / "0.part").write_bytes(whole[:-20])
    assert faults_of([path], tmp_path) == [
        "0.part: this is no part of an outlook, or a damaged one (the tally is cut off or changed)"
    ]
