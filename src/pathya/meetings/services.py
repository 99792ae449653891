"""What people decide about reminders and recordings."""

from django.db import transaction

from pathya.accounts.models import User
from pathya.consultations.rules import Status
from pathya.consultations.selectors import in_calendar
from pathya.kit import clock
from pathya.meetings import errors, tasks
from pathya.meetings.models import ReminderChoice
from pathya.meetings.rules import Event
from pathya.operations import audit


@transaction.atomic
def choose_reminders(*, person: User, mail: bool, sms: bool, whatsapp: bool) -> ReminderChoice:
    """Keep what the person allows and plan their coming calls anew. Raises PhoneMissing."""
    if (sms or whatsapp) and not person.phone:
        raise errors.PhoneMissing
    choice, _made = ReminderChoice.objects.update_or_create(
        person=person, defaults={"mail": mail, "sms": sms, "whatsapp": whatsapp, "changed_at": clock.now()}
    )
    coming = in_calendar(person).filter(status__in=Status.OPEN, ends_at__gt=clock.now())
    for pk in coming.values_list("pk", flat=True):
        tasks.plan.defer(consultation_id=str(pk))
    audit.record(Event.CHOSEN, actor=person, subject=person, detail={"mail": mail, "sms": sms, "whatsapp": whatsapp})
    return choice
