"""The books: ledger, tax rules, issued documents. The database refuses to change what is written (migration 0002)."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from pathya.accounts.models import User
from pathya.billing.rules import Document, Treatment
from pathya.kit import clock
from pathya.kit.ids import new_id


class Entry(models.Model):
    """One happening in the ledger; its postings sum to nothing (a deferred trigger holds it)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    what = models.CharField(max_length=24)
    order_id = models.UUIDField(db_index=True)
    key = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.key


class Posting(models.Model):
    """`amount` is debit when positive, credit when negative."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings")
    account = models.CharField(max_length=48, db_index=True)
    amount: "models.DecimalField[Decimal, Decimal]" = models.DecimalField(max_digits=14, decimal_places=2)

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"


class TaxRule(models.Model):
    """How a service is taxed from a day on; the newest that has begun counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.CharField(max_length=24)
    since = models.DateField()
    treatment = models.CharField(max_length=8, choices=Treatment.choices)
    sac = models.CharField(max_length=8)
    rate: "models.DecimalField[Decimal, Decimal]" = models.DecimalField(max_digits=4, decimal_places=2)

    class Meta:
        ordering: ClassVar = ["service", "-since"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "since"], name="tax_rule_a_day"),
            models.CheckConstraint(
                condition=Q(treatment=Treatment.TAXABLE, rate__gt=0) | Q(treatment=Treatment.EXEMPT, rate=0),
                name="tax_rule_rate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.since}"


class NumberSeries(models.Model):
    """The last number given; its row is locked until the document's transaction ends, so that none is left out."""

    name = models.CharField(primary_key=True, max_length=12)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.name


class Invoice(models.Model):
    """An issued document. `content` holds all that is printed; notes and refund vouchers name their `original`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=8, choices=Document.choices)
    client = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invoices")
    order = models.ForeignKey("billing.Order", on_delete=models.PROTECT, related_name="invoices")
    original = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="credit_notes")
    issued_on = models.DateField()
    taxable: "models.DecimalField[Decimal, Decimal]" = models.DecimalField(max_digits=12, decimal_places=2)
    cgst: "models.DecimalField[Decimal, Decimal]" = models.DecimalField(max_digits=12, decimal_places=2)
    sgst: "models.DecimalField[Decimal, Decimal]" = models.DecimalField(max_digits=12, decimal_places=2)
    igst: "models.DecimalField[Decimal, Decimal]" = models.DecimalField(max_digits=12, decimal_places=2)
    total: "models.DecimalField[Decimal, Decimal]" = models.DecimalField(max_digits=12, decimal_places=2)
    content = models.JSONField()
    issued_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-issued_at", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(kind__in=["invoice", "plain", "supply"]), name="invoice_one_per_order"
            ),
            models.UniqueConstraint(fields=["order"], condition=Q(kind="receipt"), name="invoice_one_receipt"),
            models.CheckConstraint(
                condition=Q(total=models.F("taxable") + models.F("cgst") + models.F("sgst") + models.F("igst")),
                name="invoice_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return self.number
