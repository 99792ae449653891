"""What is held about a person here, for the export; and what becomes of it when they go."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from pathya.accounts.models import User
from pathya.privacy.rules import Erased, Fate, Part
from pathya.programs.models import Done, Enrolment, Pass, Review, Welcome
from pathya.programs.rules import Because, Status
from pathya.programs.services import life


def gather(user: User) -> Iterator[Part]:
    yield Part("programs", _("Programs you enrolled in"), (_row(one) for one in _enrolments(user)))
    steps = Done.objects.filter(enrolment__client=user).order_by("done_at")
    yield Part("program_steps", _("Steps done"), map(dict, steps.values("enrolment_id", "number", "done_at")))
    mails = Welcome.objects.filter(enrolment__client=user).values("enrolment_id", "offset", "due_at", "state")
    yield Part("program_messages", _("Messages of the first week"), map(dict, mails))
    passes = Pass.objects.filter(owner=user).values("program__slug", "given_at", "expires_at", "used_for_id")
    yield Part("program_passes", _("Places given to you"), map(dict, passes))
    reviews = Review.objects.filter(client=user)
    yield Part(
        "program_reviews",
        _("Reviews of programs you wrote"),
        map(dict, reviews.values("program__slug", "rating", "title", "text", "state", "written_at")),
    )


def erase(user: User) -> list[Erased]:
    """What runs ends; the texts go; that there was an enrolment stays with its payment."""
    count = 0
    for row in Enrolment.objects.select_for_update(of=("self",)).filter(client=user):
        if row.status in Status.OPEN:
            life.close(row, Because.ERASED)
        row.reason = ""
        row.save(update_fields=["reason"])
        count += 1
    steps, _kinds = Done.objects.filter(enrolment__client=user).delete()
    Enrolment.objects.filter(client=user).update(done_count=0)
    texts = Review.objects.filter(client=user).exclude(text="", title="").update(text="", title="")
    passes = Pass.objects.filter(owner=user).count()
    kept = _("Belongs to the record of payments.")
    return [
        Erased("programs", Fate.ANONYMISED, count, kept),
        Erased("program_steps", Fate.REMOVED, steps),
        Erased("program_reviews", Fate.ANONYMISED, texts, _("The text is removed; the rating stays in the mean.")),
        *([Erased("program_passes", Fate.KEPT, passes, kept)] if passes else []),
    ]


def _enrolments(user: User) -> Iterator[Enrolment]:
    rows = Enrolment.objects.filter(client=user).select_related("program", "nutritionist")
    yield from rows.order_by("created_at").iterator(chunk_size=200)


def _row(row: Enrolment) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "program": row.program.slug,
        "nutritionist": row.nutritionist.get_full_name() if row.nutritionist else "",
        "status": row.status,
        "start_on": row.start_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "paused_days": row.paused_days,
        "price": f"{row.price:.2f}",
        "paid": f"{row.paid:.2f}",
        "done": row.done_count,
        "steps": row.step_count,
        "reason": row.reason,
        "settlement": row.settlement,
    }
