"""Demo programs from their texts, a group, and two people on their way."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from pathya.accounts.models import User
from pathya.kit import clock
from pathya.nutritionists.models import ConsultationKind, Nutritionist
from pathya.programs import rules
from pathya.programs.models import Cohort, Done, Enrolment, Figures, IncludedSession, Program
from pathya.programs.rules import Status
from pathya.web.demo.program_texts_2 import PROGRAMS

ZONE = "Asia/Kolkata"
UNDER_WAY = (("asha", "calm-gut", 10, 5), ("bilal", "steady-sugar", 3, 1))
"""Login, program, days since the start, steps done."""


def make_programs(people: dict[str, User]) -> None:
    """Programs an editor may have changed stay as they are."""
    for position, text in enumerate(PROGRAMS):
        if not Program.objects.filter(slug=text["slug"]).exists():
            make_program(text, position)
        there = Program.objects.filter(slug=text["slug"], lead=None)
        there.update(lead=Nutritionist.objects.filter(slug__startswith=text["lead"]).first())
    first = Program.objects.get(slug="calm-gut")
    Cohort.objects.create(program=first, starts_on=clock.today(ZONE) + timedelta(days=16), seats=12)
    for login, slug, since, done in UNDER_WAY:
        make_enrolment(people[login], Program.objects.get(slug=slug), since, done)


def make_program(text: dict[str, Any], position: int) -> None:
    words = {
        f"{name}_{language}": text[name][place]
        for name in ("title", "summary", "about", "caution")
        for place, language in enumerate(("en", "hi"))
    }
    plain = {name: text[name] for name in ("slug", "type", "days", "drawing")}
    lists = {
        name: [("line", pair("text", line)) for line in text[name]]
        for name in ("features", "included", "outcomes", "audience")
    }
    made = Program(
        **words,
        **plain,
        **lists,
        price=Decimal(text["price"]),
        offer_price=Decimal(text["offer"]) if text.get("offer") else None,
        is_featured=position == 0,
        position=position,
        lead=Nutritionist.objects.filter(slug__startswith=text["lead"]).first(),
        schedule=[("week", week(*one)) for one in text["weeks"]],
        meals=[("day", day(diet, dishes)) for diet, dishes in text["meals"]],
        questions=[("question", {**pair("question", q), **pair("answer", a)}) for q, a in text["questions"]],
    )
    made.save()
    for slug, count in text["sessions"]:
        IncludedSession.objects.create(program=made, kind=ConsultationKind.objects.get(slug=slug), count=count)
    made.save_revision().publish()


def pair(name: str, texts: tuple[str, str]) -> dict[str, str]:
    return {f"{name}_en": texts[0], f"{name}_hi": texts[1]}


def week(title: tuple[str, str], modules: Any, milestone: tuple[str, str]) -> dict[str, Any]:
    made = [{"day": day, **pair("title", name), **pair("text", text)} for day, name, text in modules]
    return {**pair("title", title), "modules": made, **pair("milestone", milestone)}


def day(diet: str, dishes: Any) -> dict[str, Any]:
    return {"diet": diet, "dishes": [{"meal": meal, **pair("dishes", words)} for meal, words in dishes]}


def make_enrolment(client: User, program: Program, since: int, done: int) -> None:
    """As it would stand had they enrolled with a place given to them."""
    start = clock.today(client.time_zone) - timedelta(days=since)
    row = Enrolment.objects.create(
        client=client,
        program=program,
        nutritionist=program.lead.user if program.lead else None,
        status=Status.ACTIVE,
        start_on=start,
        days=program.days,
        ends_on=rules.ends_on(start, program.days, 0),
        plan=program.plan,
        step_count=len(rules.steps(program.plan)),
        done_count=done,
        price=program.pays.amount,
        by_pass=True,
        activated_at=clock.now() - timedelta(days=since),
        created_at=clock.now() - timedelta(days=since + 1),
    )
    Done.objects.bulk_create(Done(enrolment=row, number=number) for number in range(1, done + 1))
    count(program)


def remove(people: Any) -> None:
    """Enrolments of these people, and the groups of the demo programs; programs stay."""
    Enrolment.objects.filter(client__in=people).delete()
    Cohort.objects.filter(program__slug__in=[text["slug"] for text in PROGRAMS], enrolments=None).delete()
    for program in Program.objects.all():
        count(program)


def count(program: Program) -> None:
    rows = Enrolment.objects.filter(program=program, activated_at__isnull=False)
    completed = rows.filter(status=Status.COMPLETED).count()
    ended = rows.filter(status__in=[Status.LAPSED, Status.CANCELLED]).count()
    Figures.objects.filter(program=program).update(enrolled=rows.count(), completed=completed, ended=ended)
