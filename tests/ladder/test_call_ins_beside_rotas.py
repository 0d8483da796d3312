"""Call-ins where people have rotas of their own."""

from __future__ import annotations

from tests.ladder.building import changes, duty, on_rota, people, scenario, team

SPARE = duty("patrol", 3), *team("spare", "rest"), *people(3, "spare")


def test_a_review_calls_in_nobody_who_has_a_row():
    rows = on_rota("spare1", 30, 40), on_rota("spare2", 200, 210)
    world = scenario(SPARE, rows, call_in_share=1, call_in_notice_hours=0, look_ahead_hours=24)
    assert changes(world, 0) == {"call-in:patrol": 1}
