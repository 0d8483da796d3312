"""Recommendations, what waits and duties lead somewhere, and never to a page that says no."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from standto.wording import counted
from standto_desk.access.account_changes import reset_second_factor
from standto_desk.access.roles import Role
from standto_desk.acts.answering import Answer, record_answer
from standto_desk.acts.free_text import Rationale
from standto_desk.acts.handing_over import hand_over
from standto_desk.acts.proposing import Plan, propose_step
from standto_desk.alerts.models import Alert
from standto_desk.alerts.rounds import run_round
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.picture.showing import picture_now
from tests.desk.acts.small_desk import IMPORTER, small_desk
from tests.desk.components.rendering import tree
from tests.desk.hostile.busy import begun_by, browsers_of, make_busy
from tests.desk.hostile.finding import Page, reach_of
from tests.desk.people import HOME, account_of, client_of

WHY = Rationale(information="Places are missing.", conditions="Our own have returned.")


def section(client, name: str, address="/"):
    return tree(client.get(address).content.decode()).one("section", id=name)


def navigation(client, address="/") -> dict[str, str]:
    """The words of the navigation on a page, by where they lead."""
    page = tree(client.get(address).content.decode())
    return {link.attributes["href"]: link.text for nav in page.all("nav") for link in nav.all("a")}


def waiting(client) -> list[str]:
    """The words of all that waits for somebody."""
    page = tree(client.get("/waiting/").content.decode())
    return [link.text for link in page.one("main").all("a")]


def test_a_recommendation_leads_those_who_plan_to_its_form_filled_in(desk):
    small = small_desk()
    planner = client_of(small.planner)
    link = section(planner, "board-steps").all("a")[0]
    assert (link.text, link.attributes["href"]) == (
        "Ask kent-arv for 2 places for Patrol of the town",
        "/ladder/kent-arv/propose/ask-aid/",
    )
    page = planner.get(link.attributes["href"])
    (count,) = (box for box in tree(page.content.decode()).all("input") if box.attributes.get("name") == "count")
    assert (page.status_code, count.attributes["value"]) == (200, "2")


def test_a_recommendation_leads_others_to_where_it_stands_on_the_ladder(desk):
    small = small_desk()
    officer = client_of(small.officer)
    links = {link.attributes["href"] for link in section(officer, "board-steps").all("a")}
    assert links == {"/ladder/#recommended", "/things/recommendation/ask-aid:kent-arv/"}
    assert section(officer, "recommended", "/ladder/").text.startswith("Recommended now")


def test_each_pool_of_a_recommendation_for_several_has_a_link_of_its_own(handful):
    planner = client_of(account_of("planner", post="planner"))
    review = picture_now().review
    wanted = {f"/ladder/{one.subject}/propose/{one.step}/" for one in review.recommendations if one.approvers}
    links = {link.attributes["href"] for link in section(planner, "board-steps").all("a")}
    assert wanted <= links
    assert wanted != set()


def test_a_duty_with_a_gap_leads_to_why_and_every_duty_to_a_page_of_its_own(weekend):
    page = section(client_of(account_of("commander")), "board-duties")
    places = {each.attributes["id"]: each.attributes["href"] for each in page.all("a") if "id" in each.attributes}
    assert places == {f"duty-{duty.id}": f"/things/duty/{duty.id}/" for duty in weekend.scenario.duties}
    reasons = {f"#{each.attributes['id']}" for each in page.all("li")}
    led_to = {each.attributes["href"] for each in page.all("a") if each.attributes["href"].startswith("#why-")}
    assert (led_to, led_to != set()) == (reasons, True)


def test_an_alert_leads_to_its_matter(weekend):
    account_of("commander", post="strategic-commander")
    run_round(now())
    officer = client_of(account_of("duty-officer"))
    links = [each.attributes["href"] for each in section(officer, "alerts", "/alerts/").all("a")]
    assert len(links) == Alert.objects.exclude(kind="clock").count() > 0
    ids = {each.attributes.get("id") for each in tree(officer.get("/").content.decode()).all()}
    ids |= {each.attributes.get("id") for each in tree(officer.get("/ladder/").content.decode()).all()}
    assert [link for link in links if urlsplit(link).fragment not in ids] == []


def test_what_waits_for_somebody_stands_first_and_is_counted_in_the_navigation(handful):
    gold = account_of("commander", post="strategic-commander", username="gold")
    heir, officer, viewer = (account_of(role) for role in ("commander", "duty-officer", "viewer"))
    assert (waiting(client_of(heir)), "/waiting/" in navigation(client_of(heir))) == ([], False)
    author = Author(str(gold.pk), "strategic-commander", HOME)
    hand_over(account=gold, author=author, to=heir, key="b")
    run_round(now())
    alerts = f"{Alert.objects.count()} alert"
    after = navigation(client_of(heir), "/handover/")
    number = 1 + Alert.objects.count()
    assert next(iter(after.items())) == ("/waiting/", f"Waiting ({number}), {number} things wait for you")
    # The group and its first page lead to the same place; the page comes last.
    assert after["/handover/"] == "Handover (1), 1 post waits for you"
    assert after["/alerts/"].startswith(f"Alerts ({Alert.objects.count()}), {alerts}")
    assert [line.split(" wait")[0].rstrip("s") for line in waiting(client_of(heir))] == ["1 post", alerts]
    assert navigation(client_of(officer), "/handover/")["/handover/"] == "Handover"
    # What changes with the minute is not for those who only look.
    assert waiting(client_of(viewer)) == []


def test_an_alert_that_is_acknowledged_waits_for_nobody(handful):
    account_of("commander", post="strategic-commander", username="gold")
    officer = account_of("duty-officer")
    run_round(now())
    alerts = Alert.objects.count()
    client_of(officer).post(f"/alerts/{Alert.objects.first().pk}/answer/", {"act": "acknowledge"})
    assert waiting(client_of(officer)) == [f"{counted(alerts - 1, 'alert waits', 'alerts wait')}"]


def test_a_proposal_waits_for_those_who_can_answer_it_and_for_nobody_else(handful):
    gold = account_of("commander", post="strategic-commander", username="gold")
    other, officer, planner = (account_of(role) for role in ("commander", "duty-officer", "planner"))
    first = next(one for one in picture_now().review.recommendations if one.approvers == ("strategic-commander",))
    plan = Plan(first.step, first.subject, rationale=WHY)
    propose_step(account=planner, author=Author(str(planner.pk), "", HOME), plan=plan, key="a")
    found = {
        name: waiting(client_of(one))
        for name, one in {"gold": gold, "other": other, "officer": officer, "planner": planner}.items()
    }
    assert found == {"gold": ["1 proposal waits"], "other": [], "officer": [], "planner": []}


def test_a_post_outside_waits_first_for_its_answer_and_then_for_a_second_person(desk):
    small = small_desk()
    small.propose("request-contingency", "mod-arv")
    wait = {name: waiting(client_of(one)) for name, one in {"officer": small.officer, "planner": small.planner}.items()}
    assert wait == {"officer": ["1 proposal waits"], "planner": []}


def test_offers_wait_for_those_who_plan(desk):
    small = small_desk()
    heard = record_answer(**small.as_(small.officer), answer=Answer("aid-offered", "kent-arv", count=2), key="a")
    planner, viewer = client_of(small.planner), client_of(small.viewer)
    assert (waiting(planner), navigation(planner)["/ladder/"]) == (["1 offer waits"], "Ladder (1), 1 thing waits")
    # What is proposed to be accepted waits no longer as an offer.
    small.propose(offer=heard.sequence, key="accept")
    assert (waiting(planner), waiting(viewer)) == ([], [])
    record_answer(**small.as_(small.officer), answer=Answer("aid-offered", "kent-arv", count=1), key="b")
    assert waiting(planner) == ["1 offer waits"]
    # An offer of a pool that is not there any more stands on no page.
    append([Draft("row", "pools", "kent-arv", step="ended")], author=IMPORTER, now=now())
    assert waiting(planner) == []


def test_an_account_that_another_administrator_changed_waits_for_confirmation(handful):
    first, second = account_of("administrator"), account_of("administrator")
    account = account_of("commander")
    reset_second_factor(by=first, account=account)
    assert (waiting(client_of(first)), waiting(client_of(second))) == ([], ["1 account waits for you"])


@pytest.mark.slow
@pytest.mark.parametrize("who", [role.value for role in Role])
def test_no_link_of_any_page_leads_to_one_that_says_no(handful, who):
    make_busy()
    client = browsers_of(who)()
    reach = reach_of(client, begun_by(client, who))
    pages = {address for addresses in reach.addresses.values() for address in addresses}
    refused = set()
    tried: dict[str, int] = {}
    for page in sorted(pages):
        answer = client.get(page)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        for link in Page(page, answer.content.decode()).links:
            there = link.split("#")[0]
            if there.startswith("/") and there not in tried:
                tried[there] = client.get(there).status_code
            if tried.get(there) in (403, 404):
                refused.add((page, there, tried[there]))
    assert refused == set()
    assert len(tried) > 1
