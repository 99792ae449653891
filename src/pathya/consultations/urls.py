from django.urls import URLPattern, URLResolver, path

from pathya.consultations.views import booking, portal, practice

urlpatterns: list[URLPattern | URLResolver] = [
    path("book/<slug:nutritionist>/", booking.kinds, name="consultation_kinds"),
    path("book/<slug:nutritionist>/<slug:kind>/", booking.book, name="consultation_book"),
    path("book/<slug:nutritionist>/<slug:kind>/confirm/", booking.confirm, name="consultation_confirm"),
    path("portal/consultations/", portal.calls, name="consultation_list"),
    path("portal/consultations/<uuid:consultation_id>/", portal.call, name="consultation_detail"),
    path("portal/consultations/<uuid:consultation_id>/booked/", booking.booked, name="consultation_booked"),
    path("portal/consultations/<uuid:consultation_id>/cancel/", portal.cancel, name="consultation_cancel"),
    path("consultations/<uuid:consultation_id>/call.ics", portal.calendar_file, name="consultation_calendar"),
    path("practice/week/", practice.week, name="practice_week"),
    path("practice/calls/<uuid:consultation_id>/", practice.call, name="practice_call"),
    path("practice/calls/<uuid:consultation_id>/cancel/", practice.cancel, name="practice_call_cancel"),
]
