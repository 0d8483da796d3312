"""The page's numbers are those of ``standto cover --what-if`` about a folder exported at the same moment."""

from __future__ import annotations

import json
import re
from html import unescape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standto.cli.main import main
from tests.desk.weekends import SATURDAY, few

SCENARIO = few().scenario
SKILLS = st.sampled_from([one.id for one in SCENARIO.capabilities])
TEAMS = st.sampled_from([one.id for one in SCENARIO.teams])
LENT = st.sampled_from([one.id for one in SCENARIO.pools if one.force != SCENARIO.home])
DUTIES = st.sampled_from([one.id for one in SCENARIO.duties])
NUMBERS = st.integers(1, 20)
WHEN = st.sampled_from(["", " from Sat 18:00", " Sun", " Sat 18:00 to Sun 06:00", " until Mon 06:00"])
SENTENCES = st.one_of(
    st.builds("{} of {} step back{}".format, NUMBERS, st.one_of(SKILLS, TEAMS), WHEN),
    st.builds("{} step back{}".format, NUMBERS, WHEN),
    st.builds("nobody from {}{}".format, st.one_of(LENT, TEAMS), WHEN),
    st.builds("{} called in{}".format, TEAMS, WHEN),
    st.builds("+{} {}{}".format, NUMBERS, LENT, WHEN),
    st.builds("{} needs {}{}".format, DUTIES, NUMBERS, WHEN),
    st.builds("{} suspended{}".format, DUTIES, WHEN),
    st.just("attack declared"),
)


def shown(page: str) -> dict[str, tuple[str, str]]:
    """The place-hours short of each duty that a page shows, without and with what is supposed."""
    table = re.search(r"Place-hours short until.*?</table>", page, re.DOTALL)
    rows = re.findall(r"<tr.*?</tr>", table[0], re.DOTALL) if table else []
    cells = [[unescape(re.sub(r"<[^>]*>", "", one)) for one in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]
    return {name: (before, after) for name, before, after, _ in cells[1:]}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(sentences=st.lists(SENTENCES, min_size=1, max_size=4), hours=st.sampled_from([12, 36, 72]))
def test_the_page_and_the_command_line_count_the_same(handful, asking, exported, capsys, sentences, hours):
    page = asking("planner").asks(*sentences, hours=str(hours)).content.decode()
    asked = ["--at", SATURDAY, "--known-at", SATURDAY, "--until", f"+{hours}h", "--json"]
    main(["cover", str(exported), *asked, *(part for one in sentences for part in ("--what-if", one))])
    answer = json.loads(capsys.readouterr().out)
    names = {duty.id: duty.label for duty in SCENARIO.duties}
    counted = {
        names[duty]: (f"{hours['before']:,.2f}", f"{hours['after']:,.2f}")
        for duty, hours in answer["difference"]["gap_hours"].items()
    }
    assert {name: hours for name, hours in shown(page).items() if name != "In all"} == counted
