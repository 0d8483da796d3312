"""``standto demo``: a whole scenario as a story and as situation reports."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from standto.cli.output import json_line, write_text
from standto.cli.progress import Progress
from standto.cli.report_files import AUDIENCES
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
"""The most instants with reports."""
OWN = re.compile(r"\d{8}-\d{4,6}(\.\d{6})?[+-]\d{4,6}-(command|public)\.(html|md|json)")
"""The names of reports; this command replaces them."""
INVENTED = (
    "Everything reported is real: steps, figures and statements, each with its source. Everything that was never "
    "published is invented: requirements, teams, each person's skills, the times at which each person stepped back and "
    "returned, and the size of pools. Where only a day is known, the hour is invented. Some of this was chosen so that "
    "the rules lead to the history, as the documentation says. Nothing here shows what any force could or could not "
    "cover."
)
TAKEN_AS_IT_IS = "The title and the files of this scenario say which parts of it are invented."


EXAMPLES = """
standto demo reports
standto demo reports lifeboat
"""


def add(parser: ArgumentParser) -> None:
    """Define the options."""
    parser.add_argument("directory", metavar="DIR", help="the folder for the reports; made if it does not exist")
    parser.add_argument(
        "folder", metavar="FOLDER", nargs="?", default=WEEKEND, help="another scenario to play (%(default)s)"
    )


def run(args: Namespace) -> int:
    """Print the story of a scenario, and write its reports."""
    from standto.ladder import replay
    from standto.ladder.replay_screen import replay_text
    from standto.register import Records
    from standto.scenario import read_scenario

    with Progress("replay") as progress:
        records = Records(read_scenario(args.folder))
        directory = _made(args.directory)
        played = replay(records, progress=progress)
    text = replay_text(played, INVENTED if args.folder == WEEKEND else TAKEN_AS_IT_IS)
    print(text, flush=True)
    with Progress("reports") as progress:
        written = _write(records, played, directory, text, progress)
    print("\n".join(["", *_where(directory, written)]))
    return 0


def _made(path: str) -> Path:
    """Return the folder for the reports; make it if it does not exist."""
    directory = Path(path)
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise OptionError(
            f"{path}: cannot be the folder for the reports: {getattr(error, 'strerror', None) or error}"
        ) from error
    return directory


def _reported_steps(played: Replay) -> list[ReplayStep]:
    """Return the steps to write reports of: those with a decision, or else those at which cover changed."""
    steps = [step for step in played.steps if step.decisions]
    if not steps:
        pairs = zip(played.steps, played.steps[1:], strict=False)
        steps = [step for before, step in pairs if step.review.covered != before.review.covered]
    steps = steps or list(played.steps[:1])
    if len(steps) <= MOST:
        return steps
    # Spread evenly from the first step to the last.
    return [steps[round(number * (len(steps) - 1) / (MOST - 1))] for number in range(MOST)]


def _write(
    records: Records, played: Replay, directory: Path, story: str, progress: Progress
) -> list[tuple[ReplayStep, str]]:
    """Write the replay and the reports over those of an earlier run; return each step with its report's name."""
    from standto.reporting import sitrep

    for path in sorted(directory.iterdir()):
        if OWN.fullmatch(path.name) and path.is_file():
            path.unlink()
    write_text(directory / STORY, f"{story}\n")
    write_text(directory / REPLAY, json_line(played.as_json()))
    steps = _reported_steps(played)
    written = []
    for done, step in enumerate(steps):
        for audience in AUDIENCES:
            progress.say(f"reports: {2 * done + (audience == 'public')} of {2 * len(steps)}")
            report = sitrep(records, at=step.at, audience=audience)
            _write_formats(report, directory / f"{report.heading.number}-{audience}")
        written.append((step, report.heading.number))
    return written


def _write_formats(report: SituationReport, path: Path) -> None:
    from standto.cli.sitrep import TEXTS, laid_out

    for suffix in TEXTS:
        write_text(path.with_name(f"{path.name}{suffix}"), laid_out(report, suffix))


def _where(directory: Path, written: list[tuple[ReplayStep, str]]) -> Iterator[str]:
    """Yield the paths of the reports and the story, in words."""
    from standto.ladder.replay_screen import decided
    from standto.wording import counted, moment, wrapped

    yield f"{counted(len(written), 'situation report')} for command, with charts, in {directory}/:"
    for step, number in written:
        when = moment(step.review.scenario.zone, step.at)
        decisions = " ".join(decided(step))
        yield f"  {directory / number}-command.html"
        yield from wrapped(f"{when}. {decisions}", 6, 0)
    yield from wrapped(
        f"Open them in a browser; they need no network. Reports to the public end in -public.html. Every report is "
        f"also there as .md and .json. The replay is in {directory / REPLAY}, and the story above in "
        f"{directory / STORY}."
    )
