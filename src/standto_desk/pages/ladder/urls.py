"""Routes of the ladder."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.ladder import (
    answer_pages,
    offer_pages,
    plan_pages,
    proposal_pages,
    redacting_pages,
    several_pages,
    views,
)

urlpatterns = [
    path("", views.pools, name="ladder"),
    path("together/<str:step>/", several_pages.propose, name="ladder-together"),
    path("proposals/approve/", several_pages.approve, name="ladder-approve-several"),
    path("proposals/nth/<int:place>/", proposal_pages.nth_proposal, name="ladder-nth-proposal"),
    path("proposals/<int:number>/", proposal_pages.proposal, name="ladder-proposal"),
    path("proposals/<int:number>/approve/", proposal_pages.approve, name="ladder-approve"),
    path("proposals/<int:number>/withdraw/", proposal_pages.withdraw, name="ladder-withdraw"),
    path("proposals/<int:number>/record/<str:post>/", proposal_pages.record, name="ladder-record"),
    path("proposals/<int:number>/confirm/<str:post>/", proposal_pages.confirm, name="ladder-confirm"),
    path("correct/<int:number>/", answer_pages.correct, name="ladder-correct"),
    path("offers/<int:number>/end/", offer_pages.end, name="ladder-end-offer"),
    path("redact/<int:number>/", redacting_pages.redact, name="ladder-redact"),
    path("decide/<str:step>/", plan_pages.decide, name="ladder-decide"),
    path("<str:pool>/", views.thread, name="ladder-pool"),
    path("<str:pool>/propose/<str:step>/", plan_pages.propose, name="ladder-propose"),
    path("<str:pool>/answer/<str:kind>/", answer_pages.answer, name="ladder-answer"),
]
