"""Jobs about proposals."""

from procrastinate.contrib.django import app

from pathya.notes import followups


@app.task(name="notes.follow_ups")
def follow_ups(timestamp: int) -> None:  # noqa: ARG001 – the tick's
    """Find times for follow-ups that wait for one, recall what is unanswered, let go what is past."""
    followups.work_off()
