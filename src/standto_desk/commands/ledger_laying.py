"""``standto ledger import`` into a ledger that is in use: the changes of a folder, and their entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from standto.cli.output import print_json, show
from standto.errors import InputError, OptionError
from standto_desk.commands.authors import author_from

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from standto_desk.acts.bulk.effects import RegisterEffect
    from standto_desk.acts.bulk.folder_plans import FolderChoices, FolderPlan

FORMAT = 1
DIGITS = 12
"""The number of digits of the digest of a change that are printed, and that confirm it."""
_SHOWN = 10
"""The rows that are printed of each table; the JSON has all."""
_ALL = "all"


def lay(args: Namespace) -> int:
    """Show the changes of a folder; enter them if their digest is confirmed."""
    from secrets import token_hex

    from standto.scenario.folder import Folder, locate
    from standto.scenario.folder_cells import cells_in
    from standto_desk.acts.bulk.effects import effect_of
    from standto_desk.acts.bulk.importing_folders import import_all, plan_all

    sent, choices = cells_in(Folder(locate(args.source))), _choices(args)
    plan = plan_all(sent, choices)
    if plan.faults:
        raise InputError(plan.faults)
    seen, made = plan.digest[:DIGITS], 0
    if plan.drafts and args.confirm:
        if args.confirm != seen:
            raise OptionError(
                f"--confirm: {args.confirm} is not what this folder would do now, which is {seen}: run the command "
                "without --confirm, and read what it shows"
            )
        author = author_from(args)
        made = len(import_all(author=author, sent=sent, asked=choices, seen=plan.digest, key=token_hex(12)))
    effect = effect_of(plan.before, plan.after, plan.since) if plan.drafts and not made else None
    if args.json:
        print_json(_as_json(args.source, plan, effect, made))
    else:
        show("\n".join([f"{made:,} entries"] if made else _screen(args, plan, effect)))
    return 1 if plan.drafts and not made else 0


def _choices(args: Namespace) -> FolderChoices:
    from standto.model.time import minute_from
    from standto_desk.acts.bulk.folder_plans import FolderChoices
    from standto_desk.acts.bulk.parts import ENDABLE
    from standto_desk.clock import now

    unknown = sorted({*args.end} - {*ENDABLE, _ALL})
    if unknown:
        raise OptionError(f"--end: {', '.join(unknown)}: is no table: allowed are {', '.join((_ALL, *ENDABLE))}")
    ending = frozenset(ENDABLE if _ALL in args.end else args.end)
    return FolderChoices(ending, None, minute_from(now()))


def _as_json(source: str, plan: FolderPlan, effect: RegisterEffect | None, made: int) -> dict[str, Any]:
    """Return the changes of a folder as JSON."""
    return {
        "format": FORMAT,
        "source": source,
        "digest": plan.digest[:DIGITS],
        "entries": made,
        "counts": plan.counts,
        "untouched": plan.untouched,
        "unlisted": plan.unlisted,
        "left": plan.left,
        "rows": [each._asdict() for each in plan.differences],
        "effect": None if effect is None else {each.what.lower(): [each.before, each.after] for each in effect.answers},
    }


def _screen(args: Namespace, plan: FolderPlan, effect: RegisterEffect | None) -> Iterator[str]:
    """Yield the changes of a folder as lines, table by table."""
    from shlex import quote

    from standto.wording import counted

    for part, kinds in plan.counts.items():
        numbers = [f"{number:,} {kind}" for kind, number in kinds.items()]
        untouched = plan.untouched.get(part, 0)
        numbers += [f"{untouched:,} untouched"] if untouched else []
        numbers += [f"{plan.unlisted[part]:,} not listed"] if part in plan.unlisted and not _ends(args, part) else []
        yield f"{part}: {', '.join(numbers) or 'nothing'}"
        yield from _rows(plan, part)
    for part, number in plan.left.items():
        yield f"left: {number:,} {part}"
    if not plan.drafts:
        yield "nothing to do: the ledger has all of it already"
        return
    if effect is not None:
        for each in effect.answers:
            yield f"{each.what}: {each.before} → {each.after}"
    if plan.unlisted and _ALL not in args.end:
        yield "rows that are not listed stay; --end TABLE ends those of a table"
    yield f"nothing is entered yet: {counted(len(plan.drafts), 'entry', 'entries')}"
    ending = "".join(f" --end {part}" for part in args.end)
    yield f"next: standto ledger import {quote(args.source)}{ending} --confirm {plan.digest[:DIGITS]}"


def _ends(args: Namespace, part: str) -> bool:
    return part in args.end or _ALL in args.end


def _rows(plan: FolderPlan, part: str) -> Iterator[str]:
    from standto.wording.sentences import SEE_ALL, room

    rows = [each for each in plan.differences if each.part == part]
    for each in rows[: room(_SHOWN)]:
        cells = [
            f"{name} {each.before.get(name) or 'none'} → {each.after.get(name) or 'none'}" for name in each.columns
        ]
        yield f"  {each.kind}: {' '.join(each.name)}" + (f": {', '.join(cells)}" if each.before and each.after else "")
    if len(rows) > room(_SHOWN):
        yield f"  and {len(rows) - room(_SHOWN):,} more: {SEE_ALL}"
