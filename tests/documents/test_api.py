"""The REST interface: uploads, lists, links, requests; and who finds nothing."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from pathya.documents import links
from pathya.documents.models import Document, DocumentRequest, Upload
from pathya.documents.rules import Kind
from pathya.documents.services import changing, requesting
from pathya.kit import clock
from pathya.operations import audit
from pathya.outbox.models import Message
from tests import factories as cast
from tests.api import ROOT, ApiClient
from tests.documents import files
from tests.documents.factories import added, carer, clean, sent, treated

pytestmark = pytest.mark.django_db
OCTETS = "application/octet-stream"


def put(caller: ApiClient, path: str, part: bytes, offset: int) -> Any:
    headers = {"Authorization": f"Bearer {caller.token}", "Upload-Offset": str(offset)}
    return caller.client.generic("PUT", ROOT + path, part, content_type=OCTETS, headers=headers)


def form(caller: ApiClient, content: bytes, name: str = "report.pdf", **fields: str) -> Any:
    headers = {"Authorization": f"Bearer {caller.token}"}
    return caller.client.post(f"{ROOT}/documents", {"file": sent(content, name), **fields}, headers=headers)


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_upload_in_parts() -> None:
    asha, whole = ApiClient(cast.asha()), files.pdf()
    wish = {"name": "report.pdf", "size": len(whole), "type": "lab_report", "title": "Thyroid"}
    begun = asha.post("/documents/uploads", wish, Idempotency_Key="one")
    assert begun.status_code == 201
    again = asha.post("/documents/uploads", wish, Idempotency_Key="one")
    assert again.json() == begun.json()
    upload = begun.json()["data"]
    assert (upload["offset"], upload["partSize"], upload["documentId"]) == (0, 524288, None)
    path = f"/documents/uploads/{upload['id']}"
    assert put(asha, path, whole[:300], 0).json()["data"]["offset"] == 300
    wrong = put(asha, path, whole[:300], 0)
    assert (wrong.status_code, wrong.json()["error"]["code"], wrong.json()["error"]["offset"]) == (
        409,
        "wrong_offset",
        300,
    )
    assert asha.get(path).json()["data"]["offset"] == 300
    assert asha.post(f"{path}/complete").json()["error"]["code"] == "not_complete"
    assert put(asha, path, whole[300:], 300).status_code == 200
    made = asha.post(f"{path}/complete")
    assert made.status_code == 201
    assert made.json()["data"]["title"] == "Thyroid"
    assert asha.post(f"{path}/complete").json() == made.json()
    assert put(asha, path, b"x", len(whole)).status_code == 410
    for stranger in (cast.charlie(), cast.meera(), cast.adi()):
        assert ApiClient(stranger).get(path).status_code == 404
        assert put(ApiClient(stranger), path, b"x", 0).status_code == 404


def test_a_part_is_bytes_and_fits() -> None:
    asha = ApiClient(cast.asha())
    upload = asha.post("/documents/uploads", {"name": "a.pdf", "size": 10}).json()["data"]["id"]
    path = f"/documents/uploads/{upload}"
    assert put(asha, path, bytes(11), 0).status_code == 413
    assert put(asha, path, b"", 0).status_code == 422
    assert asha.put(path).status_code == 422
    assert asha.delete(path).status_code == 200
    assert asha.get(path).status_code == 404
    assert asha.post("/documents/uploads", {"name": "a.pdf", "size": 10485761}).status_code == 422


def test_add_in_one_go() -> None:
    answer = form(ApiClient(cast.asha()), files.picture(), "scan.png", type="photo", title="My plate")
    assert answer.status_code == 201, answer.content
    data = answer.json()["data"]
    assert (data["name"], data["mediaType"], data["status"], data["type"]) == (
        "scan.jpg",
        "image/jpeg",
        "waiting",
        "photo",
    )
    refused = form(ApiClient(cast.asha()), b"MZ" + bytes(99))
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "file_refused")
    assert refused.json()["error"]["reason"] == "unknown_type"
    assert form(ApiClient(cast.asha()), files.pdf(), other="x").status_code == 422


def test_a_form_sent_again_is_taken_once() -> None:
    asha = ApiClient(cast.asha())
    headers = {"Authorization": f"Bearer {asha.token}", "Idempotency-Key": "one"}

    def send(content: bytes, title: str = "Thyroid") -> Any:
        data = {"file": sent(content), "title": title}
        return asha.client.post(f"{ROOT}/documents", data, headers=headers)

    whole = files.pdf()
    first, again = send(whole), send(whole)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again["Idempotent-Replayed"] == "true"
    assert Document.objects.count() == 1
    for other in (send(whole + b"\n"), send(whole, "Liver")):
        assert (other.status_code, other.json()["error"]["code"]) == (409, "idempotency_mismatch")
    assert Document.objects.count() == 1


def test_with_a_key_what_a_full_disk_stopped_goes_on_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asha, content = ApiClient(cast.asha()), files.pdf()

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    def send(**key: str) -> Any:
        headers = {"Authorization": f"Bearer {asha.token}", **key}
        return asha.client.post(f"{ROOT}/documents", {"file": sent(content)}, headers=headers)

    monkeypatch.setattr("pathya.integrations.storage.folder.os.fsync", full)
    assert (send(**{"Idempotency-Key": "two"}).status_code, Upload.objects.count()) == (507, 1)
    assert (send().status_code, Upload.objects.count()) == (507, 1), "nobody comes back without a key"
    monkeypatch.undo()
    answers = [send(**{"Idempotency-Key": "two"}) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert Document.objects.get().pk == Upload.objects.get().document_id


@pytest.mark.parametrize("chunked", [False, True])
def test_a_form_past_ten_megabytes_is_refused_soon(chunked: bool) -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size: int = -1) -> bytes:
            self.taken += size
            return b"x" * size

    body = Endless()
    told = {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""} if chunked else {"CONTENT_LENGTH": str(11 << 20)}
    environ: Any = {"wsgi.input": body, "HTTP_AUTHORIZATION": f"Bearer {ApiClient(cast.asha()).token}", **told}
    kind = "multipart/form-data; boundary=x"
    answer = Client().generic("POST", f"{ROOT}/documents", b"", content_type=kind, **environ)
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")
    assert body.taken <= (10 << 20) + (128 << 10) if chunked else body.taken == 0


def test_title_type_and_note_are_changed_by_who_may() -> None:
    asha, meera = treated()
    made = clean(asha, title="Thyroid", description="Fasting")
    path = f"/documents/{made.pk}"
    told = ApiClient(asha).patch(path, {"title": "  Thyroid,\u202e March ", "type": "prescription"}).json()["data"]
    assert (told["title"], told["type"], told["description"]) == ("Thyroid, March", "prescription", "Fasting")
    assert ApiClient(asha).patch(path, {"title": ""}).json()["data"]["title"] == "Thyroid March"
    assert ApiClient(asha).patch(path, {"description": "With water"}).json()["data"]["description"] == "With water"
    assert ApiClient(carer("read")).patch(path, {"title": "x"}).status_code == 403
    assert ApiClient(meera).patch(path, {"title": "x"}).status_code == 403
    assert ApiClient(cast.charlie()).patch(path, {"title": "x"}).status_code == 404
    assert ApiClient(asha).patch(path, {"title": "x" * 999}).status_code == 422
    assert ApiClient(asha).patch(path, {"name": "x"}).status_code == 422
    changed = [row.detail for row in audit.events(subject_id=made.pk, prefix="documents.document.described")]
    assert {"changed": ["kind", "title"]} in changed
    page = Client()
    page.force_login(asha)
    address = f"/portal/documents/{made.pk}/edit/"
    assert "With water" in page.get(address).content.decode()
    form = {"kind": "photo", "title": "Plate", "description": ""}
    assert page.post(address, form).status_code == 302
    assert "Plate" in page.get(f"/portal/documents/{made.pk}/").content.decode()
    page.force_login(cast.charlie())
    assert page.post(address, form).status_code == 404
    page.force_login(cast.person("Gauri", "Verma"))
    assert page.get(address).status_code == 403
    assert "/edit/" not in page.get(f"/portal/documents/{made.pk}/").content.decode()


def test_a_link_opens_the_file_for_its_person_for_an_hour() -> None:
    whole = files.pdf()
    made = clean(cast.asha(), whole, "जाँच रिपोर्ट.pdf")
    url = ApiClient(cast.asha()).get(f"/documents/{made.pk}/url").json()["data"]["url"]
    opened = Client().get(path_of(url))
    assert body(opened) == whole
    assert opened["Content-Type"] == "application/pdf"
    assert opened["Content-Disposition"].startswith('attachment; filename="')
    assert "filename*=UTF-8''%E0%A4%9C" in opened["Content-Disposition"]
    assert opened["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in opened["Cache-Control"]
    assert "sandbox" in opened["Content-Security-Policy"]
    bilal = Client()
    bilal.force_login(cast.bilal())
    assert bilal.get(path_of(url)).status_code == 404
    other = {"Authorization": f"Bearer {cast.access_token(cast.charlie())}"}
    assert Client().get(path_of(url), headers=other).status_code == 404
    assert Client().get(path_of(url)[:-3] + "abc/").status_code == 404
    with clock.at(clock.now() + timedelta(minutes=59)):
        assert Client().get(path_of(url)).status_code == 200
    with clock.at(clock.now() + timedelta(minutes=61)):
        assert Client().get(path_of(url)).status_code == 404
    small = ApiClient(cast.asha()).get(f"/documents/{made.pk}/url").json()["data"]["thumbnailUrl"]
    assert Client().get(path_of(small))["Content-Type"] == "image/jpeg"


def test_a_link_ends_with_the_document() -> None:
    made = clean(cast.asha())
    path = path_of(links.link(cast.asha(), made).url)
    changing.delete(viewer=cast.asha(), document_id=made.pk)
    assert Client().get(path).status_code == 404


def test_nothing_opens_before_it_is_clean() -> None:
    made = added(cast.asha())
    answer = ApiClient(cast.asha()).get(f"/documents/{made.pk}/url")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "not_clean")


def test_strangers_find_nothing() -> None:
    made = clean(cast.asha())
    treated()
    gets = [f"/documents/{made.pk}", f"/documents/{made.pk}/url", f"/documents?clientId={cast.asha().pk}"]
    posts = [f"/documents/{made.pk}/{verb}" for verb in ("archive", "restore", "undelete")]
    for stranger in (cast.bilal(), cast.charlie(), cast.kabir(), cast.esha(), cast.adi()):
        caller = ApiClient(stranger)
        assert [caller.get(path).status_code for path in gets] == [404] * 3
        assert [caller.post(path).status_code for path in posts] == [404] * 3
        assert caller.delete(f"/documents/{made.pk}").status_code == 404
        wish = {"name": "a.pdf", "size": 9, "clientId": str(cast.asha().pk)}
        assert caller.post("/documents/uploads", wish).status_code == 404
        assert form(caller, files.pdf(), clientId=str(cast.asha().pk)).status_code == 404
    assert [ApiClient().get(path).status_code for path in gets] == [401] * 3
    assert ApiClient(cast.charlie()).get("/documents").json()["data"] == []
    assert Document.objects.count() == 1


def test_who_treats_the_client_reads_and_that_is_recorded() -> None:
    asha, meera = treated()
    made = clean(asha)
    caller = ApiClient(meera)
    listed = caller.get(f"/documents?clientId={asha.pk}&type=lab_report").json()
    assert [found["id"] for found in listed["data"]] == [str(made.pk)]
    url = caller.get(f"/documents/{made.pk}/url").json()["data"]["url"]
    assert body(Client().get(path_of(url)))
    event = audit.events(subject_id=made.pk, prefix="documents.document.opened").get()
    assert event.actor_id == meera.pk
    for answer in (caller.delete(f"/documents/{made.pk}"), caller.post(f"/documents/{made.pk}/archive")):
        assert answer.status_code == 403
    added_for = form(caller, files.pdf(), clientId=str(asha.pk), title="Diet chart", type="diet_chart").json()["data"]
    assert (added_for["clientId"], added_for["addedBy"]["name"]) == (str(asha.pk), "Meera Iyer")
    mail = Message.objects.get(to=asha.email)
    assert "Diet chart" not in mail.subject + mail.text + mail.html
    assert ApiClient(asha).get(f"/documents/{added_for['id']}").status_code == 200


def test_archive_restore_delete_undelete() -> None:
    asha, made = ApiClient(cast.asha()), clean(cast.asha())
    assert asha.post(f"/documents/{made.pk}/archive").json()["data"]["archivedAt"]
    assert asha.get("/documents").json()["data"] == []
    assert len(asha.get("/documents?archived=true").json()["data"]) == 1
    assert asha.post(f"/documents/{made.pk}/restore").json()["data"]["archivedAt"] is None
    assert asha.delete(f"/documents/{made.pk}").status_code == 200
    assert asha.get(f"/documents/{made.pk}").status_code == 404
    assert asha.post(f"/documents/{made.pk}/undelete").status_code == 200
    assert asha.get(f"/documents/{made.pk}").status_code == 200
    asha.delete(f"/documents/{made.pk}")
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert ApiClient(cast.asha()).post(f"/documents/{made.pk}/undelete").status_code == 404


def test_a_nutritionist_asks_and_the_client_sends() -> None:
    asha, meera = treated()
    wish = {"clientId": str(asha.pk), "type": "lab_report", "message": "The last <b>thyroid</b> test"}
    assert ApiClient(cast.kabir()).post("/documents/requests", wish).status_code == 404
    assert ApiClient(asha).post("/documents/requests", wish).status_code == 404
    asked = ApiClient(meera).post("/documents/requests", wish)
    assert asked.status_code == 201
    mail = Message.objects.get(to=asha.email)
    assert "thyroid" not in mail.subject + mail.text + mail.html
    (seen,) = ApiClient(asha).get("/documents/requests").json()["data"]
    assert (seen["message"], seen["nutritionist"]["name"]) == ("The last <b>thyroid</b> test", "Meera Iyer")
    assert ApiClient(cast.kabir()).get(f"/documents/requests?clientId={asha.pk}").status_code == 404
    sent_for = form(ApiClient(asha), files.pdf(), requestId=seen["id"])
    assert sent_for.json()["data"]["requestId"] == seen["id"]
    assert ApiClient(asha).get("/documents/requests").json()["data"] == []
    assert form(ApiClient(cast.bilal()), files.pdf(), requestId=seen["id"]).status_code == 422


def test_a_request_is_taken_back_by_who_made_it() -> None:
    asha, meera = treated()
    request = requesting.ask(nutritionist=meera, client_id=asha.pk, kind=Kind.PHOTO)
    assert ApiClient(cast.kabir()).delete(f"/documents/requests/{request.pk}").status_code == 404
    assert ApiClient(meera).delete(f"/documents/requests/{request.pk}").status_code == 200
    assert ApiClient(meera).delete(f"/documents/requests/{request.pk}").status_code == 404
    assert DocumentRequest.objects.get().withdrawn_at


def test_an_admin_tries_again_without_reading() -> None:
    made = added(cast.asha())
    assert ApiClient(cast.adi()).post(f"/documents/{made.pk}/retry").json()["data"] is None
    assert ApiClient(cast.asha()).post(f"/documents/{made.pk}/retry").status_code == 403
