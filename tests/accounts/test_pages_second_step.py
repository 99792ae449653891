"""The pages: setting an app up, the second step of a sign-in, what does not get round it."""

import re

import pytest
from django.test import Client

from pathya.accounts.models import User
from tests import factories
from tests.accounts.steps import app_code, factor_on

pytestmark = pytest.mark.django_db
LOGIN, STEP, SECURITY = "/accounts/login/", "/accounts/second-step/", "/portal/settings/security/"
RIGHT = {"email": "asha@pathya.example", "password": factories.PASSWORD}


def test_signing_in_takes_both_steps_and_a_new_session_id(client: Client) -> None:
    secret, _ = factor_on(factories.asha())
    client.get(LOGIN)
    first = client.post(LOGIN, {**RIGHT, "next": "/portal/settings/", "remember_me": "on"})
    assert first["Location"] == STEP
    between = client.session.session_key
    assert client.get("/portal/settings/").status_code == 302
    assert "One more step" in client.get(STEP).content.decode()
    wrong = client.post(STEP, {"code": "12345x"})
    assert wrong.status_code == 422
    done = client.post(STEP, {"code": app_code(secret)})
    assert done["Location"] == "/portal/settings/"
    assert client.session.session_key != between
    assert client.session.get_expiry_age() > 29 * 24 * 3600
    assert client.get("/portal/settings/").status_code == 200


def test_a_backup_code_opens_the_second_step(client: Client) -> None:
    _, codes = factor_on(factories.asha())
    client.post(LOGIN, RIGHT)
    assert client.post(STEP, {"code": codes[0]})["Location"] == "/portal/"


def test_the_second_step_without_the_first_is_the_sign_in_page(client: Client) -> None:
    assert client.get(STEP)["Location"] == LOGIN
    assert client.post(STEP, {"code": "123456"})["Location"] == LOGIN


def test_five_wrong_codes_lead_back_to_the_password(client: Client) -> None:
    secret, _ = factor_on(factories.asha())
    client.post(LOGIN, RIGHT)
    for _ in range(5):
        client.post(STEP, {"code": "12345x"})
    assert client.post(STEP, {"code": app_code(secret)})["Location"] == LOGIN


def test_an_app_is_set_up_with_pages(client: Client) -> None:
    factories.asha()
    client.post(LOGIN, RIGHT)
    assert "Set up an app" in client.get(SECURITY).content.decode()
    assert client.post(f"{SECURITY}app/", {"password": "wrong"}).status_code == 422
    client.post(f"{SECURITY}app/", {"password": factories.PASSWORD})
    page = client.get(f"{SECURITY}app/confirm/").content.decode()
    found = re.search(r'id="secret">([A-Z2-7 ]+)<', page)
    assert found
    assert "data:image/svg+xml;base64," in page
    secret = found[1].replace(" ", "")
    shown = client.post(f"{SECURITY}app/confirm/", {"code": app_code(secret)}).content.decode()
    codes = re.findall(r"<li><code>([A-Z2-9-]{11})</code>", shown)
    assert len(codes) == 10
    assert User.objects.get().factor_since
    text = client.post(f"{SECURITY}codes/download/", {"code": [*codes, "<script>"]})
    assert "attachment" in text["Content-Disposition"]
    assert codes[9] in text.content.decode()
    assert "script" not in text.content.decode()
    assert client.get(f"{SECURITY}app/confirm/").status_code == 302
    renewed = client.post(f"{SECURITY}codes/", {"code": codes[0]}).content.decode()
    assert "10 backup codes are left" in client.get(SECURITY).content.decode()
    new = re.findall(r"<li><code>([A-Z2-9-]{11})</code>", renewed)
    assert client.post(f"{SECURITY}app/off/", {"code": codes[1]}).status_code == 422
    assert client.post(f"{SECURITY}app/off/", {"code": new[0]})["Location"] == SECURITY
    assert User.objects.get().factor_since is None


def test_the_security_page_costs_few_statements(client: Client, django_assert_num_queries: object) -> None:
    factories.asha()
    client.post(LOGIN, RIGHT)
    client.get(SECURITY)
    with django_assert_num_queries(7):  # type: ignore[operator]
        client.get(SECURITY)
