"""A field of a Django form as a component, with its label, hint, fault and what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.safestring import SafeData

from standto_desk.components.date_and_time import DateAndTimeWidget
from standto_desk.components.design_system import govuk
from standto_desk.components.field_faults import boxes_wrong, faults_of_field, faults_with_boxes
from standto_desk.components.moments import here
from standto_desk.components.typed_times import said_of_twice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from standto.model.time import Instant

# Of Django's attributes those that a component has no parameter for; a size, a placeholder or a style is left out.
KEPT = (
    "accept",
    "capture",
    "maxlength",
    "min",
    "max",
    "step",
    "readonly",
    "hx-get",
    "hx-post",
    "hx-target",
    "hx-trigger",
)


def field(
    bound: forms.BoundField,
    *,
    heading: bool = False,
    label: str = "",
    hint: str | None = "",
    width: int | None = None,
    rows: int | None = None,
    inline: bool = False,
    small: bool = False,
    prefix: str = "",
    suffix: str = "",
    hints: dict[str, str] | None = None,
    now: Instant | None = None,
) -> Markup:
    """Return a field as markup.

    Parameters
    ----------
    bound
        The field, as ``form["name"]``.
    heading
        Whether its label or legend is the page's heading.
    label, hint
        In place of the form's own; no hint at all where it is None.
    width
        Of an input, in characters: 2, 3, 4, 5, 10, 20 or 30.
    rows
        Of a text area.
    inline, small
        How radios or checkboxes stand.
    prefix, suffix
        Words right before or after an input, such as a unit.
    hints
        For radios and checkboxes, a hint by value.
    now
        The time of the page: a date's hint says which hour the clocks show twice about then.
    """
    widget = bound.field.widget
    if widget.is_hidden:
        return bound.as_hidden()
    name, special = _special(bound, inline=inline, small=small, hints=hints or {}, width=width, rows=rows)
    params: dict[str, Any] = {"id": bound.auto_id, "name": bound.html_name, **special}
    words = label or str(bound.label)
    if "fieldset" in params:
        size = "govuk-fieldset__legend--l" if heading else "govuk-fieldset__legend--m"
        params["fieldset"] = {"legend": {"text": words, "classes": size, "isPageHeading": heading}}
    else:
        params["label"] = {"text": words, "classes": "govuk-label--l" if heading else "", "isPageHeading": heading}
    said = "" if hint is None else hint or str(bound.help_text)
    if isinstance(widget, DateAndTimeWidget) and now is not None:
        said = f"{said} {said_of_twice(now, here())}".strip()
    if said:
        params["hint"] = {"html" if isinstance(said, SafeData) else "text": said}
    if bound.errors:
        params["errorMessage"] = {"text": ". ".join(faults_of_field(bound))}
    if prefix:
        params["prefix"] = {"text": prefix}
    if suffix:
        params["suffix"] = {"text": suffix}
    return govuk(name, params)


def faults_of(form: Any) -> list[dict[str, str]]:
    """Return what an error summary lists: each fault of a form, or of several, with the field that it leads to."""
    found = []
    for each in _forms(form):
        if not each.is_bound:
            continue
        found += [{"text": str(fault), "href": "#main-content"} for fault in each.non_field_errors()]
        for bound in each:
            found += [{"text": text, "href": f"#{_id_in(bound, box)}"} for text, box in faults_with_boxes(bound)]
    return found


def _id_in(bound: forms.BoundField, box: int) -> str:
    """Return the id of what takes the keyboard in a field: of several boxes, that of one."""
    return f"{bound.auto_id}_{box}" if isinstance(bound.field.widget, DateAndTimeWidget) else bound.auto_id


def _forms(form: Any) -> Iterable[forms.BaseForm]:
    """Return the forms of a form, a set of forms, a list of either, or nothing."""
    if form is None:
        return
    if isinstance(form, forms.BaseForm):
        yield form
        return
    for each in form:
        yield from _forms(each)


def _special(
    bound: forms.BoundField,
    *,
    inline: bool,
    small: bool,
    hints: dict[str, str],
    width: int | None,
    rows: int | None,
) -> tuple[str, dict[str, Any]]:
    """Return the component for a field's widget, and what only that component takes."""
    widget = bound.field.widget
    if isinstance(widget, DateAndTimeWidget):
        return "date-input", {"fieldset": {}, "items": _parts(bound)}
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        classes = [f"govuk-{{}}--{how}" for how, wanted in (("inline", inline), ("small", small)) if wanted]
        name = "checkboxes" if widget.allow_multiple_selected else "radios"
        items = {"items": _choices(bound, hints), "idPrefix": bound.auto_id}
        return name, {"fieldset": {}, "classes": " ".join(classes).replace("{}", name), **items}
    if isinstance(widget, forms.CheckboxInput):
        return "checkboxes", _one_box(bound, small=small)
    if isinstance(widget, forms.Select):
        chosen = _chosen(bound)
        options = [{**each, "selected": each["value"] in chosen} for each in _choices(bound, {})]
        return "select", {"items": options}
    attributes = {name: value for name, value in widget.attrs.items() if name in KEPT and value is not None}
    if isinstance(widget, forms.FileInput):
        return "file-upload", {"attributes": attributes, "multiple": widget.allow_multiple_selected, "javascript": True}
    value = "" if bound.value() is None else widget.format_value(bound.value())
    if isinstance(widget, forms.Textarea):
        return "textarea", {"value": value or "", "rows": rows or widget.attrs.get("rows", 5), "attributes": attributes}
    if isinstance(widget, forms.PasswordInput):
        completing = widget.attrs.get("autocomplete", "current-password")
        return "password-input", {"autocomplete": completing, "classes": "govuk-input--width-20"}
    return "input", {"attributes": attributes, **_input(bound, value, width)}


def _input(bound: forms.BoundField, value: Any, width: int | None) -> dict[str, Any]:
    """Return what an input of one line takes."""
    widget = bound.field.widget
    given = dict(widget.attrs)
    if isinstance(widget, forms.NumberInput):
        given.setdefault("inputmode", "numeric" if isinstance(bound.field, forms.IntegerField) else "decimal")
        width = width or 5
    kind = "text" if isinstance(widget, forms.NumberInput) else widget.input_type
    params = {"type": kind, "value": "" if value is None else value, "spellcheck": False}
    params |= {
        name: given[name] for name in ("inputmode", "autocomplete", "autocapitalize", "pattern") if name in given
    }
    if width:
        params["classes"] = f"govuk-input--width-{width}"
    return params


def _one_box(bound: forms.BoundField, *, small: bool) -> dict[str, Any]:
    """Return a single checkbox: its label is its own, and it needs no legend."""
    item = {"value": "on", "text": str(bound.label), "checked": bool(bound.value()), "id": bound.auto_id}
    return {"idPrefix": bound.auto_id, "items": [item], "classes": "govuk-checkboxes--small" if small else ""}


def _chosen(bound: forms.BoundField) -> set[str]:
    """Return the values that are chosen."""
    value = bound.value()
    several = value if isinstance(value, list | tuple | set) else [value]
    return {str(each) for each in several if each is not None}


def _choices(bound: forms.BoundField, hints: dict[str, str]) -> list[dict[str, Any]]:
    """Return the choices of a field, those of its groups one after the other."""
    chosen = _chosen(bound)
    choices: list[dict[str, Any]] = []
    for value, words in bound.field.widget.choices:
        group = words if isinstance(words, list | tuple) else [(value, words)]
        for each, said in group:
            choice = {"value": str(each), "text": str(said), "checked": str(each) in chosen}
            choices.append({**choice, "hint": {"text": hints[str(each)]}} if str(each) in hints else choice)
    return choices


def _parts(bound: forms.BoundField) -> list[dict[str, Any]]:
    """Return the inputs of a date and a time."""
    widget = bound.field.widget
    value = bound.value()
    typed = value if isinstance(value, list | tuple) else widget.decompress(value)
    wrong = boxes_wrong(bound)
    sizes = (("Day", 2), ("Month", 2), ("Year", 4), ("Time", 10))
    return [
        {
            "id": f"{bound.auto_id}_{number}",
            "name": f"{bound.html_name}_{number}",
            "label": label,
            "classes": f"govuk-input--width-{size}{' govuk-input--error' if number in wrong else ''}",
            "value": "" if part is None else str(part),
            "inputmode": "text" if label == "Time" else "numeric",
        }
        for number, ((label, size), part) in enumerate(zip(sizes, typed, strict=True))
    ]
