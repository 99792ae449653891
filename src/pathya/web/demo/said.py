"""Beside the diaries of the known clients: journeys, a trial, supplements, own food, words of the nutritionist."""

from collections.abc import Mapping
from datetime import timedelta

from pathya.accounts.models import User
from pathya.journeys import comments, meals, supplements, watch
from pathya.journeys.models import Intake, Journey, Meal, Trial, TrialDay
from pathya.kit import clock
from pathya.nutrition import own, own_recipes, services
from pathya.nutrition.models import Food

JOURNEYS = {
    "asha": ("Evenings without bloating", 90, 44),
    "bilal": ("चीनी और वज़न पर क़ाबू", 120, 58),
    "devika": ("Acidity, and steady energy", 60, 40),
}
"""Title, planned days, days since it began."""
RECIPE = (("Pigeon pea, split", 150), ("Tomato", 120), ("Onion", 80), ("Sunflower oil", 15))
BISCUITS = {"energy": 462, "protein": 8.2, "carbohydrate": 68, "sugar": 21, "fat": 17.5, "fibre": 6, "sodium": 410}


def make_said(people: Mapping[str, User]) -> None:
    asha, bilal, devika, meera = (people[login] for login in ("asha", "bilal", "devika", "meera"))
    for login, (title, days, since) in JOURNEYS.items():
        client = people[login]
        if not Journey.objects.filter(person=client, ended_on=None).exists():
            first = clock.today(client.time_zone) - timedelta(days=since)
            Journey.objects.create(person=client, title=title, planned_days=days, started_on=first)
    _trial(devika)
    _kitchen(asha)
    _pills(asha, "Vitamin D3", "1,000 IU", 20)
    _pills(bilal, "विटामिन B12", "500 µg", 12)
    today = clock.today(asha.time_zone)
    comments.comment(
        viewer=meera, client_id=asha.pk, day=today - timedelta(days=2), text="Dinner before nine: well done."
    )
    dinner = Meal.objects.filter(person=asha, kind="dinner", day__gte=today - timedelta(days=6)).first()
    if dinner:
        text = "Try jowar in the place of wheat here, and look at the evening."
        comments.comment(viewer=meera, client_id=asha.pk, day=dinner.day, text=text, meal_id=dinner.id)
    breakfast = Meal.objects.filter(person=asha, kind="breakfast").first()
    if breakfast:
        meals.save_favourite(person=asha, name="Idli breakfast", items=breakfast.items)


def look_after(people: Mapping[str, User]) -> None:
    """Alerts as the nightly look opens them; nobody is written to."""
    for person in people.values():
        if person.role == "client":
            watch.look(client=person)


def _trial(client: User) -> None:
    first = clock.today(client.time_zone) - timedelta(days=40)
    trial = Trial.objects.create(
        person=client, suspect="Fried food", outcome="acidity", started_on=first,
        ended_on=first + timedelta(days=37),
    )  # fmt: skip
    TrialDay.objects.bulk_create(
        TrialDay(trial=trial, day=first + timedelta(days=n), kept=n not in (6, 21)) for n in range(38)
    )


def _kitchen(client: User) -> None:
    """A food from a packet, a recipe, what may stay away."""
    own.add_food(owner=client, name="Multigrain biscuits", nutrients=BISCUITS, piece=9, barcode="8901234567890")
    known = {food.name: food.pk for food in Food.objects.filter(owner=None, name__in=[name for name, _ in RECIPE])}
    parts = [(known[name], float(grams)) for name, grams in RECIPE if name in known]
    if parts:
        own_recipes.add_recipe(
            owner=client, name="Amma’s dal", parts=parts, servings=4, cooked=900, way="boiled"
        )  # fmt: skip
    for food in Food.objects.filter(owner=None, name__in=["Karela fry", "Tinda masala"]):
        services.dislike(viewer=client, client=client, food_id=food.pk, disliked=True)


def _pills(client: User, name: str, dose: str, taken: int) -> None:
    row = supplements.add(person=client, name=name, dose=dose)
    today = clock.today(client.time_zone)
    Intake.objects.bulk_create(Intake(supplement=row, day=today - timedelta(days=n + n // 6)) for n in range(taken))
