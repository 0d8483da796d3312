"""Forms for acts: their keys, the faults they show, and the status of the page."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django import forms
from django.core.exceptions import PermissionDenied
from django.http import QueryDict

from standto.errors import Fault, InputError
from standto_desk.access.models import Account
from standto_desk.kit.act_forms import CHANGED, DAMAGED, USED, BasedForm, OnceForm, key_in, number_in, sentences
from standto_desk.kit.form_views import attempted, change_line
from standto_desk.ledger.models import Entry
from standto_desk.ledger.refusals import ClockAhead, Stale


class CountForm(BasedForm):
    count = forms.IntegerField(label="How many places?")


def sent(**fields: str) -> CountForm:
    data = QueryDict(mutable=True)
    data.update({"key": "a-key", "based_on": "7", "count": "3", **fields})
    return CountForm(data, based_on=8)


def refusing(*faults: Fault):
    def act():
        raise InputError(faults)

    return act


def test_a_form_that_was_not_sent_is_not_attempted():
    form = CountForm(based_on=8)
    assert (attempted(form, refusing()), form.status, form["based_on"].value()) == (False, 200, 8)


def test_a_form_with_faults_of_its_own_is_not_attempted():
    form = sent(count="many")
    assert (attempted(form, refusing()), form.status, list(form.errors)) == (False, 422, ["count"])


class PlacesForm(CountForm):
    why = forms.CharField(label="Why?")
    until = forms.IntegerField(label="Until?", required=False)
    after = forms.TypedChoiceField(label="After?", coerce=int, empty_value=None, choices=[("1", "One")], required=False)


def places_sent(**fields: str) -> PlacesForm:
    return PlacesForm(QueryDict(urlencode({"key": "a-key", "based_on": "7", "count": "3", **fields})), based_on=8)


def test_what_a_rehearsed_act_refuses_stands_beside_the_faults_of_fields_but_not_at_the_same_field(desk):
    form = places_sent(until="soon")
    faults = Fault("until", "must be later"), Fault("count", "must be 2 or less"), Fault("kent-arv", "has moved")
    assert not attempted(form, refusing(*faults))
    assert form.errors == {
        "why": ["This field is required."],
        "until": ["Enter a whole number."],
        "count": ["How many places must be 2 or less"],
        "__all__": ["kent-arv has moved"],
    }
    assert (form.status, sorted(form.cleaned_data)) == (422, ["after", "based_on", "key"])


def test_a_rehearsed_act_gets_blank_values_for_fields_with_faults_and_writes_nothing(desk):
    form, seen = places_sent(until="soon", after="none of them"), []

    def act():
        seen.append(dict(form.cleaned_data))
        Account.objects.create(username="somebody")
        seen.append("written")

    assert not attempted(form, act)
    assert seen == [{"key": "a-key", "based_on": 7, "count": 3, "why": "", "until": None, "after": None}]
    assert (form.result, Account.objects.filter(username="somebody").exists()) == (None, False)


def test_a_rehearsed_act_gets_nothing_that_the_form_has_put_into_other_values(desk):
    class SpanForm(PlacesForm):
        def clean(self):
            cleaned = super().clean()
            span = cleaned.pop("count"), 9
            return {**cleaned, "span": span}

    form, seen = SpanForm(places_sent().data, based_on=8), []
    assert not attempted(form, lambda: seen.append(dict(form.cleaned_data)))
    assert seen == [{"key": "a-key", "based_on": 7, "until": None, "after": None, "span": (3, 9), "why": ""}]


def test_an_act_is_not_rehearsed_without_a_field_that_it_turns_on_or_for_a_damaged_form(desk):
    def act():
        raise AssertionError

    assert [attempted(one, act) for one in (places_sent(count="many"), places_sent(key="no key"))] == [False, False]


def test_a_rehearsed_act_that_is_not_permitted_is_refused_as_the_act_is(desk):
    def act():
        raise PermissionDenied

    form = places_sent()
    with pytest.raises(PermissionDenied):
        attempted(form, act)
    assert "why" not in form.cleaned_data


def test_a_rehearsed_act_gets_no_field_that_clean_takes_out_of_the_answers(desk):
    class SureForm(PlacesForm):
        taken_out = ("after",)

    form, seen = SureForm(places_sent(after="none of them").data, based_on=8), []
    assert not attempted(form, lambda: seen.append(sorted(form.cleaned_data)))
    assert seen == [["based_on", "count", "key", "until", "why"]]


def test_changes_made_meanwhile_are_listed_beside_the_faults_of_fields(desk):
    form = places_sent()

    def act():
        raise Stale(())

    assert (attempted(form, act), form.status, sorted(form.errors)) == (False, 409, ["__all__", "why"])


def test_what_an_act_returns_is_the_result_even_if_that_is_nothing():
    form = sent()
    assert (attempted(form, lambda: None), form.result, form.status) == (True, None, 200)
    assert (attempted(form, lambda: form.cleaned_data["count"]), form.result) == (True, 3)


def test_a_fault_stands_at_its_field_with_the_label_as_its_subject():
    form = sent()
    assert not attempted(form, refusing(Fault("count", "must be 2 or less")))
    assert (form.errors["count"], form.status) == (["How many places must be 2 or less"], 422)


def test_a_fault_of_no_field_has_its_place_as_its_subject_and_stands_once():
    form, fault = sent(), Fault("home-pool", "has no places left")
    assert not attempted(form, refusing(fault, fault, Fault("x", "nothing is left")))
    assert form.non_field_errors() == ["home-pool has no places left", "Nothing is left"]


@pytest.mark.parametrize("key", ["", "two words", "a/b", "k" * 65])
def test_a_damaged_key_is_replaced_and_nothing_is_attempted(key):
    form = sent(key=key)
    assert not attempted(form, refusing())
    assert (form.non_field_errors(), form.status, form["count"].value()) == ([DAMAGED], 422, "3")
    assert key_in(form.data) not in ("", key)


def test_a_damaged_number_of_entries_is_replaced():
    form = sent(based_on="many")
    assert not attempted(form, refusing())
    assert (form.non_field_errors(), form["based_on"].value(), form["key"].value()) == ([DAMAGED], "8", "a-key")


def test_a_key_that_was_used_for_something_else_is_replaced():
    form = sent()
    assert not attempted(form, refusing(Fault("draft", "was used", line=1, column="key")))
    assert (form.non_field_errors(), form.status, form["key"].value() == "a-key") == ([USED], 409, False)


def test_a_stale_form_lists_the_changes_and_is_based_on_them(handful):
    def act():
        raise Stale((Entry(kind="stepped-back", sort="event", subject="m0001", recorded=0),))

    form = sent()
    assert not attempted(form, act)
    first, change = form.non_field_errors()
    assert (first, change.startswith("m0001: stepped back, entered "), form.status) == (CHANGED, True, 409)
    assert int(form["based_on"].value()) > 8


def test_a_stale_form_counts_the_changes_that_it_does_not_list():
    form = sent()
    assert form.is_valid()
    form.start_over([f"change {number}" for number in range(23)], 30)
    assert (len(form.non_field_errors()), form.non_field_errors()[-1]) == (22, "and 3 other changes")


def test_a_form_that_is_based_on_nothing_leaves_stale_to_the_page_for_refusals():
    def act():
        raise Stale(())

    form = OnceForm({"key": "a-key"})
    with pytest.raises(Stale):
        attempted(form, act)


def test_a_clock_that_jumped_is_no_fault_of_the_form():
    def act():
        raise ClockAhead(1)

    with pytest.raises(ClockAhead):
        attempted(sent(), act)


def test_a_change_names_the_subject_and_how_many_places():
    entry = Entry(kind="aid-asked", sort="event", subject="kent", count=2, recorded=0)
    assert change_line(entry, {"kent": "Kent"}).startswith("Kent: asked for 2 places, entered ")


def test_a_number_of_an_entry_is_read_and_anything_else_is_0():
    assert [number_in(text) for text in ("12", "", "-1", "1.5", "9" * 19)] == [12, 0, 0, 0, 0]


def test_faults_are_sentences_each_once_and_a_key_says_what_to_do():
    same = Fault("m0001", "is unknown")
    assert sentences([same, same, Fault("draft", "was used", line=1, column="key")]) == ["m0001: is unknown", USED]


def test_a_damaged_number_of_entries_is_left_out_if_the_page_knew_none():
    form = CountForm({"key": "a-key", "based_on": "many", "count": "3"})
    form.data = QueryDict("key=a-key&based_on=many&count=3")
    assert (form.is_valid(), form.non_field_errors(), form["based_on"].value()) == (False, [DAMAGED], "")
