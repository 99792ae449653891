from django.urls import URLPattern, URLResolver, path

from pathya.clients.views import drafts, metrics, onboarding, practice, record

urlpatterns: list[URLPattern | URLResolver] = [
    path("portal/record/", record.overview, name="record"),
    path("portal/record/profile/<str:part>/", record.profile, name="record_profile"),
    path("portal/record/picture/", record.picture, name="record_picture"),
    path("portal/record/history/<str:section>/", record.section, name="record_section"),
    path("portal/record/history/<str:section>/draft/", drafts.section, name="record_section_draft"),
    path("portal/metrics/", metrics.overview, name="metrics"),
    path("portal/metrics/lines/", metrics.lines, name="metrics_lines"),
    path("portal/metrics/report/", metrics.report, name="metrics_report"),
    path("portal/metrics/report/<uuid:report_id>/", metrics.settle, name="metrics_settle"),
    path("portal/metrics/<uuid:metric_id>/remove/", metrics.remove, name="metric_remove"),
    path("portal/metrics/<str:kind>/", metrics.kind, name="metrics_kind"),
    path("portal/start/", onboarding.begin, name="onboarding"),
    path("portal/start/<str:step>/", onboarding.step, name="onboarding_step"),
    path("portal/start/<str:step>/draft/", onboarding.draft, name="onboarding_draft"),
    path("portal/more/", record.more, name="portal_more"),
    path("practice/clients/<uuid:client_id>/", practice.client, name="practice_client"),
]
