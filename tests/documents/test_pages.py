"""The pages of both sides: what they say, who sees them, how many statements they take."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pathya.accounts.models import User
from pathya.documents.models import Document, DocumentRequest, Upload
from pathya.documents.rules import MOST_BYTES, Kind, Status
from pathya.documents.services import requesting
from tests import factories as cast
from tests.documents import files
from tests.documents.factories import added, clean, sent, treated

pytestmark = pytest.mark.django_db
LIST, ADD = "/portal/documents/", "/portal/documents/add/"


def signed_in(user: User, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(user)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def fields(content: bytes, name: str = "report.pdf", **more: str) -> dict[str, Any]:
    return {"kind": "lab_report", "title": "Thyroid", "description": "From Dr Rao", "file": sent(content, name), **more}


def test_the_list_says_how_to_begin_then_what_there_is() -> None:
    asha = signed_in(cast.asha())
    assert "No documents yet" in text(asha.get(LIST))
    clean(cast.asha(), title="Thyroid <b>March</b>")
    added(cast.asha(), title="Sugar", kind=Kind.PRESCRIPTION)
    page = text(asha.get(LIST))
    assert "Thyroid &lt;b&gt;March&lt;/b&gt;" in page
    assert "Being checked" in page
    assert "Sugar" not in text(asha.get(f"{LIST}?type=lab_report"))
    assert "archive is empty" in text(asha.get(f"{LIST}?archived=1"))


def test_the_list_takes_a_fixed_number_of_statements() -> None:
    counts = []
    asha = signed_in(cast.asha())
    for number in range(3):
        clean(cast.asha(), files.picture("PNG"), title=f"Report {number}")
        asha.get(LIST)
        with CaptureQueriesContext(connection) as done:
            assert f"Report {number}" in text(asha.get(LIST))
        counts.append(len(done))
    assert len(set(counts)) == 1
    assert counts[0] <= 10


def test_a_file_by_the_plain_form() -> None:
    asha = signed_in(cast.asha(), enforce_csrf_checks=True)
    page = asha.get(ADD)
    assert asha.post(ADD, fields(files.pdf())).status_code == 403
    token = str(page.context["csrf_token"])
    answer = asha.post(ADD, fields(files.pdf(), csrfmiddlewaretoken=token))
    assert (answer.status_code, answer["Location"]) == (303, LIST)
    made = Document.objects.get()
    assert (made.title, made.description, made.kind) == ("Thyroid", "From Dr Rao", Kind.LAB_REPORT)


def test_what_is_wrong_stands_beside_the_field_and_nothing_typed_is_lost() -> None:
    asha = signed_in(cast.asha())
    for content, name, words, status in (
        (b"MZ" + bytes(90), "a.exe", "none of them", 422),
        (b"", "a.pdf", "The file is empty", 422),
        (b"%PDF-1.7" + bytes(MOST_BYTES), "a.pdf", "larger than 10 MB", 413),
        (files.docx({"word/vbaProject.bin": b"x"}), "a.docx", "macros", 422),
    ):
        answer = asha.post(ADD, fields(content, name))
        assert answer.status_code == status
        assert words in text(answer)
        assert "From Dr Rao" in text(answer)
    assert "Choose a file" in text(asha.post(ADD, {"kind": "photo"}))
    assert not Document.objects.exists()


def test_the_script_sends_parts_with_the_session() -> None:
    whole = files.pdf()
    asha = signed_in(cast.asha())
    wish = {"name": "report.pdf", "size": len(whole), "type": "lab_report", "clientId": str(cast.asha().pk)}
    begun = asha.post("/documents/uploads/", wish, content_type="application/json").json()["data"]
    path = f"/documents/uploads/{begun['id']}/"
    octets = {"content_type": "application/octet-stream"}
    sent_part = asha.put(path, whole, headers={"Upload-Offset": "0"}, **octets)
    assert sent_part.json()["data"]["offset"] == len(whole)
    assert asha.put(path, b"x", headers={"Upload-Offset": "x"}, **octets).status_code == 422
    assert asha.get(path).json()["data"]["offset"] == len(whole)
    assert signed_in(cast.charlie()).get(path).status_code == 404
    assert Client().get(path).status_code == 401
    assert asha.post(f"{path}complete/").json()["data"]["documentId"] == str(Document.objects.get().pk)
    assert asha.post("/documents/uploads/", {"size": 1}, content_type="application/json").status_code == 422
    other = asha.post("/documents/uploads/", {"name": "a", "size": 1}, content_type="application/json").json()["data"]
    assert asha.delete(f"/documents/uploads/{other['id']}/").status_code == 200
    assert Upload.objects.count() == 1


def test_detail_archive_delete_and_undo() -> None:
    made = clean(cast.asha(), title="Thyroid")
    asha, path = signed_in(cast.asha()), f"{LIST}{made.pk}/"
    assert "Download" in text(asha.get(path))
    assert asha.post(f"{path}archive/")["Location"] == LIST
    assert "Restore" in text(asha.get(path))
    asha.post(f"{path}restore/")
    gone = asha.post(f"{path}delete/")
    assert gone["Location"] == f"{LIST}?deleted={made.pk}"
    assert asha.get(path).status_code == 404
    assert "“Thyroid” is deleted" in text(asha.get(gone["Location"]))
    assert "is deleted" not in text(signed_in(cast.bilal()).get(gone["Location"]))
    assert signed_in(cast.bilal()).post(f"{path}undo/").status_code == 404
    asha.post(f"{path}undo/")
    assert asha.get(path).status_code == 200


def test_a_download_goes_over_a_fresh_link() -> None:
    made = clean(cast.asha())
    asha = signed_in(cast.asha())
    answer = asha.get(f"/documents/{made.pk}/download/")
    assert answer.status_code == 302
    path = answer["Location"]
    assert b"".join(asha.get(path).streaming_content).startswith(b"%PDF")
    assert asha.get(f"/documents/{made.pk}/thumbnail/")["Content-Type"] == "image/jpeg"
    for stranger in (cast.bilal(), cast.kabir(), cast.esha(), cast.adi()):
        caller = signed_in(stranger)
        assert caller.get(f"/documents/{made.pk}/download/").status_code == 404
        assert caller.get(f"/documents/{made.pk}/thumbnail/").status_code == 404
        assert caller.get(f"{LIST}{made.pk}/").status_code == 404
        assert caller.get(path).status_code == 404


def test_why_a_file_was_turned_away_is_told() -> None:
    made = added(cast.asha())
    for status, reason, words in (
        (Status.INFECTED, "Eicar", "A virus was found"),
        (Status.REFUSED, "damaged", "damaged or cut short"),
    ):
        Document.objects.filter(pk=made.pk).update(status=status, reason=reason, examined_at=made.created_at)
        page = text(signed_in(cast.asha()).get(f"{LIST}{made.pk}/"))
        assert words in page
        assert "Download" not in page


def test_the_practice_sees_asks_and_adds_for_those_it_treats() -> None:
    asha, meera = treated()
    made = clean(asha, title="Thyroid")
    path = f"/practice/clients/{asha.pk}/documents/"
    practice = signed_in(meera)
    page = text(practice.get(path))
    assert "Thyroid" in page
    assert f"/documents/{made.pk}/download/" in page
    assert practice.post(f"{path}ask/", {"kind": "photo", "message": "Your plate"})["Location"] == path
    assert "Your plate" in text(practice.get(path))
    assert "Meera Iyer asks for: Photo" in text(signed_in(asha).get(LIST))
    request = DocumentRequest.objects.get()
    answered = text(signed_in(asha).get(f"{ADD}?request={request.pk}"))
    assert "Your plate" in answered
    assert practice.post(f"{path}ask/", {"kind": "x"}).status_code == 422
    assert practice.post(f"{path}requests/{request.pk}/withdraw/")["Location"] == path
    assert practice.post(f"{path}add/", fields(files.pdf()))["Location"] == path
    for stranger in (cast.kabir(), cast.charlie(), cast.esha(), cast.adi(), asha):
        caller = signed_in(stranger)
        assert caller.get(path).status_code == 404
        assert caller.get(f"{path}add/").status_code == 404
        assert caller.post(f"{path}ask/", {"kind": "photo"}).status_code == 404
        assert caller.post(f"{path}add/", fields(files.pdf())).status_code == 404
    assert Client().get(path)["Location"].startswith("/accounts/login/")


def test_an_answered_request_is_done() -> None:
    asha, meera = treated()
    request = requesting.ask(nutritionist=meera, client_id=asha.pk, kind=Kind.LAB_REPORT)
    client = signed_in(asha)
    assert client.post(f"{ADD}?request={request.pk}", fields(files.pdf())).status_code == 303
    request.refresh_from_db()
    assert request.answered_at
    assert "asks for" not in text(client.get(LIST))


def test_admins_see_what_waits_without_names() -> None:
    made = added(cast.asha(), title="Thyroid")
    admin = signed_in(cast.adi())
    page = text(admin.get("/office/documents/"))
    assert str(made.pk) in page
    assert "Thyroid" not in page
    assert "Asha" not in page
    assert admin.post(f"/office/documents/{made.pk}/retry/").status_code == 302
    for other in (cast.asha(), cast.meera(), cast.esha()):
        assert signed_in(other).get("/office/documents/").status_code == 404
        assert signed_in(other).post(f"/office/documents/{made.pk}/retry/").status_code == 404


@pytest.mark.parametrize("query", ["type=x", "page=x", "page=99999999", "for=x", "deleted=x", "request=x"])
def test_a_strange_address_is_no_mistake_of_ours(query: str) -> None:
    asha = signed_in(cast.asha())
    assert asha.get(f"{LIST}?{query}").status_code in {200, 404}
    assert asha.get(f"{ADD}?{query}").status_code in {200, 404}
