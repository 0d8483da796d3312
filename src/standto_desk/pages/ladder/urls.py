"""Routes of the ladder."""

from __future__ import annotations

from django.urls import path

from standto_desk.pages.ladder import (
    answer_views,
    batch_views,
    plan_views,
    proposal_form_views,
    proposal_views,
    redaction_views,
    views,
)

urlpatterns = [
    path("", views.pools, name="ladder"),
    path("together/<str:step>/", batch_views.propose, name="ladder-together"),
    path("proposals/approve/", batch_views.approve, name="ladder-approve-several"),
    path("proposals/nth/<int:place>/", proposal_views.nth_proposal, name="ladder-nth-proposal"),
    path("proposals/<int:number>/", proposal_views.proposal, name="ladder-proposal"),
    path("proposals/<int:number>/approve/", proposal_views.approve, name="ladder-approve"),
    path("proposals/<int:number>/withdraw/", proposal_form_views.withdraw, name="ladder-withdraw"),
    path("proposals/<int:number>/record/<str:post>/", proposal_form_views.record, name="ladder-record"),
    path("proposals/<int:number>/confirm/<str:post>/", proposal_form_views.confirm, name="ladder-confirm"),
    path("correct/<int:number>/", answer_views.correct, name="ladder-correct"),
    path("offers/<int:number>/end/", answer_views.end, name="ladder-end-offer"),
    path("redact/<int:number>/", redaction_views.redact, name="ladder-redact"),
    path("decide/<str:step>/", plan_views.decide, name="ladder-decide"),
    path("<str:pool>/", views.thread, name="ladder-pool"),
    path("<str:pool>/propose/<str:step>/", plan_views.propose, name="ladder-propose"),
    path("<str:pool>/answer/<str:kind>/", answer_views.answer, name="ladder-answer"),
]
