"""A person's documents in the export, and their erasure; delegates by what they were given."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from pathya.care import services as care
from pathya.care.models import CareRelation
from pathya.documents import content, gather, sealed, tasks
from pathya.documents.about import About
from pathya.documents.models import Document, DocumentRequest, Upload
from pathya.documents.rules import Kind
from pathya.documents.services import adding, requesting
from pathya.kit.crypto import CannotOpen
from pathya.privacy import keys
from tests import factories as cast
from tests.api import ApiClient
from tests.documents import files
from tests.documents.factories import added, carer, clean, treated

pytestmark = pytest.mark.django_db


def test_the_export_holds_rows_files_and_references() -> None:
    whole = files.pdf()
    made = clean(cast.asha(), whole, title="Thyroid", description="March")
    added(cast.asha(), title="Waits")
    clean(cast.bilal(), title="Not hers")
    documents, requests = gather.gather(cast.asha())
    rows = list(documents.rows)
    assert [row["title"] for row in rows] == ["Thyroid", "Waits"]
    ((path, pieces),) = documents.files
    assert b"".join(pieces) == whole
    assert path == rows[0]["file"]
    (reference,) = documents.resources
    assert (reference["resourceType"], reference["id"], reference["status"]) == (
        "DocumentReference",
        str(made.pk),
        "current",
    )
    assert reference["content"][0]["attachment"]["url"] == path
    assert list(requests.rows) == []


def test_erasure_removes_rows_and_files_and_can_be_repeated() -> None:
    asha, meera = treated()
    made, others = clean(asha), clean(cast.bilal())
    requesting.ask(nutritionist=meera, client_id=asha.pk, kind=Kind.PHOTO)
    names = list(made.objects_in_store)
    counts = {erased.name: erased.count for erased in gather.erase(asha)}
    assert counts == {"documents": 1, "document_requests": 1}
    assert not Document.objects.filter(client=asha).exists()
    assert not DocumentRequest.objects.exists()
    assert not Upload.objects.filter(client=asha).exists()
    tasks.remove_objects.func(names=names)
    assert not any((Path(settings.FILES.folder) / name).exists() for name in names)
    assert sum(erased.count for erased in gather.erase(asha)) == 0
    assert b"".join(content.stream(others.object, others.file_key))


def test_a_destroyed_key_takes_the_files_with_it() -> None:
    made = clean(cast.asha())
    sealed_copy = (Path(settings.FILES.folder) / made.object).read_bytes()
    keys.destroy(cast.asha().pk)
    again = Document.objects.get(pk=made.pk)
    with pytest.raises(CannotOpen):
        assert again.file_key
    with pytest.raises(sealed.Unreadable):
        list(sealed.unseal([sealed_copy], sealed.new_key(), made.object))


def test_a_carer_acts_and_a_reader_only_reads() -> None:
    made = clean(cast.asha(), title="Thyroid")
    gauri = carer()
    page = Client()
    page.force_login(gauri)
    listed = page.get(f"/portal/documents/?for={cast.asha().pk}").content.decode()
    assert "Thyroid" in listed
    assert "Documents of Asha Verma" in listed
    assert "Thyroid" not in page.get("/portal/documents/").content.decode()
    added_for = added(gauri, client_id=cast.asha().pk)
    assert (added_for.client_id, added_for.added_by_id) == (cast.asha().pk, gauri.pk)
    gone = page.post(f"/portal/documents/{made.pk}/delete/")
    assert gone["Location"].startswith(f"/portal/documents/?for={cast.asha().pk}&deleted=")
    assert "is deleted" in page.get(gone["Location"]).content.decode()


def test_who_may_only_read_changes_nothing() -> None:
    made, gauri = clean(cast.asha()), carer("read")
    caller = ApiClient(gauri)
    assert caller.get(f"/documents/{made.pk}/url").status_code == 200
    assert caller.delete(f"/documents/{made.pk}").status_code == 403
    wish = {"name": "a.pdf", "size": 9, "clientId": str(cast.asha().pk)}
    assert caller.post("/documents/uploads", wish).status_code == 403


def test_a_relation_that_ended_shows_nothing_more() -> None:
    asha, meera = treated()
    made = clean(asha)
    url = ApiClient(meera).get(f"/documents/{made.pk}/url").json()["data"]["url"]
    upload = adding.begin(viewer=meera, client_id=asha.pk, size=9, about=About("report.pdf"))
    relation = CareRelation.objects.get(client=asha, nutritionist=meera)
    care.end(viewer=asha, relation_id=relation.pk)
    path = "/" + url.split("/", 3)[3]
    assert Client().get(path).status_code == 404
    assert ApiClient(meera).get(f"/documents/{made.pk}").status_code == 404
    assert ApiClient(meera).get(f"/documents/uploads/{upload.pk}").status_code == 404
