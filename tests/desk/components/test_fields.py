from __future__ import annotations

import pytest
from django import forms

from tests.desk.components.rendering import drawn, rendered


class Everything(forms.Form):
    count = forms.IntegerField(label="How many?", help_text="A whole number")
    kind = forms.ChoiceField(
        label="What happened?", choices=[("a", "One <b>"), ("b", "Other")], widget=forms.RadioSelect
    )
    pools = forms.MultipleChoiceField(
        label="Which pools?", choices=[("x", "First"), ("y", "Second")], widget=forms.CheckboxSelectMultiple
    )
    pool = forms.ChoiceField(label="Pool", choices=[("", "Choose one"), ("x", "First"), ("y", "Second")])
    why = forms.CharField(label="Why", widget=forms.Textarea)
    sure = forms.BooleanField(label="I have read this")
    sheet = forms.FileField(label="List")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    based_on = forms.IntegerField(widget=forms.HiddenInput)


FILLED = {
    "count": "7",
    "kind": "b",
    "pools": ["x", "y"],
    "pool": "y",
    "why": "</textarea><b>",
    "sure": "on",
    "secret": "s",
    "based_on": "12",
}


@pytest.fixture
def filled():
    return Everything(FILLED)


def one(form, name, **how):
    return drawn("{{ field(form[name], **how) }}", form=form, name=name, how=how)


class Bounded(forms.Form):
    most = forms.IntegerField(label="How many?", min_value=1, max_value=1000)
    least = forms.IntegerField(label="From", min_value=1)
    name = forms.CharField(label="Name", max_length=3)
    hook = forms.URLField(label="A webhook", assume_scheme="https")
    own = forms.IntegerField(label="Own", error_messages={"invalid": "Say it in digits"})


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("most", "0", "How many: enter a whole number from 1 to 1,000"),
        ("most", "1001", "How many: enter a whole number from 1 to 1,000"),
        ("most", "many", "How many: enter a whole number from 1 to 1,000"),
        ("least", "0", "From: enter a whole number of 1 or more"),
        ("name", "four", "Name: enter 3 characters or fewer"),
        ("name", "\0", "Name: remove the character NUL, which no text may have"),
        ("hook", "not one", "A webhook: enter an address such as https://hooks.example.org/desk"),
        ("own", "many", "Say it in digits"),
    ],
)
def test_a_fault_names_its_field_and_what_is_allowed(name, typed, said):
    form = Bounded({"most": "1", "least": "1", "name": "a", "hook": "https://a.example", "own": "1"} | {name: typed})
    listed = drawn("{{ desk.error_summary(form) }}", form=form).all("a")
    assert [(link.text, link.attributes["href"]) for link in listed] == [(said, f"#id_{name}")]


def test_an_empty_form_names_each_fault_and_leads_to_its_field():
    form = Everything({"based_on": "12"})
    form.add_error(None, "Both cannot be so")
    listed = drawn("{{ desk.error_summary(form) }}", form=form).all("a")
    assert [(link.text, link.attributes["href"]) for link in listed] == [
        ("Both cannot be so", "#main-content"),
        ("Enter how many", "#id_count"),
        ("Choose what happened", "#id_kind"),
        ("Choose which pools", "#id_pools"),
        ("Choose pool", "#id_pool"),
        ("Enter why", "#id_why"),
        ("Tick the box: I have read this", "#id_sure"),
        ("Choose list", "#id_sheet"),
        ("Enter password", "#id_secret"),
    ]
    page = drawn("{% for each in form %}{{ field(each) }}{% endfor %}", form=form)
    ids = [each.attributes["id"] for each in page.all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    assert {link.attributes["href"][1:] for link in listed[1:]} <= set(ids)


def test_a_form_that_was_not_sent_has_no_faults():
    assert rendered("{{ desk.error_summary(form) }}{{ desk.error_summary(none) }}", form=Everything()).strip() == ""


def test_several_forms_have_one_summary():
    forms_sent = [Everything(FILLED, prefix="one"), Everything({}, prefix="two")]
    listed = drawn("{{ desk.error_summary(sent) }}", sent=forms_sent).all("a")
    assert {link.attributes["href"].split("-")[0] for link in listed} == {"#id_one", "#id_two"}


def test_a_number_is_typed_and_its_hint_and_fault_describe_it():
    page = one(Everything({"count": "x"}), "count", width=3, suffix="people")
    box = page.one("input")
    assert (box.attributes["type"], box.attributes["inputmode"], box.attributes["value"]) == ("text", "numeric", "x")
    assert box.attributes["aria-describedby"] == "id_count-hint id_count-error"
    assert page.one("label").text == "How many?"
    assert page.one(id="id_count-hint").text == "A whole number"
    assert page.one(id="id_count-error").text == "Error: How many: enter a whole number"
    assert page.one(class_="govuk-input__suffix").text == "people"


@pytest.mark.parametrize(("name", "chosen"), [("kind", ["b"]), ("pools", ["x", "y"])])
def test_choices_keep_what_was_chosen(filled, name, chosen):
    page = one(filled, name)
    assert [each.attributes["value"] for each in page.all("input") if "checked" in each.attributes] == chosen


@pytest.mark.parametrize(("name", "kind"), [("kind", "radio"), ("pools", "checkbox")])
def test_one_of_several_is_a_radio_and_any_of_several_are_boxes(filled, name, kind):
    assert {each.attributes["type"] for each in one(filled, name).all("input")} == {kind}


def test_a_choice_is_words_and_not_markup(filled):
    page = one(filled, "kind", hints={"b": "Of another sort"})
    assert [each.text for each in page.all("label")] == ["One <b>", "Other"]
    assert page.one(class_="govuk-radios__hint").text == "Of another sort"


def test_a_list_keeps_what_was_chosen(filled):
    options = one(filled, "pool").all("option")
    assert [(each.text, "selected" in each.attributes) for each in options] == [
        ("Choose one", False),
        ("First", False),
        ("Second", True),
    ]


def test_a_text_cannot_close_its_own_box(filled):
    assert one(filled, "why", rows=3).one("textarea").text == "</textarea><b>"


def test_a_single_box_is_ticked(filled):
    assert "checked" in one(filled, "sure").one("input").attributes


def test_a_password_is_never_sent_back(filled):
    assert one(filled, "secret").one("input").attributes.get("value") in (None, "")


def test_a_hidden_field_has_no_label(filled):
    page = one(filled, "based_on")
    assert [each.name for each in page.all()] == ["input"]
    assert page.one("input").attributes["value"] == "12"


def test_a_hint_that_is_markup_is_kept_and_one_that_is_not_is_escaped(filled):
    assert one(filled, "count", hint="a <b>").one(class_="govuk-hint").text == "a <b>"
    assert one(filled, "count", hint=None).all(class_="govuk-hint") == []
