"""What everybody may read of programs, and what a viewer may read of enrolments."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pathya.accounts.models import Role, User
from pathya.clients.models import Profile
from pathya.kit import clock
from pathya.kit.errors import Forbidden, NotFound
from pathya.programs import rules, showing
from pathya.programs.models import Cohort, Done, Enrolment, IncludedSession, Pass, Program, Review
from pathya.programs.rules import Review as State
from pathya.programs.rules import Status

RECOMMENDED = 5
PRACTICE_ZONE = "Asia/Kolkata"
"""Groups to come are counted on the practice's day."""
LONG = (
    "about_en",
    "about_hi",
    "schedule",
    "meals",
    "stories",
    "questions",
    "features",
    "included",
    "outcomes",
    "audience",
)
"""What a list does not show and does not read."""
ORDER = ("-is_featured", "position", "-created_at")


def public(*, kind: str = "", featured: bool | None = None, diet: str = "") -> "QuerySet[Program]":
    """Published programs with what is counted about them and `session_count`, featured first."""
    included = IncludedSession.objects.filter(program=OuterRef("pk")).order_by().values("program")
    rows: QuerySet[Program] = Program.objects.filter(live=True).select_related("figures").order_by(*ORDER)
    rows = rows.defer(*LONG).annotate(session_count=Subquery(included.annotate(n=Sum("count")).values("n")))
    if kind:
        rows = rows.filter(type=kind)
    if featured is not None:
        rows = rows.filter(is_featured=featured)
    if diet:
        rows = rows.filter(diets__contains=[diet])
    return rows


def program(*, slug: str = "", program_id: UUID | None = None) -> Program:
    """One published program with its figures and who leads it."""
    chosen = Q(slug=slug) if slug else Q(pk=program_id)
    found: Program | None = Program.objects.filter(chosen, live=True).select_related("figures", "lead__user").first()
    if found is None:
        raise NotFound
    return found


def cohorts(found: Program) -> list[Cohort]:
    """Groups that have not begun, soonest first."""
    return list(Cohort.objects.filter(program=found, starts_on__gte=clock.today(PRACTICE_ZONE)))


def reviews(program_id: UUID) -> "QuerySet[Review]":
    """What everybody may read, newest first."""
    rows = Review.objects.filter(program=program_id, state=State.SHOWN)
    return rows.select_related("client").order_by("-written_at", "-id")


def types() -> list[str]:
    """Those at least one published program has."""
    return sorted(Program.objects.filter(live=True).order_by().values_list("type", flat=True).distinct())


@dataclass(frozen=True)
class Recommended:
    program: Program
    reason: str
    words: Promise


REASONS = {
    "featured": _("The practice puts it first"),
    "chosen": _("Chosen most often here"),
    "new": _("New here"),
}


def recommended() -> list[Recommended]:
    """The same for everybody for now: featured ones, then by enrolments; the reason says no more than is so."""
    rows = public().order_by("-is_featured", F("figures__enrolled").desc(nulls_last=True), "position", "-created_at")
    found = []
    for one in rows[:RECOMMENDED]:
        reason = "featured" if one.is_featured else "chosen" if one.figures.enrolled else "new"
        found.append(Recommended(one, reason, REASONS[reason]))
    return found


def enrolments(viewer: User) -> "QuerySet[Enrolment]":
    """The viewer's own, newest first; places that were let go unpaid are left out."""
    rows = Enrolment.objects.filter(client=viewer).exclude(status=Status.CANCELLED, activated_at=None)
    return rows.select_related("client", "program", "nutritionist", "policy", "cohort")


def enrolment(viewer: User, enrolment_id: UUID) -> Enrolment:
    """One's own; an accompanying nutritionist's participant; any for an admin."""
    mine = Q(client=viewer)
    if viewer.role == Role.NUTRITIONIST:
        mine |= Q(nutritionist=viewer)
    rows = Enrolment.objects.select_related("client", "program", "nutritionist", "policy", "cohort")
    found = rows.filter(Q() if viewer.role == Role.ADMIN else mine, pk=enrolment_id).first()
    if found is None:
        raise NotFound
    return found


def current(viewer: User) -> Enrolment | None:
    """The enrolment that runs now: the one that began last."""
    rows = enrolments(viewer).filter(status__in=Status.RUNNING)
    return rows.order_by("-start_on", "-created_at").first()


def has_pass(viewer: User, found: Program) -> bool:
    usable = Pass.objects.filter(Q(expires_at=None) | Q(expires_at__gt=clock.now()), owner=viewer, program=found)
    return usable.filter(used_for=None).exists()


@dataclass(frozen=True)
class Progress:
    """Where an enrolment stands: what is for today, what is behind, what comes next; texts in the active language."""

    enrolment: Enrolment
    weeks: list[dict[str, Any]]
    today: list[dict[str, Any]]
    missed: list[dict[str, Any]]
    next: dict[str, Any] | None
    week: int


def progress(row: Enrolment) -> Progress:
    """One statement: the steps done. `today` holds the newest steps whose day has come and that are not done."""
    done = set(Done.objects.filter(enrolment=row).values_list("number", flat=True))
    weeks = showing.spoken(row.weeks)
    for week in weeks:
        for step in week["steps"]:
            step["done"] = step["number"] in done
            step["is_due"] = step["day"] <= row.day
            step["on"] = row.start_on + timedelta(days=step["day"] - 1 + row.paused_days)
    steps = rules.steps(weeks)
    due = [step for step in steps if step["is_due"]]
    latest = max((step["day"] for step in due), default=0)
    today = [step for step in due if step["day"] == latest]
    missed = [step for step in due if step["day"] < latest and not step["done"]]
    coming = next((step for step in steps if not step["is_due"]), None)
    return Progress(row, weeks, today, missed, coming, min((max(row.day, 1) - 1) // 7 + 1, max(len(weeks), 1)))


def diet_of(viewer: User) -> str:
    """What the viewer eats, as their profile has it."""
    return Profile.objects.filter(user=viewer).values_list("diet", flat=True).first() or ""


def staff_programs(viewer: User) -> list[Program]:
    """Programs with how many take part now: a nutritionist's own participants, everybody's for an admin."""
    running = Q(enrolments__status__in=Status.RUNNING) & _theirs(viewer, "enrolments__")
    ever = Q(enrolments__activated_at__isnull=False) & _theirs(viewer, "enrolments__")
    rows = Program.objects.select_related("figures").order_by(*ORDER)
    counts = {
        "now": Count("enrolments", filter=running, distinct=True),
        "ever": Count("enrolments", filter=ever, distinct=True),
    }
    return list(rows.annotate(**counts))


def participants(viewer: User, program_id: UUID, status: str = "") -> "QuerySet[Enrolment]":
    """Who takes part in a program, those who run first; no health data."""
    rows = Enrolment.objects.filter(_theirs(viewer, ""), program=program_id, activated_at__isnull=False)
    if status in Status.values:
        rows = rows.filter(status=status)
    return rows.select_related("client", "nutritionist", "cohort", "policy").order_by(
        "closed_at", "-start_on", "client__first_name"
    )


def staff_program(viewer: User, slug: str) -> Program:
    _theirs(viewer, "")
    found: Program | None = Program.objects.filter(slug=slug).select_related("figures").first()
    if found is None:
        raise NotFound
    return found


def groups(viewer: User, found: Program) -> list[Cohort]:
    """All groups of a program, newest first."""
    _theirs(viewer, "")
    return list(Cohort.objects.filter(program=found).select_related("nutritionist").order_by("-starts_on"))


def waiting_reviews(viewer: User) -> "QuerySet[Review]":
    """Those nobody of the practice has read. Raises Forbidden."""
    if viewer.role != Role.ADMIN:
        raise Forbidden
    rows = Review.objects.filter(state=State.WAITING)
    return rows.select_related("client", "program").order_by("written_at")


def review_of(row: Enrolment) -> Review | None:
    return Review.objects.filter(program=row.program_id, client=row.client_id).first()


def _theirs(viewer: User, prefix: str) -> Q:
    if viewer.role == Role.ADMIN:
        return Q()
    if viewer.role == Role.NUTRITIONIST:
        return Q(**{f"{prefix}nutritionist": viewer})
    raise NotFound
