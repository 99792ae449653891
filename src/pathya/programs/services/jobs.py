"""Deferring the jobs of this domain by name: their module stands above the services."""

from procrastinate.contrib.django import app

from pathya.programs.models import Enrolment


def defer_pay_back(row: Enrolment) -> None:
    app.configure_task("programs.pay_back").defer(enrolment_id=str(row.pk))
