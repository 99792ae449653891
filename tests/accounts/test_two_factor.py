"""POST /auth/2fa/enable, confirm, disable, backup-codes: setting the second step up and taking it away."""

import re
from datetime import timedelta

import pytest
from django.db import connection

from pathya.accounts import totp
from pathya.accounts.models import Authenticator, BackupCode, User
from pathya.accounts.services import second_factor
from pathya.kit import clock
from pathya.operations.audit import events
from tests import factories
from tests.accounts.steps import app_code, challenge, error, factor_on, mails
from tests.api import ApiClient

pytestmark = pytest.mark.django_db


def test_codes_are_those_of_rfc_6238() -> None:
    """The vectors of the RFC's appendix B (SHA-1, cut to six digits)."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for second, expected in ((59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")):
        assert totp.code_at(secret, second // 30) == expected


def test_is_set_up_with_password_picture_and_code() -> None:
    api = ApiClient(factories.asha())
    made = api.post("/auth/2fa/enable", {"password": factories.PASSWORD})
    assert made.status_code == 200
    data = made.json()["data"]
    assert data["otpauthUrl"].startswith("otpauth://totp/Pathya:asha%40pathya.example?secret=" + data["secret"])
    assert "<svg" in data["qrCode"]
    assert data["expiresIn"] == 600
    done = api.post("/auth/2fa/confirm", {"code": app_code(data["secret"])})
    codes = done.json()["data"]["backupCodes"]
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"[A-HJ-NP-Z2-9]{5}-[A-HJ-NP-Z2-9]{5}", code) for code in codes)
    assert "/accounts/not-me/ptn_" in mails("asha@pathya.example")[0].text
    assert api.post("/auth/2fa/enable", {"password": factories.PASSWORD}).status_code == 409


def test_needs_the_password_and_a_code_in_ten_minutes() -> None:
    api = ApiClient(factories.asha())
    assert error(api.post("/auth/2fa/enable", {"password": "wrong"})) == "wrong_password"
    assert error(api.post("/auth/2fa/confirm", {"code": "123456"})) == "setup_over"
    secret = api.post("/auth/2fa/enable", {"password": factories.PASSWORD}).json()["data"]["secret"]
    assert error(api.post("/auth/2fa/confirm", {"code": app_code(secret, later=9)})) == "wrong_factor_code"
    with clock.at(clock.now() + timedelta(minutes=10)):
        assert error(api.post("/auth/2fa/confirm", {"code": app_code(secret)})) == "setup_over"
    assert User.objects.get().factor_since is None


@pytest.mark.parametrize(("later", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_one_step_is_tolerated(later: int, taken: bool) -> None:
    secret = totp.new_secret()
    now = clock.now()
    code = totp.code_at(secret, totp.step_at(now) + later)
    assert (totp.step_of(secret, code, now) is not None) is taken


def test_the_secret_and_the_codes_stand_nowhere_in_plain_text() -> None:
    user = factories.asha()
    secret, codes = factor_on(user)
    with connection.cursor() as cursor:
        for table in ("accounts_authenticator", "accounts_backupcode", "operations_auditevent", "outbox_message"):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")
            text = cursor.fetchone()[0]
            assert secret not in text
            assert not [code for code in codes if code in text or code.replace("-", "") in text]
    assert Authenticator.objects.get().seed == secret


def test_is_turned_off_by_a_code_only() -> None:
    user = factories.asha()
    secret, _ = factor_on(user)
    api = ApiClient(user)
    assert error(api.post("/auth/2fa/disable", {"code": "000000x"})) == "wrong_factor_code"
    assert api.post("/auth/2fa/disable", {"code": app_code(secret)}).status_code == 200
    assert not Authenticator.objects.exists()
    assert not BackupCode.objects.exists()
    assert error(api.post("/auth/2fa/disable", {"code": app_code(secret)})) == "two_factor_off"
    assert {"accounts.factor.on", "accounts.factor.off"} <= {event.event for event in events(subject_id=user.pk)}


def test_new_backup_codes_replace_the_old_ones() -> None:
    user = factories.asha()
    secret, old = factor_on(user)
    answer = ApiClient(user).post("/auth/2fa/backup-codes", {"code": app_code(secret)})
    new = answer.json()["data"]["backupCodes"]
    assert not set(old) & set(new)
    assert second_factor.accept(user=user, code=old[0]) is None
    assert second_factor.accept(user=user, code=new[0].lower().replace("-", " ")) == "backup"


def test_a_set_up_begun_again_forgets_the_first() -> None:
    user = factories.asha()
    first = second_factor.begin(user=user, password=factories.PASSWORD).secret
    second = second_factor.begin(user=user, password=factories.PASSWORD).secret
    api = ApiClient(user)
    assert error(api.post("/auth/2fa/confirm", {"code": app_code(first)})) == "wrong_factor_code"
    assert api.post("/auth/2fa/confirm", {"code": app_code(second)}).status_code == 200
    assert challenge()
