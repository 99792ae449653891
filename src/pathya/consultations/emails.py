"""Mail about a call, to each of the two in their own language and zone, with the calendar file."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.care import selectors as care
from pathya.consultations import calendar
from pathya.consultations.models import Consultation, GroupWait, MoveRequest, Wait
from pathya.consultations.rules import Party, Status
from pathya.consultations.selectors import by_client, people_of
from pathya.consultations.settling import full_back_until
from pathya.consultations.wording import counterpart, day_and_time, one_line, page_url, title, zone_name
from pathya.kit.money import Money
from pathya.outbox.services import send_mail

FILES = {"booked": calendar.invitation, "moved": calendar.invitation, "cancelled": calendar.withdrawal}
"""What is told → the calendar file that goes with it."""
CLIENT_ONLY = frozenset({"to_pay", "completed", "no_show", "waived"})
"""What the host did themselves and the client is told, with what to do next."""
TOLD = FILES.keys() | CLIENT_ONLY


@dataclass(frozen=True)
class Reader:
    """One of the two people, as mail finds them."""

    party: Party
    email: str
    name: str
    language: str
    zone: str
    acts_for: str = ""
    """The client's name, for who booked for them."""

    @property
    def who(self) -> str:
        """In the keys of mails: each of them is told once."""
        return "acting" if self.acts_for else self.party.value


def readers(consultation: Consultation) -> list[Reader]:
    """Of whom `people_of` names: the client as agreed at booking, the nutritionist as in the profile."""
    return [reader(consultation, person) for person in people_of(consultation)]


def reader(consultation: Consultation, person: User) -> Reader:
    """One of the people of the call."""
    if person.pk == consultation.nutritionist.user_id:
        zone = consultation.nutritionist.time_zone
        return Reader(Party.NUTRITIONIST, person.email, person.first_name, person.language, zone)
    if person.pk != consultation.client_id:
        name = one_line(consultation.client.get_full_name())
        return Reader(Party.CLIENT, person.email, person.first_name, person.language, person.time_zone, name)
    return Reader(Party.CLIENT, person.email, person.first_name, consultation.language, consultation.time_zone)


def tell(consultation: Consultation, event: str, sequence: int) -> None:
    """Queue both mails about `event` at the version `sequence`; those queued before stay single."""
    template = "group" if consultation.is_group_time else event
    for reader in readers(consultation):
        if event in CLIENT_ONLY and reader.party is not Party.CLIENT:
            continue
        with translation.override(reader.language):
            context = _context(consultation, reader, event)
            make, to = FILES.get(event), (reader.email, reader.name) if reader.acts_for else None
            attachments = [make(consultation, reader.party, sequence=sequence, to=to)] if make else []
        send_mail(
            to=reader.email,
            template=f"consultations/mail/{template}",
            context=context,
            language=reader.language,
            key=f"consultation-{event}:{consultation.pk}:{sequence}:{reader.who}",
            attachments=attachments,
        )


def asked_to_move(request: MoveRequest) -> None:
    """To the host: the client would like another time."""
    _about_move(request, readers(request.consultation)[1], "asked_to_move")


def move_declined(request: MoveRequest) -> None:
    """To the client: the call stays where it is; the host's words stand on the page."""
    _about_move(request, readers(request.consultation)[0], "move_declined")


def _about_move(request: MoveRequest, reader: Reader, template: str) -> None:
    call = request.consultation
    with translation.override(reader.language):
        context = _context(call, reader) | {"wanted": day_and_time(request.wanted_at, reader.zone)}
        if reader.party is Party.NUTRITIONIST:
            context["url"] = settings.BASE_URL + reverse("practice_requests")
    send_mail(
        to=reader.email,
        template=f"consultations/mail/{template}",
        context=context,
        language=reader.language,
        key=f"{template}:{request.pk}",
    )


def told_of(wait: Wait | GroupWait) -> list[User]:
    """Who hears of an offer: who waits, and who asked for them and still acts for them."""
    acting = wait.asked_by
    acts = acting is not None and care.may_act(acting, wait.client_id) and acting.pk != wait.client_id
    return [wait.client, acting] if acting and acts else [wait.client]


def offer(wait: Wait) -> None:
    """A time has become free: to the client who waits, for a while."""
    if wait.offered_start is None or wait.offer_until is None:
        return
    for person in told_of(wait):
        _offer(wait, wait.offered_start, wait.offer_until, person)


def _offer(wait: Wait, start: datetime, until: datetime, client: User) -> None:
    """To the client, or to who asked for them."""
    query, kind = {"at": start.isoformat()}, wait.kind.name
    if is_acting := client.pk != wait.client_id:
        query["for"], kind = str(wait.client_id), f"{kind}, {wait.client.get_full_name()}"
    with translation.override(client.language):
        path = reverse("consultation_confirm", args=[wait.nutritionist.slug, wait.kind.slug])
        context = {
            "name": one_line(client.first_name),
            "counterpart": one_line(wait.nutritionist.name),
            "kind": one_line(kind),
            "when": day_and_time(start, client.time_zone),
            "until": day_and_time(until, client.time_zone),
            "zone": zone_name(client.time_zone),
            "url": f"{settings.BASE_URL}{path}?{urlencode(query)}",
        }
    send_mail(
        to=client.email,
        template="consultations/mail/offer",
        context=context,
        language=client.language,
        key=f"wait-offer:{wait.pk}:{start.isoformat()}:{until.isoformat()}{':acting' if is_acting else ''}",
    )


def _context(consultation: Consultation, reader: Reader, event: str = "") -> dict[str, object]:
    is_client = by_client(consultation)
    return {
        "name": one_line(reader.name),
        "for_client": reader.party is Party.CLIENT,
        "by_reader": is_client is (reader.party is Party.CLIENT),
        "counterpart": counterpart(consultation, reader.party),
        "title": titled(consultation, reader),
        "when": day_and_time(consultation.starts_at, reader.zone),
        "zone": zone_name(reader.zone),
        "minutes": consultation.duration_minutes,
        "by_practice": not is_client and consultation.cancelled_by_id not in {None, consultation.nutritionist.user_id},
        "is_moved": event == "moved",
        "may_leave": full_back_until(consultation, reader.party) is not None,
        "is_seat": consultation.seat is not None,
        "is_cancelled": consultation.status == Status.CANCELLED,
        "back": _back(consultation),
        "kept": _kept(consultation),
        "until": day_and_time(consultation.held_until, reader.zone) if consultation.held_until else "",
        "fee": str(consultation.fee) if consultation.fee else "",
        "review_url": settings.BASE_URL + reverse("consultation_review", args=[consultation.pk]),
        "again_url": settings.BASE_URL + reverse("consultation_kinds", args=[consultation.nutritionist.slug]),
        "is_free": not consultation.fee,
        "url": page_url(consultation, reader.party),
    }


def titled(consultation: Consultation, reader: Reader) -> str:
    """As the call is named to a reader; to who acts for the client, with whose call it is."""
    named = title(consultation, reader.party)
    return _("%(title)s, for %(name)s") % {"title": named, "name": reader.acts_for} if reader.acts_for else named


def _back(consultation: Consultation) -> str:
    """What goes back of the fee, written; nothing when nothing does."""
    settlement = consultation.settlement or {}
    back = Money(Decimal(settlement.get("back", "0")), consultation.fee_currency)
    return str(back) if back else ""


def _kept(consultation: Consultation) -> str:
    """What is kept of a fee that was paid, written; nothing when nothing is."""
    settlement = consultation.settlement or {}
    if not settlement or consultation.by_credit:
        return ""
    kept = consultation.fee_amount - Decimal(settlement.get("back", "0"))
    return str(Money(kept, consultation.fee_currency)) if kept > 0 else ""
