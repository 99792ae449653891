"""Jobs about documents; each is safe to repeat."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from pathya.documents import cleaning, content, examining
from pathya.documents.models import Document
from pathya.documents.rules import Status
from pathya.integrations.storage import StorageAway
from pathya.kit import clock

AT_ONCE = 100
AGAIN = RetryStrategy(max_attempts=12, exponential_wait=4)


@app.task(name="documents.examine", queue="files", retry=AGAIN)
def examine(document_id: str) -> None:
    """Scan a document and let it out, or turn it away."""
    examining.examine(UUID(document_id))


@app.task(name="documents.resume", queue="files")
def resume(timestamp: int) -> None:  # noqa: ARG001
    """Documents whose next try is due: the scanner was away, or a worker died."""
    rows = Document.objects.filter(status=Status.WAITING, deleted_at=None, next_try_at__lte=clock.now())
    for document_id in rows.order_by("next_try_at").values_list("pk", flat=True)[:AT_ONCE]:
        examine.defer(document_id=str(document_id))


@app.task(name="documents.erase_deleted", queue="files")
def erase_deleted(timestamp: int) -> None:  # noqa: ARG001
    """Deletions that can no longer be taken back."""
    cleaning.erase_deleted()


@app.task(name="documents.clean", queue="files")
def clean(timestamp: int) -> None:  # noqa: ARG001
    """Uploads given up, objects that no row knows."""
    cleaning.forget_uploads()
    cleaning.sweep_strays()


@app.task(name="documents.remove_objects", queue="files", retry=AGAIN)
def remove_objects(names: list[str]) -> None:
    """The files of rows that are gone."""
    if not content.remove(*names):
        raise StorageAway
