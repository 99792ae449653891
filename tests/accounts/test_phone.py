"""A number is proven by a code before anything goes to it."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from pathya.accounts.models import PhoneCode, User
from pathya.accounts.services import people, phones
from pathya.kit import clock
from pathya.outbox import tasks
from pathya.outbox.models import Message
from tests import factories
from tests.accounts.steps import error, wrong
from tests.api import ApiClient

pytestmark = pytest.mark.django_db
NUMBER = "+919810000042"
CODE, VERIFY = "/auth/phone/code", "/auth/phone/verify"


def with_number(number: str = NUMBER) -> tuple[User, ApiClient]:
    user = factories.charlie()
    api = ApiClient(user)
    assert api.put("/auth/me", {"phone": number}).json()["data"]["phoneVerified"] is False
    user.refresh_from_db()
    return user, api


def code(number: str = NUMBER) -> str:
    found = re.search(r"\b\d{6}\b", Message.objects.filter(to=number).latest("created_at").text)
    assert found
    return found[0]


def test_a_code_by_sms_proves_the_number() -> None:
    user, api = with_number()
    assert api.post(CODE).status_code == 200
    message = Message.objects.get(to=NUMBER)
    assert (message.channel, message.template, message.variables) == ("sms", "phone_code", [code()])
    tasks.deliver_text(message_id=str(message.pk))
    message.refresh_from_db()
    assert message.state == "sent"  # what was asked for needs no consent
    assert code() not in str(PhoneCode.objects.values())
    assert error(api.post(VERIFY, {"code": wrong(code())})) == "wrong_code"
    assert api.post(VERIFY, {"code": code()}).json()["data"]["phoneVerified"] is True
    assert error(api.post(CODE)) == "phone_verified"
    assert error(api.post(VERIFY, {"code": code()})) == "code_expired"
    user.refresh_from_db()
    assert user.phone_verified_at


def test_another_number_has_to_be_proven_anew_and_the_old_code_is_dead() -> None:
    user, api = with_number()
    api.post(CODE)
    old = code()
    assert api.put("/auth/me", {"phone": "98100 00043"}).json()["data"]["phone"] == "+919810000043"
    assert error(api.post(VERIFY, {"code": old})) == "code_expired"
    api.post(CODE)
    api.post(VERIFY, {"code": code("+919810000043")})
    user.refresh_from_db()
    assert user.phone_verified_at
    page = Client()
    page.force_login(user)
    form = {"first_name": "Charlie", "last_name": "D", "phone": NUMBER, "language": "en", "time_zone": "Asia/Kolkata"}
    assert page.post("/portal/settings/", form).status_code == 302
    user.refresh_from_db()
    assert (user.phone, user.phone_verified_at) == (NUMBER, None)


def test_a_code_lives_ten_minutes_and_five_tries() -> None:
    user, api = with_number()
    api.post(CODE)
    right = code()
    with clock.at(clock.now() + timedelta(minutes=10)), pytest.raises(phones.CodeExpired):
        phones.confirm(user=user, code=right)
    told = [error(api.post(VERIFY, {"code": wrong(right)})) for _ in range(5)]
    assert told == ["wrong_code"] * 4 + ["code_expired"]
    assert error(api.post(VERIFY, {"code": right})) == "code_expired"


def test_codes_are_limited_for_account_and_number() -> None:
    _user, api = with_number()
    assert [api.post(CODE).status_code for _ in range(6)] == [200] * 5 + [429]
    other = factories.bilal()
    people.update_profile(
        user=other, first_name="B", last_name="K", phone=NUMBER, language="en", time_zone=other.time_zone
    )
    assert ApiClient(other).post(CODE).status_code == 429


def test_a_number_is_proven_by_one_account_only_and_whose_it_is_is_told_to_nobody_before() -> None:
    asha = factories.asha()
    _user, api = with_number(asha.phone)
    assert api.post(CODE).status_code == 200
    assert error(api.post(VERIFY, {"code": code(asha.phone)})) == "phone_taken"
    assert not User.objects.get(email="charlie@pathya.example").phone_verified_at


def test_without_a_number_there_is_nothing_to_prove() -> None:
    api = ApiClient(factories.charlie())
    assert error(api.post(CODE)) == "phone_missing"
    assert error(api.put("/auth/me", {"phone": "12"})) == "invalid"
    assert error(api.put("/auth/me", {"firstName": ""})) == "invalid"


def test_the_page_asks_sends_and_confirms() -> None:
    user, _api = with_number()
    client = Client()
    client.force_login(user)
    address = "/portal/settings/phone/"
    assert "code-input" not in client.get(address).content.decode()
    assert client.post(f"{address}send/").status_code == 302
    assert "code-input" in client.get(address).content.decode()
    refused = client.post(address, {"code": wrong(code())})
    assert (refused.status_code, "not the code" in refused.content.decode()) == (422, True)
    assert client.post(address, {"code": code()}).status_code == 302
    assert NUMBER in client.get(address).content.decode()
    assert Client().get(address).status_code == 302
