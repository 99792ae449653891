"""Mail about documents: who asks or added, and a link; never what it is about."""

from django.conf import settings
from django.urls import reverse

from pathya.accounts.models import User
from pathya.documents.models import Document, DocumentRequest
from pathya.documents.names import visible
from pathya.outbox.services import send_mail


def tell_requested(request: DocumentRequest) -> None:
    """To the client: your nutritionist asks for a document."""
    _tell(request.client, "requested", request.nutritionist, f"document-requested:{request.pk}")


def tell_added(document: Document) -> None:
    """To the client: somebody added a document for you."""
    if document.added_by:
        _tell(document.client, "added", document.added_by, f"document-added:{document.pk}")


def _tell(client: User, event: str, by: User, key: str) -> None:
    context = {
        "name": visible(client.first_name),
        "by": visible(by.get_full_name()),
        "url": f"{settings.BASE_URL}{reverse('document_list')}",
    }
    send_mail(to=client.email, template=f"documents/mail/{event}", context=context, language=client.language, key=key)
