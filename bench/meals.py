"""`python -m bench.meals [profiles] [days]`: random people, a plan for each, every hard wish checked by other code.

Prints the share solved, seconds and processor seconds, and anything that was broken (which ends with a failure).
"""

import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator

from pathya.nutrition.planner import Day, Impossible, Wishes, dish_of, plan
from pathya.nutrition.requirements import Activity, Body, Goal, Sex, need
from pathya.nutrition.table import Row, everything

DIETS = ["vegan", "vegetarian", "eggetarian", "nonvegetarian"]
ALLERGENS = ["milk", "gluten", "peanut", "tree_nut", "soy", "egg", "fish", "sesame", "mustard"]
DEFAULT = ("50", "7")
ONCE = ("main", "dal", "curry", "sabzi", "snack", "sweet")


def profiles(names: list[str], count: int, seed: int = 11) -> Iterator[tuple[Body, Wishes]]:
    """People of all kinds; some ask for more than can be had."""
    chance = random.Random(seed)
    for _ in range(count):
        body = Body(
            chance.choice(list(Sex)), chance.randint(19, 75), chance.randint(45, 95), chance.randint(148, 185),
            chance.choice(list(Activity)), chance.choice(list(Goal)),
        )  # fmt: skip
        wishes = Wishes(
            diet=chance.choice(DIETS),
            jain=chance.random() < 0.15,
            allergies=frozenset(chance.sample(ALLERGENS, chance.choice([0, 0, 0, 1, 1, 2]))),
            dislikes=frozenset(chance.sample(names, chance.choice([0, 5, 15]))),
            minutes=chance.choice([None, None, 150, 240]),
            rupees=chance.choice([None, None, 150, 250]),
            month=chance.randint(1, 12),
        )
        yield body, wishes


def broken(days: list[Day], rows: dict[str, Row], body: Body, wishes: Wishes) -> list[str]:
    """Every hard wish that does not hold, reckoned from the rows of the table."""
    told = []
    target = need(body)
    times: Counter[str] = Counter()
    last: set[str] = set()
    for number, day in enumerate(days):
        eaten = [(rows[key], n) for meal in day.meals.values() for key, n in meal.items()]
        told += [f"day {number}: {text}" for text in [*sums(eaten, target), *who(eaten, wishes), *shape(day, rows)]]
        if wishes.minutes is not None and sum(row.plan["minutes"] for row, _ in eaten) > wishes.minutes:
            told.append(f"day {number}: minutes")
        cost = sum(float(row.rupees or 0) * row.plan["portion"] * n / 1000 for row, n in eaten)
        if wishes.rupees is not None and cost > wishes.rupees + 0.01:
            told.append(f"day {number}: rupees")
        main = {row.name for row, _ in eaten if row.plan["role"] in ONCE}
        told += [f"day {number}: {name} again" for name in main & last]
        times.update(main)
        last = main
    return told + [f"{name} {count} times" for name, count in times.items() if count > wishes.most_times]


def sums(eaten: list[tuple[Row, int]], target: object) -> Iterator[str]:
    """Energy, fat, carbohydrate, protein and salt; upper limits with what is only partly known taken as full."""

    def of(name: str, *, high: bool = False) -> float:
        told = 0.0
        for row, n in eaten:
            share = row.plan["partly"].get(name, 1) if high else 1
            told += row.nutrients[name] / share * row.plan["portion"] * n / 100
        return told

    energy = of("energy")
    least, most = getattr(target, "least"), getattr(target, "most")  # noqa: B009
    if abs(energy - getattr(target, "energy")) > getattr(target, "energy") * 0.0701:  # noqa: B009
        yield f"energy {energy:.0f}"
    if of("protein") < least["protein"] - 0.01:
        yield "protein"
    if of("fat") * 9 / energy < 0.1499 or of("fat", high=True) * 9 / energy > 0.3501:
        yield "fat"
    if of("carbohydrate", high=True) * 4 / energy > 0.6801:
        yield "carbohydrate"
    if of("sodium", high=True) > most["sodium"] * 1.5 + 0.1:
        yield "sodium"


def who(eaten: list[tuple[Row, int]], wishes: Wishes) -> Iterator[str]:
    for row, _ in eaten:
        if set(row.allergens or []) & wishes.allergies:
            yield f"allergen in {row.name}"
        if wishes.jain and not row.jain:
            yield f"{row.name} is not Jain"
        if DIETS.index(row.diet) > DIETS.index(wishes.diet):
            yield f"{row.name} is not {wishes.diet}"
        if row.name in wishes.dislikes:
            yield f"{row.name} is disliked"


def shape(day: Day, rows: dict[str, Row]) -> Iterator[str]:
    """Dal or curry with a vegetable and bread or rice, or one whole dish; nothing twice."""
    keys = [key for meal in day.meals.values() for key in meal]
    if len(set(keys)) < len(keys):
        yield "a dish twice"
    for meal in "ld":
        roles = Counter(rows[key].plan["role"] for key in day.meals[meal])
        whole = roles["dal"] + roles["curry"] == roles["sabzi"] == 1 and roles["bread"] + roles["rice"] >= 1
        if not (roles["main"] == 1 and not roles["dal"] + roles["curry"] + roles["sabzi"]) and not whole:
            yield f"pattern of {meal}"
    if Counter(rows[key].plan["role"] for key in day.meals["b"])["main"] != 1:
        yield "breakfast"


def main() -> None:
    count, days = (int(text) for text in (*sys.argv[1:], *DEFAULT)[:2])
    rows = {row.name: row for row in everything() if row.parts}
    dishes = [dish_of(row) for row in rows.values()]
    seconds, worked, wrong, impossible = [], [], 0, Counter[str]()
    for body, wishes in profiles(sorted(rows), count):
        began, spent = time.perf_counter(), time.process_time()
        try:
            found = plan(dishes, need(body), wishes, days=days, seed=3)
        except Impossible as fact:
            impossible["+".join(fact.groups) or "no dish"] += 1
        else:
            for text in broken(found, rows, body, wishes):
                wrong += 1
                print(text, body, wishes)
        seconds.append(time.perf_counter() - began)
        worked.append(time.process_time() - spent)
        print(f"{worked[-1]:.1f}", end=" ", file=sys.stderr, flush=True)
    print(f"{count} people, {days} days: {count - sum(impossible.values())} solved, {wrong} broken; {dict(impossible)}")
    for name, values in (("seconds", seconds), ("processor seconds", worked)):
        values.sort()
        late = values[int(len(values) * 0.95)]
        print(f"{name}: median {statistics.median(values):.1f}, p95 {late:.1f}, most {values[-1]:.1f}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
