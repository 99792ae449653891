"""Jobs: making exports, erasing who is due, upkeep."""

from uuid import UUID

from procrastinate.contrib.django import app

from pathya.privacy import erasure, making


@app.task(name="privacy.make_export", retry=3)
def make_export(export_id: str) -> None:
    making.make(UUID(export_id))


@app.task(name="privacy.erase_due", queueing_lock="privacy.erase_due")
def erase_due(timestamp: int) -> None:  # noqa: ARG001 – of the tick
    erasure.erase_due()


@app.task(name="privacy.clean", queueing_lock="privacy.clean")
def clean(timestamp: int) -> None:  # noqa: ARG001 – of the tick
    """Exports that are over, and people whom an old backup has brought back."""
    making.clean()
    erasure.reapply_erasures()
