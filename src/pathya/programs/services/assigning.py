"""Which nutritionist accompanies a participant."""

from django.db.models import Count, Q

from pathya.accounts.models import User
from pathya.care.models import CareRelation
from pathya.nutritionists.models import Nutritionist
from pathya.programs.models import Enrolment
from pathya.programs.rules import Status


def nutritionist_for(row: Enrolment) -> User | None:
    """The group's, the program's, who treats the client already, else the listed one with the fewest participants."""
    if row.cohort and row.cohort.nutritionist:
        return row.cohort.nutritionist
    lead: Nutritionist | None = row.program.lead
    if lead:
        return lead.user
    relation = CareRelation.objects.filter(client=row.client, ended_at=None, nutritionist__is_active=True)
    if known := relation.select_related("nutritionist").order_by("-last_contact_at").first():
        return known.nutritionist
    counts = Enrolment.objects.filter(status__in=Status.RUNNING, nutritionist__isnull=False).order_by()
    busy = dict(counts.values_list("nutritionist").annotate(count=Count("pk")))
    listed = Nutritionist.objects.filter(Q(is_listed=True), user__is_active=True).select_related("user")
    return min((one.user for one in listed), key=lambda user: busy.get(user.pk, 0), default=None)
