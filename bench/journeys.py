"""Medians in one process with the server's data: a meal, a dashboard, a 90-day report as page data and as PDF."""

import statistics
import time
from collections.abc import Callable
from datetime import timedelta

import django

TIMES = 30


def main() -> None:
    django.setup()
    from pathya.accounts.models import User  # noqa: PLC0415 after the set-up of Django
    from pathya.journeys import dashboard, dashboard_queries, meals, papers, report  # noqa: PLC0415
    from pathya.journeys.eating import Eaten  # noqa: PLC0415
    from pathya.kit import clock  # noqa: PLC0415
    from pathya.nutrition.models import Food  # noqa: PLC0415

    person = User.objects.get(email="person777@bench.example")
    food, today = Food.objects.filter(is_recipe=True, owner=None)[0], clock.today(person.time_zone)
    first = today - timedelta(days=89)
    told = report.report(person, first, today)
    eaten = [Eaten(food.pk, grams=150)]
    measured: dict[str, Callable[[], object]] = {
        "log a meal": lambda: meals.log_meal(person=person, meal=meals.NewMeal("lunch", eaten, clock.now())),
        "dashboard, the statement": lambda: dashboard_queries.dashboard(person.pk, today, clock.now()),
        "dashboard": lambda: dashboard.dashboard(person),
        "90-day report, reckoned": lambda: report.report(person, first, today),
        "90-day report, PDF": lambda: papers.pdf(person, told, "en"),
    }
    for name, work in measured.items():
        took = []
        for _ in range(TIMES):
            began = time.perf_counter()
            work()
            took.append(time.perf_counter() - began)
        print(f"{name}: {1000 * statistics.median(took):.1f} ms")


if __name__ == "__main__":
    main()
