"""The pages on which administrators invite many people at once: one chooses them, another makes their codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from standto.errors import Fault, InputError
from standto.wording import counted
from standto_desk.access.account_cache import AccountCache
from standto_desk.access.account_checks import able_administrators
from standto_desk.access.first_accounts import steps_left
from standto_desk.access.guard import needs
from standto_desk.access.invitation_rows import Invitation, InvitationBatch
from standto_desk.access.invitations.confirming_batches import confirm_batch, still_invited
from standto_desk.access.invitations.invitees import Invitee, standing_of, teams_of
from standto_desk.access.invitations.letters import codes_csv, letters_pdf, messages_for, send_all
from standto_desk.access.invitations.preparing import Delivery, check_invitees, prepare_batch, withdraw_batch
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, permitted_forces
from standto_desk.clock import real_now
from standto_desk.kit.act_forms import ActForm
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.kit.paging import page_of
from standto_desk.pages.accounts.forms import AccountForm
from standto_desk.pages.accounts.invitation_forms import DELIVERIES, WITHOUT_TEAM, InviteForm
from standto_desk.pages.accounts.views import changes_an_account, password_again

CHOSEN = AccountCache("invitations")
KEPT_FOR = 3600
ON_A_PAGE = 20
FILES = {
    Delivery.LETTERS: (letters_pdf, "letters.pdf", "application/pdf"),
    Delivery.FILE: (codes_csv, "codes.csv", "text/csv; charset=utf-8"),
}


@form_page
@needs(Action.MANAGE_ACCOUNTS)
def invite(request: HttpRequest) -> HttpResponse:
    """Choose the people to invite; show the batches of invitations, newest first."""
    form = InviteForm(posted(request), request.FILES or None, by=request.user)
    if attempted(form, lambda: _keep(request, form)):
        return redirect("invite-preview", key=form.result)
    forces = permitted_forces(request.user, Action.MANAGE_ACCOUNTS)
    found = InvitationBatch.objects.filter(force__in=forces).order_by("-pk")
    page = page_of(request, found, ON_A_PAGE)
    shown = {"form": form, "page": page, "batches": [_shown(batch, request.user) for batch in page]}
    return render(request, "accounts/invite.html", shown, status=form.status)


@form_page
@needs(Action.MANAGE_ACCOUNTS)
@password_again
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """Show the people that a batch would invite, and the others, and prepare it."""
    kept = CHOSEN.of(str(request.user.pk)).get(key)
    if kept is None:
        messages.warning(request, "We no longer have your choice. Choose the people again")
        return redirect("invite")
    force, delivery = kept["force"], Delivery(kept["delivery"])
    invitees = [Invitee(**one) for one in kept["people"]]
    form, given = ActForm(posted(request)), {"force": force, "delivery": delivery, "invitees": invitees}
    if attempted(form, lambda: prepare_batch(by=request.user, request=request, **given)):
        CHOSEN.drop(str(request.user.pk), key, seconds=KEPT_FOR)
        return redirect("invitation-batch", number=form.result.pk)
    register = teams_of(force)
    shown = {
        "form": form,
        "delivery": DELIVERIES[delivery],
        "force": force,
        **_counts(force, invitees),
        "others": standing_of(force, register.keys() - {one.person for one in invitees}),
    }
    return render(request, "accounts/invite_preview.html", shown, status=form.status)


@require_GET
@needs(Action.MANAGE_ACCOUNTS)
def batch(request: HttpRequest, number: int) -> HttpResponse:
    """Show one batch."""
    return _batch_page(request, _found(request, number))


@changes_an_account
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Make the accounts and codes of a batch; answer with the letters or the file, which nobody can get again."""
    found, form = _found(request, number), AccountForm(request.POST)
    delivery = Delivery(found.delivery)
    write = FILES[delivery][0] if delivery in FILES else messages_for
    if not attempted(form, lambda: confirm_batch(by=request.user, batch=found, write=write, request=request)):
        return _batch_page(request, found, form)
    if delivery is Delivery.MAIL:
        send_all(form.result)
        messages.success(request, "You have confirmed the batch. We are sending the emails")
        return redirect("invitation-batch", number=number)
    _, name, kind = FILES[delivery]
    disposition = {"Content-Disposition": f'attachment; filename="{number}-{name}"'}
    return HttpResponse(form.result, content_type=kind, headers=disposition)


@changes_an_account
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw a batch, or those of its codes that nobody has used."""
    found, form = _found(request, number), AccountForm(request.POST)
    if attempted(form, lambda: withdraw_batch(by=request.user, batch=found, request=request)):
        messages.success(request, "You have withdrawn the batch. Its codes do not work")
        return redirect("invitation-batch", number=number)
    return _batch_page(request, found, form)


def _keep(request: HttpRequest, form: InviteForm) -> str:
    """Keep the people who were chosen for the preview; return the key."""
    invitees, force = form.invitees(), form.cleaned_data["force"]
    if not invitees:
        raise InputError([Fault("teams", "There is nobody to invite: everybody there has an account or a code")])
    if form.cleaned_data.get("people") and (faults := list(check_invitees(force, invitees))):
        raise InputError(faults)
    value = {
        "force": force,
        "delivery": form.cleaned_data["delivery"],
        "people": [asdict(one) for one in invitees],
    }
    return CHOSEN.put(str(request.user.pk), value, seconds=KEPT_FOR)


def _counts(force: str, invitees: Sequence[Invitee]) -> dict[str, Any]:
    """Return the numbers of people to invite, new and again and by team."""
    standing = standing_of(force, [one.person for one in invitees])
    teams = Counter(one.team for one in invitees)
    return {
        "count": len(invitees),
        "new": len(standing.new),
        "again": len(standing.again),
        "people": [_chosen(one) for one in invitees],
        "domains": Counter(one.email.rpartition("@")[2].lower() for one in invitees if one.email).most_common(),
        "teams": [(team or WITHOUT_TEAM.capitalize(), number) for team, number in teams.items()],
    }


def _chosen(one: Invitee) -> str:
    """Return a person with all that was chosen for them: whoever reads the address gets the code."""
    given = ", ".join(part for part in (one.username, one.email) if part)
    return f"{one.person} ({given})" if given else one.person


def _found(request: HttpRequest, number: int) -> InvitationBatch:
    forces = permitted_forces(request.user, Action.MANAGE_ACCOUNTS)
    return get_object_or_404(InvitationBatch, pk=number, force__in=forces)


def _batch_page(request: HttpRequest, found: InvitationBatch, form: ActForm | None = None) -> HttpResponse:
    found.refresh_from_db()
    waits = found.settled is None
    shown = {
        "batch": found,
        **_shown(found, request.user),
        "form": form,
        "delivery": DELIVERIES[Delivery(found.delivery)],
        "makes_file": found.delivery != Delivery.MAIL,
        **(_counts(found.force, still_invited(found)) if waits else {}),
        "nobody_else": waits and not _others(found),
        "set_up_left": steps_left(request.user),
    }
    return render(request, "accounts/invitation_batch.html", shown, status=form.status if form else 200)


def _others(found: InvitationBatch) -> list[Account]:
    return able_administrators(found.force, *Account.objects.filter(pk=found.prepared_by))


def _shown(found: InvitationBatch, asking: Account) -> dict[str, Any]:
    """Return a batch as pages show it: its state, and how many of its codes were used."""
    unused = Invitation.objects.filter(batch=found)
    late = unused.filter(until__lte=real_now()).count()
    waits = found.settled is None
    return {
        "batch": found,
        "waits": waits,
        "may_confirm": waits and found.prepared_by != asking.pk,
        "names": _names(found.prepared_by, found.settled_by),
        "unused": unused.count() - late,
        "late": late,
        "people_in_words": counted(found.count, "person", "people"),
    }


def _names(*keys: UUID | None) -> dict[UUID | None, str]:
    return {None: "the command line", **dict(Account.objects.filter(pk__in=keys).values_list("pk", "username"))}
