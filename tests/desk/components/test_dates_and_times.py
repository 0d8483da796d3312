from __future__ import annotations

from datetime import datetime

import pytest
from django import forms
from django.utils import timezone

from standto.model.time import HOUR
from standto.model.zone import Zone
from standto_desk.components.date_and_time import DateAndTimeField
from tests.desk.components.rendering import drawn

LONDON = Zone("Europe/London")
FIRST = LONDON.instant(datetime(2023, 10, 29, 1, 30))


class Asking(forms.Form):
    began = DateAndTimeField(label="When it began")
    ended = DateAndTimeField(label="When it ended", required=False)


@pytest.fixture(autouse=True)
def in_london():
    with timezone.override("Europe/London"):
        yield


def asked(day, month, year, time):
    return Asking({"began_0": day, "began_1": month, "began_2": year, "began_3": time})


@pytest.mark.parametrize(
    ("time", "hour", "minute"),
    [("14:05", 14, 5), ("2:05pm", 14, 5), ("1405", 14, 5), ("12am", 0, 0), ("12.30 pm", 12, 30), ("7", 7, 0)],
)
def test_a_time_may_be_written_as_people_write_it(time, hour, minute):
    form = asked("23", "9", "2023", time)
    assert form.is_valid()
    assert form.cleaned_data == {"began": LONDON.instant(datetime(2023, 9, 23, hour, minute)), "ended": None}


@pytest.mark.parametrize(("time", "instant"), [("01:30", FIRST), ("01:30 BST", FIRST), ("01:30 gmt", FIRST + HOUR)])
def test_of_the_hour_that_occurs_twice_the_zone_says_which(time, instant):
    form = asked("29", "10", "2023", time)
    assert form.is_valid()
    assert form.cleaned_data["began"] == instant


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        (("", "", "", ""), "Enter a date and a time"),
        (("23", "", "2023", ""), "When it began must have a month and a time"),
        (
            ("23", "Sept", "2023", "12:00"),
            "When it began must have a day, a month and a year in numbers, such as 23 9 2023",
        ),
        (("31", "2", "2023", "12:00"), "When it began must be a real date, such as 23 9 2023"),
        (("1", "1", "23", "12:00"), "When it began must have a year from 1970 to 2199, in four numbers"),
        (("1", "1", "9999", "12:00"), "When it began must have a year from 1970 to 2199, in four numbers"),
        (("1", "1", "0001", "00:00"), "When it began must have a year from 1970 to 2199, in four numbers"),
        (("23", "9", "2023", "noon"), "When it began must have a time such as 14:05"),
        (("23", "9", "2023", "25:00"), "When it began must have a time such as 14:05"),
        (("23", "9", "2023", "13pm"), "When it began must have a time such as 14:05"),
        (
            ("26", "3", "2023", "01:30"),
            (
                "When it began must be a time that exists on that day: the clocks go forward from "
                "Sun 26 Mar 00:59 GMT to Sun 26 Mar 02:00 BST"
            ),
        ),
        (("23", "9", "2023", "12:00 GMT"), "When it began must be in BST, not GMT"),
        (("29", "10", "2023", "01:30 CET"), "When it began must be in BST or GMT, not CET"),
    ],
)
def test_what_is_wrong_is_said_with_what_is_allowed(typed, fault):
    assert asked(*typed).errors == {"began": [fault]}


def test_a_label_that_is_a_question_becomes_a_name_in_its_fault():
    with pytest.raises(forms.ValidationError) as refused:
        DateAndTimeField(label="From when?").clean(["1", "1", "23", "12:00"])
    assert refused.value.messages == ["From when must have a year from 1970 to 2199, in four numbers"]


def test_what_is_shown_of_an_instant_is_that_instant_again():
    for instant in (FIRST, FIRST + HOUR, FIRST + 5 * HOUR + 7_000_000):
        shown = Asking(initial={"began": instant})["began"].field.widget.decompress(instant)
        assert asked(*shown).is_valid()
        assert asked(*shown).fields["began"].clean(shown) == instant


def test_four_boxes_keep_what_was_typed_and_lead_from_the_summary():
    page = drawn('{{ desk.error_summary(form) }}{{ field(form["began"]) }}', form=asked("31", "2", "2023", "12:00"))
    boxes = [(each.attributes["name"], each.attributes["value"]) for each in page.all("input")]
    assert boxes == [("began_0", "31"), ("began_1", "2"), ("began_2", "2023"), ("began_3", "12:00")]
    link = page.one(class_="govuk-error-summary").one("a")
    assert link.attributes["href"] == f"#{page.all('input')[0].attributes['id']}"
    assert page.one("legend").text == "When it began"


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        (("x", "9", "2023", "12:00"), 0),
        (("23", "x", "2023", "12:00"), 1),
        (("23", "9", "23", "12:00"), 2),
        (("23", "9", "2023", "noon"), 3),
        (("23", "9", "2023", ""), 3),
        (("23", "", "2023", ""), 1),
        (("23", "9", "2023", "12:00 GMT"), 3),
        (("26", "3", "2023", "01:30"), 3),
    ],
)
def test_a_fault_leads_to_its_box_and_marks_that_box_alone(typed, box):
    page = drawn('{{ desk.error_summary(form) }}{{ field(form["began"]) }}', form=asked(*typed))
    boxes = page.all("input")
    led_to = page.one(class_="govuk-error-summary").one("a").attributes["href"]
    wrong = [number for number, each in enumerate(boxes) if "govuk-input--error" in each.attributes["class"]]
    assert (led_to, wrong) == (f"#{boxes[box].attributes['id']}", [box])


def test_a_fault_of_the_whole_leads_to_the_first_box_and_marks_them_all():
    form = asked("23", "9", "2023", "12:00")
    form.add_error("began", "It must be over by now")
    page = drawn('{{ desk.error_summary(form) }}{{ field(form["began"]) }}', form=form)
    led_to = page.one(class_="govuk-error-summary").one("a").attributes["href"]
    wrong = [each for each in page.all("input") if "govuk-input--error" in each.attributes["class"]]
    assert (led_to, len(wrong)) == ("#id_began_0", 4)


def hint_at(now: int) -> str:
    page = drawn('{{ field(form["began"]) }}', form=Asking(), now=now)
    return " ".join(each.text for each in page.all(class_="govuk-hint"))


def test_about_the_hour_that_occurs_twice_the_page_says_how_to_type_which():
    said = (
        "When the clocks go back, at Sun 29 Oct 01:00 GMT, they show 01:00 to 02:00 twice: type 01:00 BST for "
        "the first time, 01:00 GMT for the second."
    )
    assert hint_at(FIRST) == said
    assert (hint_at(FIRST - 30 * 24 * HOUR), hint_at(FIRST + 30 * 24 * HOUR)) == ("", "")


def test_where_both_hours_have_one_name_the_page_names_their_offsets():
    with timezone.override("Europe/Moscow"):
        assert "type 01:00 UTC+04:00 for the first time, 01:00 UTC+03:00 for the second." in hint_at(
            Zone("Europe/Moscow").instant(datetime(2014, 10, 26, 12))
        )
