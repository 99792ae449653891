from django.urls import URLPattern, URLResolver, path

from pathya.privacy import views, views_notices

urlpatterns: list[URLPattern | URLResolver] = [
    path("portal/privacy/", views.page, name="privacy"),
    path("portal/privacy/history/", views.history, name="privacy_history"),
    path("portal/privacy/consents/<slug:purpose>/", views.set_consent, name="privacy_consent"),
    path("portal/privacy/export/", views.ask_export, name="privacy_export"),
    path("portal/privacy/exports/<uuid:export_id>/", views.export_state, name="privacy_export_state"),
    path("portal/privacy/exports/<uuid:export_id>/download/", views.download, name="privacy_export_download"),
    path("portal/privacy/delete/", views.delete, name="privacy_delete"),
    path("notices/", views_notices.notices, name="notices"),
    path("notices/erasure-asked/", views.deletion_asked, name="privacy_deletion_asked"),
    path("notices/keeping/", views_notices.keeping, name="keeping"),
    path("notices/cookies/", views_notices.cookies, name="cookies"),
    path("notices/cookies/choose/", views_notices.choose_cookies, name="cookies_choose"),
    path("notices/<slug:purpose>/", views_notices.notice, name="notice"),
    path("notices/<slug:purpose>/<slug:version>/", views_notices.notice, name="notice_version"),
]
