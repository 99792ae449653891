"""A plan as PDF, made when it is asked for, from what was kept when it was issued."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from pathya.integrations.pdf import qr_svg, render
from pathya.notes.models import Plan
from pathya.notes.rules import Food, Item, State, Timing
from pathya.practice.selectors import practice
from pathya.ui.words import long_date

LANGUAGES = ("en", "hi")
KINDS = (Item.FOOD, Item.SUPPLEMENT, Item.MEDICINE)


def verification_url(plan: Plan) -> str:
    """Where anybody can ask whether the document is genuine."""
    return settings.BASE_URL + reverse("notes:verify", args=[plan.number, plan.code])


def pdf(plan: Plan, language: str) -> bytes:
    """Of an issued plan, in English or Hindi (what was written by hand stays as it was written)."""
    with translation.override(language):
        data = _data(plan, language)
    return render("notes/plan", data, language, made_at=plan.issued_at)


def lines(plan: Plan) -> list[dict[str, Any]]:
    """The lines in words, in the active language."""
    return [
        {
            "kind": one["kind"],
            "kind_name": str(Item(one["kind"]).label),
            "name": one["name"],
            "dose": one["dose"],
            "timing": str(Timing(one["timing"]).label),
            "food": "" if one["kind"] == Item.FOOD else str(Food(one["food"]).label),
            "days": one["days"],
            "remark": one["remark"],
        }
        for one in plan.content["items"]
    ]


def _data(plan: Plan, language: str) -> dict[str, Any]:
    here, told = practice(), lines(plan)
    hindi = language == "hi"
    issued = plan.issued_at.astimezone(ZoneInfo(settings.PRACTICE_TIME_ZONE)) if plan.issued_at else None
    return {
        "title": _("Diet and supplement plan"),
        "number": plan.number,
        "date": long_date(issued.date()) if issued else "",
        "replaced": _("Replaced by a newer version") if plan.state == State.REPLACED else "",
        "client": plan.client.get_full_name(),
        "issuer": (plan.issuer_name_hi if hindi and plan.issuer_name_hi else plan.issuer_name),
        "registration": plan.registration_number,
        "medical": plan.medical_registration,
        "groups": [
            {"title": str(kind.label), "lines": [one for one in told if one["kind"] == kind]}
            for kind in KINDS
            if any(one["kind"] == kind for one in told)
        ],
        "advice": plan.content["advice"],
        "tests": plan.content["tests"],
        "practice": (here.name_hi if hindi and here.name_hi else here.name_en),
        "address": (here.address_hi if hindi and here.address_hi else here.address_en),
        "email": here.email,
        "qr": qr_svg(verification_url(plan)),
        "url": verification_url(plan).removeprefix("https://"),
        "digest": plan.digest,
    }
