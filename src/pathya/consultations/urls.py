from django.urls import URLPattern, URLResolver, path

from pathya.consultations.views import booking, life, portal, practice, reviewing

urlpatterns: list[URLPattern | URLResolver] = [
    path("book/<slug:nutritionist>/", booking.kinds, name="consultation_kinds"),
    path("book/<slug:nutritionist>/<slug:kind>/", booking.book, name="consultation_book"),
    path("book/<slug:nutritionist>/<slug:kind>/confirm/", booking.confirm, name="consultation_confirm"),
    path("portal/consultations/", portal.calls, name="consultation_list"),
    path("portal/consultations/<uuid:consultation_id>/", portal.call, name="consultation_detail"),
    path("portal/consultations/<uuid:consultation_id>/pay/", booking.pay, name="consultation_pay"),
    path("portal/consultations/<uuid:consultation_id>/booked/", booking.booked, name="consultation_booked"),
    path("portal/consultations/<uuid:consultation_id>/cancel/", portal.cancel, name="consultation_cancel"),
    path("consultations/<uuid:consultation_id>/call.ics", portal.calendar_file, name="consultation_calendar"),
    path("portal/consultations/<uuid:consultation_id>/move/", life.move, name="consultation_move"),
    path("portal/consultations/<uuid:consultation_id>/review/", life.review, name="consultation_review"),
    path("practice/calls/<uuid:consultation_id>/move/", life.host_move, name="practice_call_move"),
    path("practice/calls/<uuid:consultation_id>/complete/", life.complete, name="practice_call_complete"),
    path("practice/calls/<uuid:consultation_id>/no-show/", life.no_show, name="practice_call_no_show"),
    path("practice/reviews/", reviewing.waiting, name="practice_reviews"),
    path("practice/reviews/<uuid:review_id>/", reviewing.moderate, name="practice_review_moderate"),
    path("practice/week/", practice.week, name="practice_week"),
    path("practice/calls/<uuid:consultation_id>/", practice.call, name="practice_call"),
    path("practice/calls/<uuid:consultation_id>/cancel/", practice.cancel, name="practice_call_cancel"),
]
