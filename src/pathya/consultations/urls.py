from django.urls import URLPattern, URLResolver, include, path

from pathya.consultations.views import booking, groups, life, portal, series, waiting

urlpatterns: list[URLPattern | URLResolver] = [
    path("book/<slug:nutritionist>/", booking.kinds, name="consultation_kinds"),
    path("book/<slug:nutritionist>/<slug:kind>/", booking.book, name="consultation_book"),
    path("book/<slug:nutritionist>/<slug:kind>/confirm/", booking.confirm, name="consultation_confirm"),
    path("book/<slug:nutritionist>/<slug:kind>/series/", series.plan, name="series_plan"),
    path("portal/consultations/series/<uuid:series_id>/", series.detail, name="series"),
    path("portal/consultations/series/<uuid:series_id>/cancel/", series.cancel, name="series_cancel"),
    path("portal/consultations/series/<uuid:series_id>/pay/", series.pay, name="series_pay"),
    path("portal/consultations/groups/", groups.listing, name="groups"),
    path("portal/consultations/groups/<uuid:group_id>/", groups.group, name="group"),
    path("portal/consultations/", portal.calls, name="consultation_list"),
    path("portal/consultations/<uuid:consultation_id>/", portal.call, name="consultation_detail"),
    path("portal/consultations/<uuid:consultation_id>/pay/", booking.pay, name="consultation_pay"),
    path("portal/consultations/<uuid:consultation_id>/booked/", booking.booked, name="consultation_booked"),
    path("portal/consultations/<uuid:consultation_id>/cancel/", portal.cancel, name="consultation_cancel"),
    path("consultations/<uuid:consultation_id>/call.ics", portal.calendar_file, name="consultation_calendar"),
    path("portal/consultations/<uuid:consultation_id>/move/", life.move, name="consultation_move"),
    path("portal/consultations/<uuid:consultation_id>/review/", life.review, name="consultation_review"),
    path("portal/consultations/<uuid:consultation_id>/ask-move/", waiting.ask_move, name="consultation_ask_move"),
    path("portal/move-requests/<uuid:request_id>/withdraw/", waiting.withdraw_move, name="move_request_withdraw"),
    path("portal/waiting/", waiting.mine, name="waiting_list"),
    path("portal/waiting/<uuid:wait_id>/leave/", waiting.leave, name="waiting_leave"),
    path("portal/waiting/<uuid:wait_id>/decline/", waiting.decline, name="waiting_decline"),
    path("portal/waiting/<slug:nutritionist>/<slug:kind>/", waiting.join, name="waiting_join"),
    path("", include("pathya.consultations.urls_practice")),
]
