"""A program as pages, the API and search engines show it: plain values out of the editors' blocks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from pathya.clients.rules import Diet
from pathya.kit.languages import in_language
from pathya.practice.selectors import practice
from pathya.programs.rules import Kind, Meal, Texts, Week
from pathya.ui.json_ld import json_ld

if TYPE_CHECKING:
    from pathya.programs.models import Cohort, Program, Review

PAGE = "programs/public/page.html"


def said(value: Any, name: str) -> str:
    """A pair of a block in the active language."""
    return in_language(value[f"{name}_en"], value[f"{name}_hi"])


def both(value: Any, name: str) -> Texts:
    return {"en": value[f"{name}_en"], "hi": value[f"{name}_hi"]}


def text(texts: Texts) -> str:
    """A kept pair in the active language."""
    return in_language(texts.get("en", ""), texts.get("hi", ""))


def line_texts(stream: Any) -> list[str]:
    return [said(line.value, "text") for line in stream]


def plan(program: "Program") -> list[Week]:
    """The weeks with numbered steps; a milestone stands at the end of its week, nothing after the last day."""
    weeks: list[Week] = []
    number = 0
    for place, week in enumerate(program.schedule):
        modules = sorted(week.value["modules"], key=lambda module: module["day"])
        found = [(Kind.MODULE, 7 * place + one["day"], both(one, "title"), both(one, "text")) for one in modules]
        if week.value["milestone_en"]:
            found.append((Kind.MILESTONE, 7 * place + 7, both(week.value, "milestone"), {"en": "", "hi": ""}))
        steps = []
        for kind, day, title, words in found:
            number += 1
            steps.append(
                {"number": number, "kind": kind.value, "day": min(day, program.days), "title": title, "text": words}
            )
        weeks.append({"title": both(week.value, "title"), "steps": steps})
    return weeks


def spoken(weeks: Sequence[Week]) -> list[Week]:
    """A plan in the active language."""
    return [
        {
            "title": text(week["title"]),
            "steps": [{**step, "title": text(step["title"]), "text": text(step["text"])} for step in week["steps"]],
        }
        for week in weeks
    ]


def sample_days(program: "Program") -> list[dict[str, Any]]:
    """One day of meals for each diet: value and label of the diet, meals with dishes."""
    return [
        {
            "diet": day.value["diet"],
            "label": str(Diet(day.value["diet"]).label),
            "meals": [
                {"meal": one["meal"], "label": str(Meal(one["meal"]).label), "dishes": said(one, "dishes")}
                for one in day.value["dishes"]
            ],
        }
        for day in program.meals
    ]


def stories(program: "Program") -> list[dict[str, str]]:
    """Only those whose person agreed."""
    return [
        {"text": said(one.value, "text"), "by": one.value["by"], "about": said(one.value, "about")}
        for one in program.stories
        if one.value["agreed"]
    ]


def questions(program: "Program") -> list[dict[str, str]]:
    return [{"question": said(one.value, "question"), "answer": said(one.value, "answer")} for one in program.questions]


def context(program: "Program", cohorts: "Sequence[Cohort]", reviews: "Sequence[Review]") -> dict[str, Any]:
    """All that the public page shows."""
    return {
        "program": program,
        "sessions": list(program.sessions.select_related("kind")),
        "features": line_texts(program.features),
        "included": line_texts(program.included),
        "outcomes": line_texts(program.outcomes),
        "audience": line_texts(program.audience),
        "weeks": spoken(plan(program)),
        "sample_days": sample_days(program),
        "stories": stories(program),
        "questions": questions(program),
        "cohorts": cohorts,
        "reviews": reviews,
        "figures": getattr(program, "figures", None),
        "json_ld": json_ld(described(program)),
    }


def described(program: "Program") -> list[dict[str, Any]]:
    """For search engines, in schema.org's words; a rating only when somebody gave one."""
    address = settings.BASE_URL + reverse("program_page", args=[program.slug])
    service: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Service",
        "@id": address,
        "url": address,
        "name": program.title,
        "description": program.summary,
        "serviceType": str(program.get_type_display()),
        "provider": {"@type": "Organization", "name": practice().name, "url": settings.BASE_URL + "/"},
        "offers": {
            "@type": "Offer",
            "price": f"{program.pays.amount:.2f}",
            "priceCurrency": program.pays.currency,
            "url": address,
        },
    }
    figures = getattr(program, "figures", None)
    if figures and figures.reviews:
        service["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": figures.rating,
            "ratingCount": figures.reviews,
        }
    asked = [
        {"@type": "Question", "name": one["question"], "acceptedAnswer": {"@type": "Answer", "text": one["answer"]}}
        for one in questions(program)
    ]
    faq = {"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": asked}
    return [service, faq] if asked else [service]
