"""What this domain holds about a person, for the export and for erasure."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.care.models import CareRelation, Delegate, RecordRead
from pathya.care.rules import Ended
from pathya.kit import clock
from pathya.privacy.rules import Erased, Fate, Part


def gather(user: User) -> Iterator[Part]:
    held = CareRelation.objects.filter(Q(client=user) | Q(nutritionist=user)).select_related("client", "nutritionist")
    yield Part("care_relations", _("Who treated you, or whom you treated"), [_relation(one) for one in held])
    fields = ("tie", "scope", "invited_at", "accepted_at", "revoked_at", "consented_at", "consent_version")
    given = Delegate.objects.filter(client=user).values("email", *fields)
    yield Part("delegates", _("Who acts for you"), [dict(row) for row in given])
    taken = Delegate.objects.filter(person=user).select_related("client")
    yield Part(
        "acting_for",
        _("For whom you act"),
        [{"client": one.client.get_full_name(), **{name: getattr(one, name) for name in fields}} for one in taken],
    )
    reads = RecordRead.objects.filter(client=user).select_related("reader")
    yield Part(
        "record_reads",
        _("Who read what of your record"),
        [{"reader": one.reader.get_full_name(), "what": one.what, "read_at": one.read_at} for one in reads],
    )


def erase(user: User) -> list[Erased]:
    """What the person read of others' records stays in those people's trail, under the account's anonymised name."""
    open_ones = CareRelation.objects.filter(Q(client=user) | Q(nutritionist=user), ended_at=None)
    open_ones.update(ended_at=clock.now(), ended_why=Ended.ERASED)
    return [
        _removed("record_reads", RecordRead.objects.filter(client=user)),
        _removed("delegates", Delegate.objects.filter(Q(client=user) | Q(person=user) | Q(email=user.email))),
        _removed("care_relations", CareRelation.objects.filter(client=user)),
        Erased(
            "reads_of_others",
            Fate.KEPT,
            RecordRead.objects.filter(reader=user).count(),
            _("Other people may know who read their record."),
        ),
    ]


def _removed(name: str, rows: "QuerySet[RecordRead] | QuerySet[Delegate] | QuerySet[CareRelation]") -> Erased:
    return Erased(name, Fate.REMOVED, rows.delete()[0])


def _relation(one: CareRelation) -> dict[str, Any]:
    return {
        "client": one.client.get_full_name(),
        "nutritionist": one.nutritionist.get_full_name(),
        "began_at": one.began_at,
        "last_contact_at": one.last_contact_at,
        "ended_at": one.ended_at,
        "ended_why": one.ended_why,
    }
