"""Settings of mail: what is taken, what is told in one line."""

import pytest

from pathya.config import env, mail

SITE = "https://pathya.example"


def load(monkeypatch: pytest.MonkeyPatch, *, production: bool = False, **variables: str) -> mail.Mail:
    for name in ("PATHYA_SMTP_URL", "PATHYA_MAIL", "PATHYA_MAIL_FROM", "PATHYA_SMTP_DEADLINE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    loaded = mail.load(production=production, site=SITE)
    env.finish()
    return loaded


def test_nothing_set_keeps_mail_here(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(monkeypatch)
    assert loaded.server is None
    assert loaded.body_days == 0


@pytest.mark.parametrize(
    ("url", "port", "security"),
    [
        ("smtp://u%40x:p%2Fw@mail.example", 587, "starttls"),
        ("smtp://u%40x:p%2Fw@mail.example:2525?security=none", 2525, "none"),
        ("smtps://u%40x:p%2Fw@mail.example", 465, "tls"),
    ],
)
def test_a_server(monkeypatch: pytest.MonkeyPatch, url: str, port: int, security: str) -> None:
    server = load(monkeypatch, PATHYA_SMTP_URL=url).server
    assert server is not None
    assert (server.host, server.port, server.security) == ("mail.example", port, security)
    assert (server.user, server.password) == ("u@x", "p/w")
    assert server.sender == "Pathya <no-reply@pathya.example>"


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://", "smtp://h:x", "smtp://h?security=no"]
)
def test_a_malformed_address_is_told(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    with pytest.raises(env.BadEnvironment, match="PATHYA_SMTP_URL is malformed"):
        load(monkeypatch, PATHYA_SMTP_URL=url)


def test_production_wants_a_server_or_to_hear_that_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(env.BadEnvironment, match="PATHYA_MAIL=outbox"):
        load(monkeypatch, production=True)
    assert load(monkeypatch, production=True, PATHYA_MAIL="outbox").body_days == 7
    with pytest.raises(env.BadEnvironment, match="PATHYA_MAIL_FROM"):
        load(monkeypatch, production=True, PATHYA_SMTP_URL="smtp://mail.example")


def test_a_claim_outlives_the_longest_try(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(monkeypatch, PATHYA_SMTP_URL="smtp://mail.example", PATHYA_SMTP_DEADLINE="40")
    assert loaded.server is not None
    assert loaded.server.timeout <= loaded.server.deadline < loaded.lease
