"""What people decide about reminders."""

from django.db import transaction

from pathya.accounts.errors import PhoneMissing, PhoneNotVerified
from pathya.accounts.models import User
from pathya.consultations.rules import Status
from pathya.consultations.selectors import in_calendar
from pathya.kit import clock
from pathya.meetings import tasks
from pathya.meetings.models import ReminderChoice
from pathya.meetings.rules import PURPOSES, Event
from pathya.operations import audit
from pathya.outbox.rules import Channel
from pathya.privacy.rules import Channel as Way
from pathya.privacy.services import set_consent


@transaction.atomic
def choose_reminders(*, person: User, mail: bool, sms: bool, whatsapp: bool, way: Way = Way.PAGE) -> ReminderChoice:
    """Keep what the person allows and plan their coming calls anew. Raises PhoneMissing, PhoneNotVerified.

    Switching a channel to a phone on is the consent to it. SMS is for nothing else, so switching it off takes that
    consent back; over WhatsApp more is answered than reminders, so its consent stays until it is withdrawn.
    """
    if (sms or whatsapp) and not person.phone:
        raise PhoneMissing
    if (sms or whatsapp) and not person.phone_verified_at:
        raise PhoneNotVerified
    choice, _made = ReminderChoice.objects.update_or_create(
        person=person, defaults={"mail": mail, "sms": sms, "whatsapp": whatsapp, "changed_at": clock.now()}
    )
    set_consent(user=person, purpose=PURPOSES[Channel.SMS], given=sms, channel=way)
    if whatsapp:
        set_consent(user=person, purpose=PURPOSES[Channel.WHATSAPP], given=True, channel=way)
    coming = in_calendar(person).filter(status__in=Status.OPEN, ends_at__gt=clock.now())
    for pk in coming.values_list("pk", flat=True):
        tasks.plan.defer(consultation_id=str(pk))
    audit.record(Event.CHOSEN, actor=person, subject=person, detail={"mail": mail, "sms": sms, "whatsapp": whatsapp})
    return choice
