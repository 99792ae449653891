"""What the demo practice sells and how it is taxed."""

from datetime import date, timedelta
from decimal import Decimal

from pathya.billing.models import Coupon, Package, Plan, TaxRule
from pathya.billing.rules import Treatment
from pathya.kit import clock
from pathya.nutritionists.models import ConsultationKind
from pathya.practice.models import TaxIdentity
from pathya.practice.rules import check_character


def make_offers() -> None:
    """A plan, a package, a coupon, tax rules and the tax identity, unless somebody has entered them."""
    if TaxIdentity.objects.exists():
        return
    gstin = "29AAPFU0939F1Z"
    TaxIdentity.objects.create(
        legal_name="Pathya Nutrition LLP",
        address="12 Neem Road, Indiranagar, Bengaluru 560038",
        state="29",
        gstin=gstin + check_character(gstin),
        pan="AAPFU0939F",
        signatory="Adi Mehta",
        upi_id="pathya@upi",
    )
    for service in ("consultation", "premium", "program"):
        TaxRule.objects.get_or_create(
            service=service,
            since=date(2026, 4, 1),
            defaults={"treatment": Treatment.TAXABLE, "sac": "999319", "rate": Decimal(18)},
        )
    Plan.objects.get_or_create(
        slug="premium",
        defaults={
            "title_en": "Premium",
            "title_hi": "प्रीमियम",
            "summary_en": "Messages answered within a day, weekly review of your log.",
            "summary_hi": "संदेशों का जवाब एक दिन में, हर हफ़्ते आपके लॉग की समीक्षा।",
            "amount": Decimal(499),
        },
    )
    kind = ConsultationKind.objects.get(slug="follow-up")
    Package.objects.get_or_create(
        title_en="Five follow-ups",
        defaults={"title_hi": "पाँच फ़ॉलो-अप", "kind": kind, "sessions": 5, "amount": Decimal(3500)},
    )
    Coupon.objects.get_or_create(
        code="NAMASTE10",
        defaults={"percent": 10, "most": 100, "note": "First visit", "valid_from": clock.now() - timedelta(days=90)},
    )
