"""Documents in the states they can be in, and relations between the cast."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from pathya.accounts.models import User
from pathya.care import services as care
from pathya.documents import examining
from pathya.documents.about import About
from pathya.documents.models import Document
from pathya.documents.rules import Kind
from pathya.documents.services import adding
from pathya.kit import clock
from tests import factories as cast
from tests.documents import files
from tests.documents.test_inspect import on_disk


def treated() -> tuple[User, User]:
    """Asha, and Meera who treats her."""
    asha, meera = cast.asha(), cast.meera()
    care.begin(client=asha, nutritionist=meera, reason="booking")
    return asha, meera


def carer(scope: str = "act") -> User:
    """Gauri, who may act for Asha, or only read."""
    gauri = cast.person("Gauri", "Verma")
    row = care.invite(client=cast.asha(), email=gauri.email, tie="family", scope=scope)
    row.person, row.accepted_at = gauri, clock.now()
    row.save()
    return gauri


def added(viewer: User, content: bytes | None = None, name: str = "Thyroid March.pdf", **about: Any) -> Document:
    """A document that waits for the scanner."""
    content = files.pdf() if content is None else content
    client = about.pop("client_id", None)
    with on_disk(content) as file:
        return adding.add(viewer=viewer, client_id=client, file=file, size=len(content), about=About(name, **about))


def clean(viewer: User, content: bytes | None = None, name: str = "Thyroid March.pdf", **about: Any) -> Document:
    """A document that was found clean."""
    about.setdefault("kind", Kind.LAB_REPORT)
    made = added(viewer, content, name, **about)
    examining.examine(made.pk)
    made.refresh_from_db()
    return made


def sent(content: bytes, name: str = "report.pdf") -> SimpleUploadedFile:
    """As a form's file."""
    return SimpleUploadedFile(name, content)
