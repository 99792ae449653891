"""The booking flow: kind → day and time → notes and review → booked."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import cast
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pathya.accounts.decorators import role_required
from pathya.accounts.models import Role, User
from pathya.care import selectors as care
from pathya.care.rules import Scope
from pathya.consultations import drafts, errors, paying, policies, selectors, services, wording
from pathya.consultations.booking import utc
from pathya.consultations.fees import free_until, priced
from pathya.consultations.forms import NotesForm, asked_day, asked_instant, asked_month, asked_zone
from pathya.consultations.models import Consultation
from pathya.consultations.month import Links, choice
from pathya.consultations.rules import Party, Status
from pathya.consultations.wording import zone_name
from pathya.consultations.zones import PLACES
from pathya.credits.selectors import left as credits_left
from pathya.kit import clock
from pathya.kit.errors import NotFound, PathyaError
from pathya.nutritionists.models import Offer
from pathya.ui import htmx
from pathya.ui.words import viewer_zone

ACCOUNT_STEPS = {"signup": "account_signup", "login": "account_login"}


@require_GET
def kinds(request: HttpRequest, nutritionist: str) -> HttpResponse:
    offers = selectors.offers(nutritionist)
    return render(request, "consultations/book/kinds.html", {"offers": offers, "nutritionist": offers[0].nutritionist})


@require_GET
def book(request: HttpRequest, nutritionist: str, kind: str) -> HttpResponse:
    """Choose a day and a time, in the zone of the address or one's own."""
    offer, offers = offer_of(nutritionist, kind)
    context = {"offer": offer, "offers": offers, "nutritionist": offer.nutritionist}
    zone = asked_zone(request.GET.get("zone"), viewer_zone())
    context |= {
        "zone": zone,
        "zone_label": zone_name(zone.key),
        "their_zone_label": zone_name(offer.nutritionist.time_zone),
        "is_other_zone": _differ(zone, offer.nutritionist.time_zone),
        "zones": sorted((zone_name(name), name) for name in {*PLACES, zone.key, offer.nutritionist.time_zone}),
        "choice": choice(
            offer, zone, _links(offer, zone), day=asked_day(request.GET, "day"), first=asked_month(request.GET)
        ),
    }
    return htmx.render(request, "consultations/book/times.html", context, "consultations/book/_picker.html")


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, nutritionist: str, kind: str) -> HttpResponse:
    """Notes, review, and the button that books; a visitor signs in or up on the way and lands here again."""
    offer, _ = offer_of(nutritionist, kind)
    step = _Step(request, offer)
    if step.starts_at is None:
        return redirect("consultation_book", nutritionist, kind)
    if request.method == "GET":
        return step.page(NotesForm(initial={"notes": drafts.notes(request, offer)}))
    form = NotesForm(request.POST)
    if not form.is_valid() or "change" in request.POST:
        return step.page(form, status=200 if form.is_valid() else 422)
    if not isinstance(request.user, User):
        drafts.keep(request, offer, form.cleaned_data["notes"])
        where = ACCOUNT_STEPS.get(request.POST.get("step", ""), "account_login")
        return redirect(f"{reverse(where)}?{urlencode({'next': step.address})}")
    return step.booked(request.user, form)


@require_GET
@role_required(Role.CLIENT)
def booked(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """What happens next, and the calendar file."""
    call = selectors.consultation(request.user, consultation_id, Party.CLIENT)  # type: ignore[arg-type]
    template = "held" if call.status == Status.AWAITING_PAYMENT else "booked"
    context = {"call": call, "zone_label": zone_name(viewer_zone().key)}
    return render(request, f"consultations/book/{template}.html", context)


@require_POST
@role_required(Role.CLIENT)
def pay(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """To the checkout of a held call; a second click finds the same order."""
    viewer = cast("User", request.user)
    call = selectors.consultation(viewer, consultation_id, Party.CLIENT)
    if call.status != Status.AWAITING_PAYMENT:
        return redirect("consultation_detail", call.pk)
    return redirect("payment_checkout", paying.order_for(client=viewer, call=call).pk)


@dataclass
class _Step:
    """The last step of the flow for one request: the chosen time, the zone, what to answer."""

    request: HttpRequest
    offer: Offer

    def __post_init__(self) -> None:
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        self.starts_at = asked_instant(asked.get("change") or asked.get("at"))
        self.zone = asked_zone(asked.get("zone"), viewer_zone())

    @property
    def address(self) -> str:
        """Of this step, with the time and the zone."""
        return self._address("consultation_confirm")

    def _address(self, name: str) -> str:
        path = reverse(name, args=[self.offer.nutritionist.slug, self.offer.kind.slug])
        chosen = {"for": self.whom} if self.whom else {}
        return f"{path}?{urlencode({'at': utc(self._starts_at()), 'zone': self.zone.key, **chosen})}"

    @cached_property
    def people(self) -> list[User]:
        """For whom else one may book."""
        user = self.request.user
        return care.people(user, Scope.ACT) if isinstance(user, User) and user.role == Role.CLIENT else []

    @cached_property
    def whom(self) -> str:
        """The id chosen on the page or in the address, as it was sent; empty for oneself."""
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        return asked.get("for", "")

    def _client(self, viewer: User) -> User:
        """Who is chosen: oneself, or somebody one acts for. Raises NotFound."""
        found = next((one for one in self.people if str(one.pk) == self.whom), None)
        if self.whom and found is None:
            raise NotFound
        return found or viewer

    def booked(self, viewer: User, form: NotesForm) -> HttpResponse:
        """Book and go on; what stands against it is told on this page, with what was typed."""
        client = self._client(viewer)
        try:
            call = services.book(
                client=client,
                actor=viewer,
                nutritionist_id=self.offer.nutritionist_id,
                kind_id=self.offer.kind_id,
                starts_at=self._starts_at(),
                notes=form.cleaned_data["notes"],
                zone=self.zone.key,
                with_credit="with_credit" in self.request.POST,
            )
        except (errors.SlotTaken, errors.ClientBusy) as fact:
            again = selectors.same_call(client, self.offer.nutritionist_id, self._starts_at())
            return self._done(again) if again else self.page(form, fact=fact, status=fact.status)
        except NotFound:
            raise
        except PathyaError as fact:
            return self.page(form, fact=fact, status=fact.status)
        return self._done(call)

    def page(self, form: NotesForm, *, fact: PathyaError | None = None, status: int = 200) -> HttpResponse:
        client = self._client(self.request.user) if isinstance(self.request.user, User) else None
        price = priced(client, self.offer, self._starts_at())
        nearest = [asked_instant(slot["time"]) for slot in fact.extra.get("nearest", [])] if fact else []
        context = {
            "offer": self.offer,
            "nutritionist": self.offer.nutritionist,
            "form": form,
            "fact": fact,
            "nearest": [(utc(start), start) for start in nearest if start],
            "at": utc(self._starts_at()),
            "starts_at": self._starts_at(),
            "day": self._starts_at().astimezone(self.zone).date(),
            "their_day": self._starts_at().astimezone(ZoneInfo(self.offer.nutritionist.time_zone)).date(),
            "is_past": self._starts_at() <= clock.now(),
            "zone": self.zone,
            "zone_label": zone_name(self.zone.key),
            "their_zone_label": zone_name(self.offer.nutritionist.time_zone),
            "is_other_zone": _differ(self.zone, self.offer.nutritionist.time_zone),
            "repeat": self._address("series_plan"),
            "price": price,
            "free_until": free_until(price.included_in) if price.included_in else None,
            "terms": wording.terms(policies.in_force(self.offer.kind_id), self.offer.fee) if price.fee else [],
            "sessions_left": credits_left(client, self.offer.kind_id) if client and price.fee else 0,
            "people": self.people,
            "whom": self.whom,
            "may_book": getattr(self.request.user, "role", Role.CLIENT) == Role.CLIENT,
        }
        return render(self.request, "consultations/book/confirm.html", context, status=status)

    def _done(self, call: Consultation) -> HttpResponse:
        drafts.forget(self.request)
        return redirect("consultation_booked", call.pk)

    def _starts_at(self) -> datetime:
        if self.starts_at is None:
            raise NotFound
        return self.starts_at


def _links(offer: Offer, zone: ZoneInfo) -> Links:
    """Addresses within the flow; the zone goes along when it is not the viewer's own."""
    slugs = [offer.nutritionist.slug, offer.kind.slug]
    here, next_step = reverse("consultation_book", args=slugs), reverse("consultation_confirm", args=slugs)
    kept = {} if zone == viewer_zone() else {"zone": zone.key}

    def to(path: str, **query: str) -> str:
        return f"{path}?{urlencode(query | kept)}"

    return Links(
        day=lambda day: to(here, day=day.isoformat()) + "#times",
        month=lambda first: to(here, month=f"{first:%Y-%m}"),
        time=lambda instant: to(next_step, at=utc(instant)),
    )


def offer_of(nutritionist: str, kind: str) -> tuple[Offer, list[Offer]]:
    """The kind that the address names, and all that this nutritionist offers. Raises NotFound."""
    offers = selectors.offers(nutritionist)
    for offer in offers:
        if offer.kind.slug == kind:
            return offer, offers
    raise NotFound


def _differ(zone: ZoneInfo, other: str) -> bool:
    now = clock.now()
    return now.astimezone(zone).utcoffset() != now.astimezone(ZoneInfo(other)).utcoffset()
