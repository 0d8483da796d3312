"""Views that add, change and end rows of the register: the form, the effect and the receipt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from standto.errors import Fault
from standto.model.time import Instant
from standto_desk.access.guard import needs
from standto_desk.access.people_in_reach import reachable
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.acts.record_openings import Where, note_opened
from standto_desk.acts.registering.change_plans import ChangePlan, plan_changes
from standto_desk.acts.registering.changing import change_register, may_change, sound_plan
from standto_desk.acts.registering.changing_rules import propose_rules
from standto_desk.acts.registering.row_changes import ADD, RegisterChange
from standto_desk.acts.registering.rules_proposals import RULES_CHANGE
from standto_desk.acts.registering.undoing import against_undoing, changes_that_undo, key_of_undoing, made_with
from standto_desk.book.moment_tables import tables_known
from standto_desk.clock import now
from standto_desk.kit.act_forms import BasedForm
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.kit.receipts import mark_of
from standto_desk.ledger.cached_answers import current_ledger
from standto_desk.ledger.drafts import ROW
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head, known_entries
from standto_desk.ledger.refusals import Stale
from standto_desk.pages.register.change_drafts import forget, put_aside, put_aside_by, titles_of
from standto_desk.pages.register.change_effects import effect_of
from standto_desk.pages.register.change_forms import RowForm
from standto_desk.pages.register.change_pages import FormPage, form_page_of, shown_changes
from standto_desk.pages.register.change_words import DONE, VERBS, title_of
from standto_desk.pages.register.fault_words import in_words

MANY = 2
"""From this number of ids on, a subject has several rows, each with changes of its own."""
KEEPERS = (Action.KEEP_PLAN, Action.KEEP_PEOPLE, Action.KEEP_RULES)


class ConfirmChangeForm(BasedForm):
    """The button that confirms a change; its key is in the address."""

    key = None
    subjects = RowForm.subjects

    def take(self, faults: Iterable[Fault]) -> None:
        """Show faults in the words of pages."""
        super().take(in_words(faults))


@needs(*KEEPERS)
@form_page
def add(request: HttpRequest, table: str) -> HttpResponse:
    """Ask for a new row of a table."""
    return _asked(request, form_page_of(request, table))


@needs(*KEEPERS)
@form_page
def change(request: HttpRequest, table: str, thing: str) -> HttpResponse:
    """Ask what becomes of a row of a table."""
    return _asked(request, form_page_of(request, table, thing))


@needs(*KEEPERS)
@form_page
def end(request: HttpRequest, table: str, thing: str) -> HttpResponse:
    """Ask from when a row of a table ends, and what ends with it."""
    return _asked(request, form_page_of(request, table, thing, ending=True))


@needs(*KEEPERS)
@form_page
def effect(request: HttpRequest, key: str) -> HttpResponse:
    """Show the effect of a change; enter it, or propose it to a second person, once it is confirmed."""
    kept = put_aside_by(request, key)
    if kept is None:
        return redirect("register-done", key=key)
    form = ConfirmChangeForm(posted(request), based_on=head().count)
    changes, entered = kept.changes, kept.undoes or key

    def act() -> HttpResponse:
        sent = {"account": request.user, "author": author_of(request), "changes": changes, "key": entered}
        based_on = form.cleaned_data["based_on"] or 0  # without a number, the page is always stale
        waits = changes[0].kept.second
        (propose_rules if waits else change_register)(**sent, based_on=based_on)
        forget(request, key, [title_of(one, VERBS if waits else DONE) for one in changes], entered=entered)
        return redirect("register-done", key=entered)

    return form.result if attempted(form, act) else _show_effect(request, form, changes)


@needs(*KEEPERS)
@require_safe
def done(request: HttpRequest, key: str) -> HttpResponse:
    """Show the receipt of a change."""
    by_this_key = known_entries().by(request.user.pk)
    made = list((by_this_key.with_keys([key]) | by_this_key.sent_together(key)).in_order())
    if not made:
        raise Http404
    return render(request, "register/change_done.html", _receipt(made, titles_of(request, key)))


@needs(*KEEPERS)
@require_safe
def undo(request: HttpRequest, sequence: int) -> HttpResponse:
    """Find the changes that undo a change, and go on to their effect; or say why it cannot be undone."""
    found = known_entries().rows().entered_here().at(sequence)
    if found is None:
        raise Http404
    made, at = made_with(found), now()
    faults = [*against_undoing(made)]
    changes = () if faults else changes_that_undo(made, at)
    if any(not may_change(request.user, table, author_of(request).force) for table in _tables(made, changes)):
        raise PermissionDenied
    if faults or not changes:
        return render(request, "register/change_kept.html", {"why": faults}, status=409)
    return redirect("register-effect", key=put_aside(request, changes, undoes=key_of_undoing(found)))


def _tables(made: Sequence[Entry], changes: Sequence[RegisterChange]) -> set[str]:
    """Return the tables that an undoing is about: those of its changes, or else of what it would undo."""
    return {change.table for change in changes} or {one.kind for one in made}


def _asked(request: HttpRequest, page: FormPage) -> HttpResponse:
    """Show a form, or put its changes aside and go on to their effect."""
    form = page.form

    def act() -> HttpResponse:
        _refuse_stale(page.subject, form.cleaned_data["based_on"] or 0)
        changes = form.changes()
        sound_plan(request.user, changes)
        return redirect("register-effect", key=put_aside(request, changes))

    if attempted(form, act):
        return form.result
    return render(request, "register/change.html", page.shown, status=form.status)


def _refuse_stale(subject: str, based_on: int) -> None:
    """Raise `Stale` if the thing that a form is about has changed since its page was drawn."""
    changes = tuple(known_entries().after(based_on).about(subject).in_order()) if subject else ()
    if changes:
        raise Stale(changes)


def _show_effect(request: HttpRequest, form: ConfirmChangeForm, changes: Sequence[RegisterChange]) -> HttpResponse:
    """Show the effect of changes, and any faults that they have by now."""
    at = now()
    plan = plan_changes(request.user, changes, now=at)
    if not form.is_bound and plan.faults:
        form = ConfirmChangeForm(data={"based_on": head().count})
        form.is_valid()
        form.take(plan.faults)
    _note_people(request, plan)
    shown: dict[str, Any] = {
        "form": form,
        "changes": shown_changes(plan, at),
        "occurred": changes[0].occurred,
        "second": changes[0].kept.second,
        "later": _later(plan, at),
        "effect": None if plan.faults else effect_of(plan, at),
    }
    return render(request, "register/change_effect.html", shown, status=form.status)


def _later(plan: ChangePlan, at: Instant) -> list[Instant]:
    """Return when changes of the same things take effect that were entered before and are still ahead."""
    tables = tables_known(current_ledger(), at)
    whole = {(one.kept.kind, one.subject) for one in plan.changes if one.how != ADD and len(one.kept.ids) < MANY}
    return sorted({later for kind, subject in whole for later in tables.moments_of(kind, subject, plan.since)})


def _note_people(request: HttpRequest, plan: ChangePlan) -> None:
    """Note that the reader opens the records of the people in a change: its effect reveals their state."""
    people = {change.key[0] for change in plan.changes if change.kept.of_people}
    here = {one.id for one in plan.before.people} & people
    if here - reachable(request.user, Action.SEE_PERSON, here):
        raise PermissionDenied
    note_opened(account=request.user, people=here, where=Where.PREVIEW)


def _receipt(made: Sequence[Entry], titles: Sequence[str]) -> dict[str, Any]:
    """Return what a receipt shows of entries that were made together."""
    first, last = made[0], made[-1]
    numbers = f"{first.sequence:,}" if first is last else f"{first.sequence:,} to {last.sequence:,}"
    return {
        "titles": titles or ["Changed the register"],
        "waits": first.sort == RULES_CHANGE,
        "undo": first.sequence if first.sort == ROW else None,
        "receipt": {"first": first.sequence, "last": last.sequence, "numbers": numbers, "mark": mark_of(last)},
        "recorded": last.recorded,
        "occurred": None if last.occurred <= last.recorded else last.occurred,
    }
