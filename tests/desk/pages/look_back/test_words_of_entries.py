"""Entries of the register, of changes of the rules, of reports, of the log and of the rota are shown in words."""

import json

from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from tests.desk.reading_pages import words_of

ANYBODY = Author("0" * 8, "gold", "met")
LIST = "/look-back/entries/"


def entered(*drafts: Draft) -> Entry:
    """The last of some entries made now."""
    return append(drafts, author=ANYBODY, now=now())[-1]


def page_of(client, made: Entry) -> str:
    """What the page of an entry says before its place in the chain."""
    return words_of(client.get(f"{LIST}{made.sequence}/")).partition("Place in the chain")[0]


def test_a_row_of_the_register_has_its_columns_and_the_things_in_it_by_name(handful, client_as):
    duty = handful.scenario.duties[0]
    skill = next(one for one in handful.scenario.capabilities if one.id in str(duty.capabilities))
    cells = {"name": "Night guard", "task": duty.task, "capabilities": skill.id, "strength": "3"}
    made = entered(Draft("row", kind="duties", subject="night-guard", step="set", body=cells))
    said = page_of(client_as("auditor"), made)
    assert "Duty added or changed Sort Row of the register Kind Duties About Night guard (night-guard)" in said
    assert f"Skills {skill.label} Name Night guard People required 3 Task {duty.task}" in said


def test_a_version_of_the_settings_says_what_it_changes(handful, client_as):
    first = Entry.objects.filter(kind="scenario").first()
    toml = json.loads(first.body)["toml"]
    body = {"toml": toml + "\n[policy]\nlook_ahead_hours = 60\n", "powers": "yes"}
    made = entered(Draft("row", kind="scenario", subject="scenario", step="set", body=body))
    said = page_of(client_as("auditor"), made)
    assert "Settings changed" in said
    assert "Policy: Hours that a review looks ahead 72, as usual → 60 Words" in said


def test_a_change_of_the_rules_says_what_would_be_what(handful, client_as):
    change = {"table": "scenario", "how": "change", "key": ["settings"], "occurred": None}
    change["cells"] = {"policy.look_ahead_hours": "60"}
    body = {"changes": [change], "before": [{"policy.look_ahead_hours": ""}]}
    made = entered(Draft("rules-change", kind="scenario", subject="scenario", body=body))
    said = page_of(client_as("auditor"), made)
    assert "Change settings Hours that a review looks ahead: as usual → 60; from when it is confirmed" in said
    end = entered(Draft("rules-confirmed", subject=f"entry-{made.sequence}"))
    said = page_of(client_as("auditor"), end)
    assert f"Sort Change of the rules confirmed About entry {made.sequence:,} " in said


def test_a_report_is_called_by_its_number_in_each_of_its_entries(handful, client_as):
    client = client_as("auditor")
    made = entered(Draft("report", kind="desk", subject="situation-reports", count=7, body={"known_at": now()}))
    about = f"entry-{made.sequence}"
    words = entered(Draft("report-words", kind="risks", subject=f"{about}/risks", text="Rain."))
    body = {"content": "{}", "words": [["risks", "Risks", words.sequence]]}
    published = entered(Draft("report-published", kind="desk", subject=about, count=7, body=body))
    assert "Kind Everybody at the desk About situation report 7 " in page_of(client, made)
    assert "About situation report 7, Risks " in page_of(client, words)
    said = page_of(client, published)
    assert f"Facts as the report shows them With the words of Risks: entry {words.sequence:,} " in said


def test_a_rota_is_called_by_its_month(handful, client_as):
    made = entered(Draft("rota-published", subject="2023-09", body={"drawn": 12, "teams": None}))
    said = page_of(client_as("auditor"), made)
    assert "Rota published Sort Rota published About September 2023 " in said
    assert "As of entry 12 " in said


def test_the_filter_offers_sorts_and_kinds_in_the_same_words(handful, client_as):
    page = words_of(client_as("auditor").get(LIST))
    for words in ("Row of the register", "Skills", "Tickets", "Settings"):
        assert words in page
    assert "Capabilities" not in page
