from django.urls import URLPattern, URLResolver, path

from pathya.programs.views import portal, practice, public, terms

urlpatterns: list[URLPattern | URLResolver] = [
    path("programs/", public.listing, name="program_list"),
    path("programs/<slug:slug>/", public.program, name="program_page"),
    path("programs/<slug:slug>/enrol/", public.enrol, name="program_enrol"),
    path("portal/programs/", portal.programs, name="my_programs"),
    path("portal/programs/<uuid:enrolment_id>/", portal.program, name="my_program"),
    path("portal/programs/<uuid:enrolment_id>/pay/", portal.pay, name="program_pay"),
    path("portal/programs/<uuid:enrolment_id>/mails/", portal.mails, name="program_mails"),
    path("portal/programs/<uuid:enrolment_id>/cancel/", portal.cancel, name="program_cancel"),
    path("portal/programs/<uuid:enrolment_id>/review/", portal.review, name="program_review"),
    path("portal/programs/<uuid:enrolment_id>/steps/<int:number>/", portal.step, name="program_step"),
    path("portal/programs/<uuid:enrolment_id>/<slug:verb>/", portal.change, name="program_change"),
    path("office/policies/programs/", terms.page, name="office_program_terms"),
    path("practice/programs/", practice.programs, name="practice_programs"),
    path("practice/programs/reviews/", practice.reviews, name="practice_program_reviews"),
    path("practice/programs/reviews/<uuid:review_id>/", practice.moderate, name="program_review_moderate"),
    path("practice/programs/participants/<uuid:enrolment_id>/", practice.participant, name="practice_participant"),
    path("practice/programs/<slug:slug>/", practice.participants, name="practice_program"),
    path("practice/programs/<slug:slug>/groups/", practice.add_cohort, name="program_cohort_add"),
    path("practice/programs/<slug:slug>/places/", practice.give_pass, name="program_pass_give"),
]
