"""Notes a visitor typed before signing in: kept in the session, encrypted, until the call is booked."""

from django.http import HttpRequest

from pathya.kit import crypto
from pathya.nutritionists.models import Offer

KEY = "booking_notes"


def keep(request: HttpRequest, offer: Offer, notes: str) -> None:
    request.session[KEY] = crypto.seal(notes, _place(offer))


def notes(request: HttpRequest, offer: Offer) -> str:
    """What was typed for this offer, or nothing."""
    sealed = request.session.get(KEY)
    if not sealed:
        return ""
    try:
        return crypto.unseal(sealed, _place(offer))
    except crypto.CannotOpen:
        return ""


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def _place(offer: Offer) -> str:
    return f"booking:{offer.pk}"
