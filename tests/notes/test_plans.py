"""Plans: issued once, replaced by versions, medicines by doctors only, genuine to whoever holds the paper."""

import re
from typing import Any

import pypdfium2
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from pathya.care.models import RecordRead
from pathya.consultations.models import Consultation
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.notes import errors, papers, planning, rules, selectors
from pathya.notes.models import Plan
from pathya.nutritionists.services import register_practitioner
from pathya.outbox.models import Message
from tests.api import ApiClient
from tests.consultations.factories import NOW
from tests.factories import adi, asha, bilal, kabir, meera
from tests.notes.factories import ITEMS, MEDICINE, treated

pytestmark = pytest.mark.django_db


def drafted(call: Consultation, version: int = 0, **changes: Any) -> Plan:
    wish = {"items": ITEMS, "advice": "Eat before eight.", "tests": ["25-OH vitamin D"], **changes}
    return planning.write(viewer=meera(), consultation_id=call.pk, version=version, **wish)


def issued(call: Consultation) -> Plan:
    return planning.issue(viewer=meera(), consultation_id=call.pk, version=drafted(call).version)


def test_issued_it_has_a_number_a_mail_and_never_changes() -> None:
    call = treated()
    with clock.at(NOW):
        plan = issued(call)
    assert (plan.number, plan.digest) == ("PL-2027-00001", planning.digest(Plan.objects.get()))
    mail = Message.objects.get(template="notes/mail/plan")
    assert mail.to == asha().email
    assert not any(word in mail.text for word in ("Ragi", "Vitamin", "eight"))
    for statement in (
        "UPDATE notes_plan SET issuer_name = 'Somebody'",
        "UPDATE notes_plan SET state = 'draft', number = '', digest = '', issued_at = NULL",
        "UPDATE notes_plan SET state = 'replaced', replaced_at = now(), digest = 'x'",
        "DELETE FROM notes_plan",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(errors.NothingToIssue):
        planning.issue(viewer=meera(), consultation_id=call.pk, version=1)


def test_a_new_version_takes_the_place_of_the_old() -> None:
    call = treated()
    first = issued(call)
    draft = planning.revise(viewer=meera(), consultation_id=call.pk)
    assert draft.content == first.content
    drafted(call, draft.version, advice="Eat before seven.")
    with pytest.raises(errors.Changed):
        planning.issue(viewer=meera(), consultation_id=call.pk, version=draft.version)
    second = planning.issue(viewer=meera(), consultation_id=call.pk, version=draft.version + 1)
    first.refresh_from_db()
    assert (first.state, first.replaced_at, second.number) == (
        rules.State.REPLACED,
        second.issued_at,
        f"{first.number}-2",
    )
    page = Client()
    seen = page.get(f"/verify/{first.number}/{first.code}/").content.decode()
    assert "no longer in force" in seen


def test_medicines_are_for_registered_medical_practitioners_in_service_api_form_and_database() -> None:
    call, page = treated(), Client()
    with pytest.raises(errors.MedicinesNotAllowed):
        drafted(call, items=[MEDICINE])
    body = {"version": 0, "items": [MEDICINE]}
    refused = ApiClient(meera()).put(f"/consultations/{call.pk}/plan", body)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "medicines_not_allowed")
    page.force_login(meera())
    form = {
        "version": 0,
        "advice": "",
        "tests": "",
        "items-TOTAL_FORMS": 1,
        "items-INITIAL_FORMS": 0,
        "items-0-name": "X",
    }
    form |= {"items-0-kind": "medicine", "items-0-timing": "any", "items-0-food": "either"}
    assert page.post(f"/practice/calls/{call.pk}/plan/", form).status_code == 422
    assert not Plan.objects.exists()
    register_practitioner(actor=adi(), nutritionist_id=call.nutritionist_id, registration="KMC 12345")
    assert page.post(f"/practice/calls/{call.pk}/plan/", {**form, "issue": "yes"}).status_code == 302
    plan = Plan.objects.get()
    assert (plan.has_medicines, plan.medical_registration) == (True, "KMC 12345")
    register_practitioner(actor=adi(), nutritionist_id=call.nutritionist_id, registration="")
    call.refresh_from_db()
    with pytest.raises(errors.MedicinesNotAllowed):
        planning.revise(viewer=meera(), consultation_id=call.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(
            consultation=call, client=asha(), author=meera(), content={}, state="issued", number="PL-1", digest="x",
            issued_at=NOW, has_medicines=True,
        )  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"timing": "noon"}, {"days": 0}, {"days": 366}, {"dose": "x" * 81}, {"kind": "drink"}],
)
def test_lines_that_do_not_fit_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        drafted(treated(), items=[{**ITEMS[0], **wrong}])


def test_the_client_reads_what_is_issued_others_nothing() -> None:
    call = treated()
    draft = drafted(call)
    with pytest.raises(NotFound):
        selectors.plan(asha(), draft.pk)
    plan = planning.issue(viewer=meera(), consultation_id=call.pk, version=draft.version)
    for path in (f"/plans/{plan.pk}", f"/plans/{plan.pk}/plan.pdf?language=hi"):
        got = {
            who.first_name: ApiClient(who).get(path).status_code for who in (asha(), bilal(), kabir(), adi(), meera())
        }
        assert got == {"Asha": 200, "Bilal": 404, "Kabir": 404, "Adi": 404, "Meera": 200}
    assert "prescription" in RecordRead.objects.filter(reader=meera()).values_list("what", flat=True)
    assert [one["number"] for one in ApiClient(asha()).get("/plans").json()["data"]] == [plan.number]


@pytest.mark.parametrize(("language", "words"), [("en", ("Supplement", "Advice")), ("hi", ("सलाह",))])
def test_the_paper_says_it_all_and_its_code_leads_to_the_truth(language: str, words: tuple[str, ...]) -> None:
    plan = issued(treated())
    document = pypdfium2.PdfDocument(papers.pdf(plan, language))
    text = "".join(document[n].get_textpage().get_text_range() for n in range(len(document)))
    flat = re.sub(r"\s+", "", text)
    for word in (plan.number, "Ragi", "25-OH", plan.digest, "Asha", *words):
        assert re.sub(r"\s+", "", word) in flat, word
    assert papers.pdf(plan, language) == papers.pdf(plan, language)
    assert papers.verification_url(plan).endswith(f"/verify/{plan.number}/{plan.code}/")


def test_anybody_can_verify_and_learns_nothing_of_the_person() -> None:
    plan, page = issued(treated()), Client()
    seen = page.get(f"/verify/{plan.number}/{plan.code}/")
    text = seen.content.decode()
    assert seen.status_code == 200
    assert "Meera Iyer" in text
    assert not any(word in text for word in ("Asha", "Verma", "Ragi", str(plan.pk), str(plan.client_id)))
    for number, code in ((plan.number, "0" * 32), ("PL-2027-00009", plan.code), (plan.number, "x")):
        assert page.get(f"/verify/{number}/{code}/").status_code == 404
    told = ApiClient().get(f"/plans/verify?number={plan.number}&code={plan.code}").json()["data"]
    assert (told["genuine"], told["inForce"], told["issuer"]) == (True, True, "Meera Iyer")
    assert ApiClient().get(f"/plans/verify?number={plan.number}&code=x").json()["data"]["genuine"] is False


def test_lines_typed_into_the_page_are_kept_and_emptied_ones_go() -> None:
    call, page = treated(), Client()
    page.force_login(meera())
    where = f"/practice/calls/{call.pk}/plan/"
    rows = [
        {"name": "Ragi", "kind": "food"},
        {"name": "", "kind": "food"},
        {"name": "B12", "kind": "supplement", "days": 30},
    ]
    form: dict[str, Any] = {"version": 0, "advice": "A\nB", "tests": "TSH\n\nHbA1c"}
    form |= {"items-TOTAL_FORMS": 3, "items-INITIAL_FORMS": 0}
    for place, row in enumerate(rows):
        line = {"timing": "any", "food": "either", **row}
        form |= {f"items-{place}-{name}": value for name, value in line.items()}
    assert page.post(where, form).status_code == 302
    content = Plan.objects.get().content
    assert [(one["name"], one["days"]) for one in content["items"]] == [("Ragi", None), ("B12", 30)]
    assert (content["advice"], content["tests"]) == ("A\nB", ["TSH", "HbA1c"])
    drafted(call, 1)
    both = page.post(where, {**form, "version": 1, "advice": "Typed"})
    assert both.status_code == 409
    assert "Typed" in both.content.decode()


def test_what_is_typed_is_kept_without_a_button_and_nothing_of_it_goes_lost() -> None:
    call, page = treated(), Client()
    page.force_login(meera())
    where, as_script = f"/practice/calls/{call.pk}/plan/", {"X-Autosave": "1"}
    line = {"items-0-kind": "food", "items-0-timing": "any", "items-0-food": "either", "items-0-name": "Ragi"}
    form: dict[str, Any] = {"version": 0, "items-TOTAL_FORMS": 1, "items-INITIAL_FORMS": 0, **line}
    for version, more in enumerate(({"advice": "A"}, {"advice": "A", "tests": "TSH"}), start=1):
        answer = page.post(where, {**form, **more, "version": version - 1}, headers=as_script)
        assert (answer.status_code, answer.json()["version"]) == (200, version)
        assert answer.json()["told"].startswith("Saved")
    assert [one["name"] for one in Plan.objects.get().content["items"]] == ["Ragi"], "also when unchanged since"
    wrong = page.post(where, {**form, "version": 2, "items-0-days": 999}, headers=as_script)
    assert (wrong.status_code, "does not fit" in wrong.json()["told"]) == (422, True)
    late = page.post(where, {**form, "version": 1, "advice": "B"}, headers=as_script)
    assert (late.status_code, "version" in late.json()) == (409, False)
