"""A delegate in the client's record: pages and API."""

import pytest
from django.test import Client

from pathya.accounts.models import User
from pathya.care.models import Delegate, RecordRead
from pathya.clients.models import MedicalHistory, Metric, Profile
from pathya.kit import clock
from tests.api import ApiClient
from tests.clients.test_pages import rows, signed_in
from tests.factories import asha, bilal, charlie, meera

pytestmark = pytest.mark.django_db
OF_ASHA = ("/portal/record/", "/portal/record/profile/about/", "/portal/record/history/allergies/", "/portal/metrics/")


def delegate(person: User, scope: str) -> Client:
    now = clock.now()
    Delegate.objects.create(
        client=asha(), person=person, email=person.email, tie="family", scope=scope, token_hash=scope, accepted_at=now
    )
    return signed_in(person)


def test_who_acts_writes_in_the_others_record_and_the_other_sees_it() -> None:
    client, of = delegate(bilal(), "act"), f"?for={asha().pk}"
    for address in OF_ASHA:
        page = client.get(address + of)
        assert page.status_code == 200
        assert "Asha Verma" in page.content.decode()
    assert f"/portal/record/{of}" in client.get("/portal/care/").content.decode()
    sent = client.post(f"/portal/record/profile/body/{of}", {"height_cm": "160", "weight_kg": "61"})
    assert sent.headers["Location"] == f"/portal/record/{of}"
    client.post(f"/portal/record/history/allergies/{of}", {"version": "0", **rows("allergies", {"name": "Peanut"})})
    assert Profile.objects.get().user == asha()
    assert MedicalHistory.objects.get().user == asha()
    kept = Metric.objects.get()
    assert (kept.client, kept.added_by) == (asha(), bilal())
    removed = client.post(f"/portal/metrics/{kept.pk}/remove/{of}")
    assert removed.headers["Location"] == f"/portal/metrics/{of}"
    assert set(RecordRead.objects.values_list("client", "reader", "what")) == {
        (asha().pk, bilal().pk, what) for what in ("profile", "history", "metrics")
    }


def test_who_may_only_read_is_offered_nothing_to_change() -> None:
    client, of = delegate(charlie(), "read"), f"?for={asha().pk}"
    page = client.get(f"/portal/record/{of}").content.decode()
    assert "You may read it." in page
    assert "/portal/record/profile/" not in page
    assert "Enter a value" not in client.get(f"/portal/metrics/{of}").content.decode()
    assert client.post(f"/portal/record/profile/body/{of}", {"height_cm": "160"}).status_code == 403
    assert client.post(f"/portal/metrics/{of}", {"kind": "weight", "value": "60"}).status_code == 403
    assert client.get(f"/portal/metrics/report/{of}").status_code == 403
    assert not Profile.objects.exists()


def test_strangers_and_nutritionists_find_nothing_by_that_address() -> None:
    for address in OF_ASHA:
        for person in (bilal(), meera()):
            assert signed_in(person).get(f"{address}?for={asha().pk}").status_code == 404
        assert signed_in(asha()).get(f"{address}?for=nobody").status_code == 404


def test_the_api_names_the_client_too() -> None:
    delegate(bilal(), "act")
    acts, of = ApiClient(bilal()), f"?clientId={asha().pk}"
    assert acts.put(f"/users/profile{of}", {"bio": "Runs"}).json()["data"]["email"] == asha().email
    assert acts.post(f"/users/health-metrics{of}", {"kind": "weight", "value": 61}).status_code == 201
    assert acts.get(f"/users/health-metrics{of}").json()["pagination"]["total"] == 1
    assert acts.put(f"/users/medical-history{of}", {"women": {"cycle": "28"}}).status_code == 200
    delegate(charlie(), "read")
    reads = ApiClient(charlie())
    assert reads.get(f"/users/medical-history{of}").status_code == 200
    assert reads.put(f"/users/profile{of}", {"bio": "x"}).status_code == 403
    assert ApiClient(meera()).get(f"/users/profile{of}").status_code == 404
    assert Profile.objects.get().user == asha()
