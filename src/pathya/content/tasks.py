"""Jobs of the content domain."""

from django.core.management import call_command
from procrastinate.contrib.django import app


@app.task(name="content.publish_due")
def publish_due(timestamp: int) -> None:  # noqa: ARG001
    """Publish and withdraw what editors scheduled; safe to repeat."""
    call_command("publish_scheduled")
