from django.urls import URLPattern, URLResolver, path

from pathya.documents.views import files, office, portal, practice, uploads

ONE = "portal/documents/<uuid:document_id>/"
CLIENT = "practice/clients/<uuid:client_id>/documents/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("portal/documents/", portal.documents, name="document_list"),
    path("portal/documents/add/", portal.add, name="document_add"),
    path(ONE, portal.document, name="document_detail"),
    path(f"{ONE}edit/", portal.edit, name="document_edit"),
    path(f"{ONE}archive/", portal.archive, name="document_archive"),
    path(f"{ONE}restore/", portal.restore, name="document_restore"),
    path(f"{ONE}delete/", portal.delete, name="document_delete"),
    path(f"{ONE}undo/", portal.undo, name="document_undo"),
    path(CLIENT, practice.documents, name="practice_client_documents"),
    path(f"{CLIENT}add/", practice.add, name="practice_document_add"),
    path(f"{CLIENT}ask/", practice.ask, name="practice_document_ask"),
    path(f"{CLIENT}requests/<uuid:request_id>/withdraw/", practice.withdraw, name="practice_document_withdraw"),
    path("documents/uploads/", uploads.begin, name="document_upload_begin"),
    path("documents/uploads/<uuid:upload_id>/", uploads.one, name="document_upload"),
    path("documents/uploads/<uuid:upload_id>/complete/", uploads.complete, name="document_upload_complete"),
    path("documents/<uuid:document_id>/download/", files.download, name="document_download"),
    path("documents/<uuid:document_id>/thumbnail/", files.thumbnail, name="document_thumbnail"),
    path("documents/file/<str:token>/", files.file, name="document_file"),
    path("office/documents/", office.waiting, name="office_document_list"),
    path("office/documents/<uuid:document_id>/retry/", office.retry, name="office_document_retry"),
]
