"""Every address of the program, one line per domain."""

from django.urls import include, path
from wagtail.admin import urls as cms
from wagtail.documents import urls as cms_documents

from pathya.web import api_docs
from pathya.web.api import api, no_such_operation

urlpatterns = [
    path("", include("pathya.accounts.urls")),
    path("", include("pathya.operations.urls")),
    path("", include("pathya.ui.urls")),
    path("", include("pathya.outbox.urls")),
    path("", include("pathya.nutritionists.urls")),
    path("", include("pathya.consultations.urls")),
    path("", include("pathya.meetings.urls")),
    path("", include("pathya.calendars.urls")),
    path("", include("pathya.clients.urls")),
    path("", include("pathya.privacy.urls")),
    path("", include("pathya.care.urls")),
    path("", include("pathya.documents.urls")),
    path("", include("pathya.credits.urls")),
    path("", include("pathya.billing.urls")),
    path("", include("pathya.programs.urls")),
    path("", include("pathya.nutrition.urls")),
    path("", include("pathya.journeys.urls")),
    path("", include("pathya.notes.urls")),
    path("api/v1/docs", api_docs.page, name="api_docs"),
    path("api/v1/", api.urls),
    path("api/<path:rest>", no_such_operation),
    path("cms/", include(cms)),
    path("cms-documents/", include(cms_documents)),
    path("", include("pathya.web.urls")),
    path("", include("pathya.content.urls")),
]

handler400 = "pathya.ui.errors.bad_request"
handler403 = "pathya.ui.errors.forbidden"
handler404 = "pathya.ui.errors.not_found"
handler500 = "pathya.ui.errors.server_error"
