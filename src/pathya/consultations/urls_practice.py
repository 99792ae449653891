"""Pages of hosts and of the office."""

from django.urls import URLPattern, URLResolver, path

from pathya.consultations.views import (
    earnings,
    extending,
    groups,
    hosting,
    life,
    offering,
    office,
    policies,
    practice,
    regrouping,
    reviewing,
    series,
    week,
)  # fmt: skip

urlpatterns: list[URLPattern | URLResolver] = [
    path("practice/week/series/<uuid:series_id>/", series.detail, name="practice_series"),
    path("practice/week/series/<uuid:series_id>/cancel/", series.cancel, name="practice_series_cancel"),
    path("practice/week/groups/", groups.hosted, name="practice_groups"),
    path("practice/week/groups/new/", groups.new, name="practice_group_new"),
    path("practice/week/groups/<uuid:group_id>/", groups.hosted_group, name="practice_group"),
    path("practice/week/groups/<uuid:group_id>/move/", regrouping.move, name="practice_group_move"),
    path("practice/week/groups/<uuid:group_id>/cancel/", groups.cancel, name="practice_group_cancel"),
    path("practice/week/groups/<uuid:group_id>/end/", groups.end, name="practice_group_end"),
    path("practice/clients/<uuid:client_id>/calls/", practice.client_calls, name="practice_client_calls"),
    path("practice/calls/new/", hosting.book, name="practice_book"),
    path("practice/calls/<uuid:consultation_id>/waive/", hosting.waive, name="practice_call_waive"),
    path("practice/requests/", hosting.listing, name="practice_requests"),
    path("practice/requests/<uuid:request_id>/answer/", hosting.answer, name="move_request_answer"),
    path("practice/requests/waiting/<uuid:wait_id>/offer/", offering.offer, name="practice_wait_offer"),
    path("practice/waiting/<uuid:wait_id>/end/", hosting.end_wait, name="practice_wait_end"),
    path("practice/earnings/", earnings.page, name="practice_earnings"),
    path("office/calls/", office.listing, name="office_calls"),
    path("office/calls/<uuid:consultation_id>/", office.call, name="office_call"),
    path("office/policies/", policies.page, name="office_policies"),
    path("practice/calls/<uuid:consultation_id>/move/", week.move, name="practice_call_move"),
    path("practice/calls/<uuid:consultation_id>/length/", extending.extend, name="practice_call_extend"),
    path("practice/calls/<uuid:consultation_id>/no-show/", life.no_show, name="practice_call_no_show"),
    path("practice/reviews/", reviewing.waiting, name="practice_reviews"),
    path("practice/reviews/<uuid:review_id>/", reviewing.moderate, name="practice_review_moderate"),
    path("practice/week/", week.page, name="practice_week"),
    path("practice/calls/<uuid:consultation_id>/", practice.call, name="practice_call"),
    path("practice/calls/<uuid:consultation_id>/cancel/", practice.cancel, name="practice_call_cancel"),
]
