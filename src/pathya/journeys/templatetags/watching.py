"""`{% load watching %}`: why an alert was opened."""

from django import template

from pathya.journeys.models import Alert
from pathya.journeys.worries import told

register = template.Library()


@register.filter
def reason(alert: Alert) -> str:
    """In plain words."""
    return told(alert.kind, alert.subject, alert.detail)
