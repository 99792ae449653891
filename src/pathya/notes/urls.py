from django.urls import URLPattern, URLResolver, path

from pathya.notes.views import followups, intake, notes, office, plans, practitioners

app_name = "notes"
urlpatterns: list[URLPattern | URLResolver] = [
    path("practice/calls/<uuid:consultation_id>/note/", notes.edit, name="edit"),
    path("practice/calls/<uuid:consultation_id>/note/sign/", notes.sign, name="sign"),
    path("practice/calls/<uuid:consultation_id>/note/complete/", notes.complete, name="complete"),
    path("practice/calls/<uuid:consultation_id>/note/add/", notes.add, name="add"),
    path("practice/calls/<uuid:consultation_id>/note/share/", notes.share, name="share"),
    path("practice/calls/<uuid:consultation_id>/plan/", plans.edit, name="plan"),
    path("practice/calls/<uuid:consultation_id>/plan/revise/", plans.revise, name="plan_revise"),
    path("practice/calls/<uuid:consultation_id>/plan/discard/", plans.discard, name="plan_discard"),
    path("practice/clients/<uuid:client_id>/notes/", notes.about, name="about"),
    path("calls/<uuid:consultation_id>/note/", notes.read, name="read"),
    path("plans/<uuid:plan_id>/", plans.read, name="plan_read"),
    path("plans/<uuid:plan_id>/plan.pdf", plans.pdf, name="plan_pdf"),
    path("portal/plans/", plans.listing, name="plans"),
    path("portal/follow-ups/<uuid:follow_up_id>/", followups.proposal, name="proposal"),
    path("portal/consultations/<uuid:consultation_id>/questions/", intake.answer, name="intake"),
    path("office/questions/", office.kinds, name="intake_kinds"),
    path("office/questions/<slug:kind>/", office.questions, name="intake_form"),
    path("office/practitioners/", practitioners.practitioners, name="practitioners"),
    path("verify/", plans.verify, name="verify_form"),
    path("verify/<str:number>/<str:code>/", plans.verify, name="verify"),
]
