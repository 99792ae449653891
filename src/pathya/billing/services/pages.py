"""Attempts that wait on a page of a gateway's own."""

from uuid import UUID

from django.db.models import QuerySet
from procrastinate.contrib.django import app

from pathya.billing.models import Payment
from pathya.billing.rules import PaymentState


def waiting(order_id: UUID) -> QuerySet[Payment]:
    """Pages on which an order may still be paid."""
    return Payment.objects.filter(order=order_id, session__startswith="https://", state=PaymentState.PENDING)


def close(order_id: UUID) -> None:
    """Nobody shall pay there any more; a job, by name: its module stands above this one."""
    if waiting(order_id).exists():
        app.configure_task("billing.close_links").defer(order_id=str(order_id))
