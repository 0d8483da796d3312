"""Walks through the acts that keep a desk's reports, log, rules and rota, to make an entry of each of their sorts."""

from __future__ import annotations

from standto_desk.access.models import Account
from standto_desk.acts.log.writing import Task, change_line, mark_line, write_line
from standto_desk.acts.registering.changing_rules import confirm_rules, decline_rules, propose_rules, withdraw_rules
from standto_desk.acts.registering.kept_tables import SETTINGS_ROW
from standto_desk.acts.registering.row_changes import CHANGE, RegisterChange
from standto_desk.acts.rota.publishing import publish_rota
from standto_desk.acts.rota.seeing import see_rota
from standto_desk.acts.situation_reports.drafting_reports import draft_report, withdraw_report
from standto_desk.acts.situation_reports.finding_reports import find_report
from standto_desk.acts.situation_reports.publishing_reports import approve_report, publish_report
from standto_desk.acts.situation_reports.wording_reports import write_words
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.picture.rota.months import Month
from tests.desk.acts.small_desk import HOUR, IMPORTER, NOON, SmallDesk

RESERVE = RegisterChange("scenario", CHANGE, SETTINGS_ROW, {"policy.reserve": "4"})
FACTS = {"headline": "everything is covered", "compared": [["Cover", "covered"]]}


def reports_are_published(small: SmallDesk) -> None:
    """Draft, word, approve and publish a report; publish one that corrects it; withdraw a third."""
    planner, gold = small.as_(small.planner), small.as_(small.gold)
    drafted = {"audience": "command", "at": NOON, "known_at": NOON, "content": FACTS}
    corrected = None
    for key in ("report", "correction"):
        number = draft_report(**planner, **drafted, corrects=corrected, key=key).count
        write_words(**planner, number=number, section="risks", words="Fog.", key=f"{key}-words")
        approve_report(**gold, number=number, content=FACTS, key=f"{key}-approved")
        publish_report(**gold, number=number, content=FACTS, key=f"{key}-published")
        corrected = find_report(number)
    third = draft_report(**planner, **drafted, key="third").count
    withdraw_report(**planner, number=third, key="third-withdrawn")


def the_log_is_kept(small: SmallDesk) -> None:
    """Write a line for somebody to do, give it to a post, and mark it as done."""
    officer = small.as_(small.officer)
    task = Task(to=str(small.planner.pk), due=NOON + HOUR)
    line = write_line(**officer, words="A van is late.", occurred=NOON, task=task, key="line").sequence
    change_line(**officer, sequence=line, task=Task(owner="gold"), key="line-changed", based_on=None)
    mark_line(**officer, sequence=line, done=True, key="line-done", based_on=None)


def the_rules_change(small: SmallDesk) -> None:
    """Propose a change of the rules three times: it is withdrawn, then declined, then confirmed."""
    planner, gold = small.as_(small.planner), small.as_(small.gold)
    for end, by in ((withdraw_rules, planner), (decline_rules, gold), (confirm_rules, gold)):
        proposed = propose_rules(**planner, changes=[RESERVE], key=f"before-{end.__name__}")
        end(**by, sequence=proposed.sequence, key=end.__name__)


def a_rota_is_seen(small: SmallDesk, person: Account) -> None:
    """Publish the rota of a month to the team of somebody whose times it holds; they say that they have seen it."""
    times = {"from": "2023-09-25T08:00:00+01:00", "until": "2023-09-25T20:00:00+01:00"}
    append([Draft("row", "rota", person.cipher, step="set", body=times)], author=IMPORTER, now=NOON)
    published = publish_rota(**small.as_(small.officer), month=Month(2023, 9), teams=["red"], key="rota").entry
    own = Author(str(person.pk), "", "met")
    see_rota(account=person, author=own, publication=published.sequence, key="rota-seen")
