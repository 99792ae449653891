"""Our SMTP against a real server: with TLS, a password, and what is wrong with either."""

import socket
import ssl
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from pathya.integrations.mail import File, Server, SmtpMailer, Temporary
from pathya.kit import clock
from tests.contracts.test_mime import ICS, mail
from tests.outbox.peer import Peer

SENDER = "Pathya <care@pathya.example>"


class Inbox:
    def __init__(self) -> None:
        self.mails: list[Envelope] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802
        self.mails.append(envelope)
        return "250 taken"


def knows(_server: object, _session: object, _envelope: object, _mechanism: str, given: LoginPassword) -> AuthResult:
    return AuthResult(success=(given.login, given.password) == (b"pathya", b"p@ss"), handled=False)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def inbox(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Inbox, Server]]:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    inbox = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(
        inbox,
        hostname="127.0.0.1",
        port=port,
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=knows,
    )
    controller.start()
    yield inbox, Server("localhost", port, "pathya", "p@ss", "starttls", SENDER, timeout=3, deadline=5)
    controller.stop()


def but(server: Server, **changes: object) -> SmtpMailer:
    return SmtpMailer(Server(**(vars(server) | changes)))


def test_a_mail_goes_over_tls_with_a_password(inbox: tuple[Inbox, Server]) -> None:
    box, server = inbox
    SmtpMailer(server).send(mail(files=[File("call.ics", "text/calendar; method=REQUEST", ICS)]))
    [taken] = box.mails
    assert (taken.mail_from, taken.rcpt_tos) == ("care@pathya.example", ["asha@pathya.example"])
    assert isinstance(taken.content, bytes)
    assert b"Message-ID: <1@pathya.example>" in taken.content


def test_a_wrong_password_is_the_settings_fault_not_the_mails(inbox: tuple[Inbox, Server]) -> None:
    with pytest.raises(Temporary) as failed:
        but(inbox[1], password="wrong").send(mail())
    assert failed.value.reason == "SMTPAuthenticationError 535"


def test_an_unknown_certificate_is_not_trusted(inbox: tuple[Inbox, Server], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(Temporary) as failed:
        SmtpMailer(inbox[1]).send(mail())
    assert failed.value.reason == "connect SSLCertVerificationError"
    assert inbox[0].mails == []


def test_a_certificate_for_another_name_is_not_trusted(inbox: tuple[Inbox, Server]) -> None:
    with pytest.raises(Temporary) as failed:
        but(inbox[1], host="127.0.0.1").send(mail())
    assert "SSLCertVerificationError" in failed.value.reason


def test_a_password_is_never_given_to_a_server_without_tls(inbox: tuple[Inbox, Server]) -> None:
    peer = Peer()
    with pytest.raises(Temporary) as failed:
        but(inbox[1], port=peer.port).send(mail())
    peer.close()
    assert failed.value.reason == "connect SMTPNotSupportedError"
    assert set(peer.seen) == {"GREETING", "EHLO"}
