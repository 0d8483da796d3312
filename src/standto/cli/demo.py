"""``standto demo``: a scenario played from its start, as a story and as situation reports."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from standto.cli.output import json_line, write_text
from standto.cli.progress import Progress
from standto.errors import OptionError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from standto.ladder import Replay, ReplayStep
    from standto.register import Records
    from standto.reporting import SituationReport

WEEKEND = "london-2023"
REPLAY, STORY = "replay.json", "timeline.txt"
MOST = 6
"""Instants of which reports are written."""
OWN = re.compile(r"\d{8}-\d{4,6}(\.\d{6})?[+-]\d{4,6}-(command|public)\.(html|md|json)")
"""The names of reports, which this command replaces."""
INVENTED = (
    "What was reported is real: steps, figures and statements, each with its source. What was never published is "
    "invented: requirements, teams, who has which skill, when each person stepped back and returned, the size of "
    "pools, and the hour of what is known by its day alone; some of it was chosen so that the history comes out of the "
    "rules, as the documentation says. Nothing here tells what any force could or could not cover."
)
TAKEN_AS_IT_IS = "The scenario is taken as it is; its title and its files say what in it is invented."
NOT_CHECKED = "Rest is checked for call-ins only."


def add(parser: ArgumentParser) -> None:
    """Lay down the options."""
    parser.add_argument("directory", metavar="DIR", help="where to write the reports; made if it is not there")
    parser.add_argument(
        "folder", metavar="FOLDER", nargs="?", default=WEEKEND, help="another scenario to play (%(default)s)"
    )


def run(args: Namespace) -> int:
    """Play the scenario: print its story, and write its reports."""
    from standto.ladder import replay
    from standto.register import Records
    from standto.scenario import read_scenario

    with Progress("replay") as progress:
        records = Records(read_scenario(args.folder))
        directory = _made(args.directory)
        played = replay(records, progress=progress)
    told = "\n".join(_story(played, weekend=args.folder == WEEKEND))
    print(told, flush=True)
    with Progress("reports") as progress:
        written = _write(records, played, directory, told, progress)
    print("\n".join(["", *_what_to_open(directory, written)]))
    return 0


def _made(path: str) -> Path:
    """Return the folder for the reports, made where it is not there."""
    directory = Path(path)
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise OptionError(
            f"{path}: cannot be the folder for the reports: {getattr(error, 'strerror', None) or error}"
        ) from error
    return directory


def _story(played: Replay, *, weekend: bool) -> Iterator[str]:
    """Yield the story: what it is about and what in it is invented, what happened, and how decisions compare."""
    from standto.ladder.replay_screen import agreement, story
    from standto.wording import wrapped

    yield from wrapped(played.scenario.title)
    yield from ("", *wrapped(INVENTED if weekend else TAKEN_AS_IT_IS), "")
    yield from story(played)
    yield from ("", *wrapped(agreement(played)), NOT_CHECKED)


def _telling(played: Replay) -> list[ReplayStep]:
    """Return the steps that a report is written of: where something was decided, else where cover changed."""
    steps = [step for step in played.steps if step.decisions]
    if not steps:
        pairs = zip(played.steps, played.steps[1:], strict=False)
        steps = [step for before, step in pairs if step.review.covered != before.review.covered]
    steps = steps or list(played.steps[:1])
    if len(steps) <= MOST:
        return steps
    return [steps[round(place * (len(steps) - 1) / (MOST - 1))] for place in range(MOST)]


def _write(
    records: Records, played: Replay, directory: Path, story: str, progress: Progress
) -> list[tuple[ReplayStep, str]]:
    """Write the replay and the reports in place of those of an earlier run; return each step with its report's name."""
    from standto.reporting import sitrep

    for path in sorted(directory.iterdir()):
        if OWN.fullmatch(path.name) and path.is_file():
            path.unlink()
    write_text(directory / STORY, f"{story}\n")
    write_text(directory / REPLAY, json_line(played.as_json()))
    telling = _telling(played)
    written = []
    for done, step in enumerate(telling):
        for audience in ("command", "public"):
            progress.say(f"reports: {2 * done + (audience == 'public')} of {2 * len(telling)}")
            report = sitrep(records, at=step.at, audience=audience)
            _write_formats(report, directory / f"{report.heading.number}-{audience}")
        written.append((step, report.heading.number))
    return written


def _write_formats(report: SituationReport, path: Path) -> None:
    """Write a report in every format."""
    from standto.cli.sitrep import FORMATS, laid_out

    for suffix in FORMATS:
        write_text(path.with_name(f"{path.name}{suffix}"), laid_out(report, suffix))


def _what_to_open(directory: Path, written: list[tuple[ReplayStep, str]]) -> Iterator[str]:
    """Say where the reports are, and which to open first."""
    from standto.ladder.replay_screen import decided
    from standto.wording import counted, moment, wrapped

    yield f"{counted(len(written), 'situation report')} with charts in {directory}/, for command:"
    for step, number in written:
        said = moment(step.review.scenario.zone, step.at)
        decisions = " ".join(decided(step))
        yield f"  {directory / number}-command.html"
        yield from wrapped(f"{said}. {decisions}", 6, 0)
    yield from wrapped(
        f"Open them in a browser; they need no network. The public's end in -public.html; each is also there as .md "
        f"and .json. The replay: {directory / REPLAY}; this story: {directory / STORY}."
    )
