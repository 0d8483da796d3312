"""A field of a Django form as a component, with its label, hint, faults and value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.safestring import SafeData
from markupsafe import Markup

from standto.model.time import Instant
from standto_desk.components.date_and_time import DateAndTimeWidget
from standto_desk.components.design_system import govuk
from standto_desk.components.field_faults import boxes_wrong, faults_with_boxes
from standto_desk.components.moments import here
from standto_desk.components.typed_times import twice_hint

KEPT = ("accept", "maxlength", "min", "max", "step")
"""Django's attributes that no parameter of a component holds; sizes, placeholders and styles are left out."""


def field(
    bound: forms.BoundField,
    *,
    label: str = "",
    hint: str | None = "",
    width: int | None = None,
    rows: int | None = None,
    inline: bool = False,
    suffix: str = "",
    hints: dict[str, str] | None = None,
    now: Instant | None = None,
) -> Markup:
    """Return a field as markup.

    Parameters
    ----------
    bound
        The field, as ``form["name"]``.
    label, hint
        In place of the form's own; None for no hint.
    width
        Of an input, in characters: 2, 3, 4, 5, 10, 20 or 30.
    rows
        Of a text area.
    inline
        Whether radios or checkboxes stand side by side.
    suffix
        Words directly after an input, such as a unit.
    hints
        The hints of radios and checkboxes, by value.
    now
        The time of the page: the hint of a date says which hour the clocks show twice near it.
    """
    if bound.field.widget.is_hidden:
        return bound.as_hidden()
    name, special = _component(bound, {"inline": inline, "hints": hints, "width": width, "rows": rows})
    params: dict[str, Any] = {"id": bound.auto_id, "name": bound.html_name, **special}
    words = label or str(bound.label)
    if "fieldset" in special:
        params["fieldset"] = {"legend": {"text": words, "classes": "govuk-fieldset__legend--m"}}
    else:
        params["label"] = {"text": words}
    if text := "" if hint is None else _hint(bound, hint, now):
        params["hint"] = {"html" if isinstance(text, SafeData) else "text": text}
    if bound.errors:
        params["errorMessage"] = {"text": ". ".join(text for text, _ in faults_with_boxes(bound))}
    if suffix:
        params["suffix"] = {"text": suffix}
    return govuk(name, params)


def _hint(bound: forms.BoundField, hint: str, now: Instant | None) -> str:
    """Return the hint of a field; near a change of the clocks, the hint of a date names the hour that comes twice."""
    text = hint or str(bound.help_text)
    if isinstance(bound.field.widget, DateAndTimeWidget) and now is not None:
        return f"{text} {twice_hint(now, here())}".strip()
    return text


def faults_of(form: Any) -> list[dict[str, str]]:
    """Return the lines of an error summary: each fault of a form, or of several, with the field that it leads to."""
    found = []
    for each in _forms(form):
        if not each.is_bound:
            continue
        found += [{"text": str(fault), "href": "#main-content"} for fault in each.non_field_errors()]
        for bound in each:
            found += [{"text": text, "href": f"#{_id_in(bound, box)}"} for text, box in faults_with_boxes(bound)]
    return found


def _id_in(bound: forms.BoundField, box: int) -> str:
    """Return the id of the input that a fault leads to; `box` picks one of the boxes of a date and a time."""
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


def _component(bound: forms.BoundField, how: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the component for a field's widget, with the parameters that only that component takes."""
    widget = bound.field.widget
    for kinds, name, parameters in COMPONENTS:
        if isinstance(widget, kinds):
            return name, parameters(bound, how)
    return "input", _input(bound, how)


def _date(bound: forms.BoundField, _how: dict[str, Any]) -> dict[str, Any]:
    return {"fieldset": {}, "items": _parts(bound)}


def _several(bound: forms.BoundField, how: dict[str, Any]) -> dict[str, Any]:
    name = "checkboxes" if bound.field.widget.allow_multiple_selected else "radios"
    classes = f"govuk-{name}--inline" if how["inline"] else ""
    items = _choices(bound, how["hints"] or {})
    return {"fieldset": {}, "classes": classes, "items": items, "idPrefix": bound.auto_id}


def _select(bound: forms.BoundField, _how: dict[str, Any]) -> dict[str, Any]:
    chosen = _chosen(bound)
    return {"items": [{**each, "selected": each["value"] in chosen} for each in _choices(bound, {})]}


def _file(bound: forms.BoundField, _how: dict[str, Any]) -> dict[str, Any]:
    multiple = bound.field.widget.allow_multiple_selected
    return {"attributes": _attributes(bound), "multiple": multiple, "javascript": True}


def _text_area(bound: forms.BoundField, how: dict[str, Any]) -> dict[str, Any]:
    rows = how["rows"] or bound.field.widget.attrs.get("rows", 5)
    return {"value": _value(bound) or "", "rows": rows, "attributes": _attributes(bound)}


def _password(bound: forms.BoundField, _how: dict[str, Any]) -> dict[str, Any]:
    completing = bound.field.widget.attrs.get("autocomplete", "current-password")
    return {"autocomplete": completing, "classes": "govuk-input--width-20"}


def _attributes(bound: forms.BoundField) -> dict[str, Any]:
    return {name: one for name, one in bound.field.widget.attrs.items() if name in KEPT and one is not None}


def _value(bound: forms.BoundField) -> Any:
    return "" if bound.value() is None else bound.field.widget.format_value(bound.value())


def _input(bound: forms.BoundField, how: dict[str, Any]) -> dict[str, Any]:
    widget, width, value = bound.field.widget, how["width"], _value(bound)
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
    return params | {"attributes": _attributes(bound)}


def _one_box(bound: forms.BoundField, _how: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters of a single checkbox: its label is its own, so it needs no legend."""
    item = {"value": "on", "text": str(bound.label), "checked": bool(bound.value()), "id": bound.auto_id}
    return {"idPrefix": bound.auto_id, "items": [item]}


def _chosen(bound: forms.BoundField) -> set[str]:
    value = bound.value()
    several = value if isinstance(value, list | tuple | set) else [value]
    return {str(each) for each in several if each is not None}


def _choices(bound: forms.BoundField, hints: dict[str, str]) -> list[dict[str, Any]]:
    """Return the choices of a field, group by group."""
    chosen = _chosen(bound)
    choices: list[dict[str, Any]] = []
    for value, words in bound.field.widget.choices:
        group = words if isinstance(words, list | tuple) else [(value, words)]
        for each, text in group:
            choice = {"value": str(each), "text": str(text), "checked": str(each) in chosen}
            choices.append({**choice, "hint": {"text": hints[str(each)]}} if str(each) in hints else choice)
    return choices


def _parts(bound: forms.BoundField) -> list[dict[str, Any]]:
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


COMPONENTS: tuple[tuple[Any, str, Callable[..., dict[str, Any]]], ...] = (
    (DateAndTimeWidget, "date-input", _date),
    (forms.CheckboxSelectMultiple, "checkboxes", _several),
    (forms.RadioSelect, "radios", _several),
    (forms.CheckboxInput, "checkboxes", _one_box),
    (forms.Select, "select", _select),
    (forms.FileInput, "file-upload", _file),
    (forms.Textarea, "textarea", _text_area),
    (forms.PasswordInput, "password-input", _password),
)
"""The component of each kind of widget, and a function that makes its own parameters; the first that fits is used."""
