"""Search while typing, in one prepared statement (measured: docs/performance.md).

Sayings are read from the start of any of their words through an index; up to three letters, where thousands fit, an
index that is in order already gives the first ones. Only where fewer than `FEW` fit are words tried that sound like it.
"""

from typing import Any
from uuid import UUID

from pathya.kit import sql
from pathya.nutrition.rules import fold

MOST, ENOUGH, FEW = 25, 60, 1
FITS = "name.said ~>=~ %(word)s AND name.said ~<~ (%(word)s || '~')"
"""A range, as a plan that is made once for all words can't use LIKE; sayings hold letters, digits and spaces only."""
SHORT = "left(name.said, {length}) = %(word)s"
WHOLE = "JOIN nutrition_food AS whole ON whole.id = name.food_id"
OTHERS = "AND whole.search LIKE %(second)s AND whole.search LIKE %(third)s"
SEARCH = """
WITH shared AS MATERIALIZED (
    SELECT name.food_id, name.weight FROM nutrition_name AS name {whole}
    WHERE name.owner_id IS NULL AND {shared} {others} ORDER BY name.weight LIMIT {enough}
), own AS MATERIALIZED (
    SELECT name.food_id, name.weight FROM nutrition_name AS name {whole}
    WHERE name.owner_id = %(viewer)s AND {fits} {others}
), familiar AS (
    SELECT name.food_id, name.weight
    FROM nutrition_habit AS habit JOIN nutrition_name AS name ON name.food_id = habit.food_id {whole}
    WHERE habit.person_id = %(viewer)s AND {fits} {others}
), near AS (
    SELECT name.food_id,
           (1000000 * (9 - count(DISTINCT typed.word) - max(near.likeness)) + min(name.weight) / 10)::int AS weight
    FROM unnest(%(words)s::text[]) AS typed (word) CROSS JOIN LATERAL nutrition_near(typed.word) AS near
    JOIN nutrition_name AS name
      ON name.owner_id IS NULL AND name.said ~>=~ near.word AND name.said ~<~ (near.word || '~')
    WHERE (SELECT count(*) FROM (SELECT FROM shared UNION ALL SELECT FROM own LIMIT {few}) AS found) < {few}
    GROUP BY name.food_id ORDER BY 2 LIMIT {most}
), every AS (
    SELECT food_id, min(weight) AS weight FROM (
        SELECT * FROM shared UNION ALL SELECT * FROM own UNION ALL SELECT * FROM familiar UNION ALL SELECT * FROM near
    ) AS hit GROUP BY food_id
), first AS (
    SELECT every.food_id, every.weight, COALESCE(habit.favourite, false) AS favourite, habit.used_at
    FROM every LEFT JOIN nutrition_habit AS habit
      ON habit.food_id = every.food_id AND habit.person_id = %(viewer)s
    ORDER BY 3 DESC, habit.used_at DESC NULLS LAST, every.weight, every.food_id LIMIT {most}
)
SELECT food.id, food.name, food.name_hi, food.source, food.category, food.diet, food.measures,
       food.nutrients -> 'energy', first.favourite
FROM first JOIN nutrition_food AS food ON food.id = first.food_id
ORDER BY first.favourite DESC, first.used_at DESC NULLS LAST, first.weight, food.name
"""
FAMILIAR = """
SELECT food.id, food.name, food.name_hi, food.source, food.category, food.diet, food.measures,
       food.nutrients -> 'energy', habit.favourite
FROM nutrition_habit AS habit JOIN nutrition_food AS food ON food.id = habit.food_id
WHERE habit.person_id = %(viewer)s AND (habit.favourite OR habit.used_at IS NOT NULL)
ORDER BY habit.favourite DESC, habit.used_at DESC NULLS LAST, food.name LIMIT %(most)s
"""
NAMES = ("id", "name", "name_hi", "source", "category", "diet", "measures", "energy", "favourite")


def _statement(length: int, *, several: bool) -> str:
    """For a longest word of so many letters (four stands for more), alone or beside others."""
    return SEARCH.format(
        fits=FITS, shared=FITS if length > 3 else SHORT.format(length=length), whole=WHOLE if several else "",
        others=OTHERS if several else "", enough=ENOUGH, few=FEW, most=MOST,
    )  # fmt: skip


STATEMENTS = {
    (length, several): _statement(length, several=several) for length in (1, 2, 3, 4) for several in (False, True)
}


def search(viewer_id: UUID, typed: str) -> list[dict[str, Any]]:
    """The nearest foods; for nothing typed, the person's favourite and recent ones."""
    words = fold(typed)[:60].split()[:5]
    if not words:
        return [dict(zip(NAMES, row, strict=True)) for row in sql.rows(FAMILIAR, {"viewer": viewer_id, "most": MOST})]
    word = max(words, key=len)
    others = [f"% {other}%" for other in words if other is not word] + ["%", "%"]
    near = sorted(words, key=len, reverse=True)[:3]
    values: dict[str, Any] = {
        "viewer": viewer_id,
        "word": word,
        "words": [one for one in near if len(one) > 2] or near[:1],
    }
    values |= {"second": others[0], "third": others[1]}
    statement = STATEMENTS[min(len(word), 4), len(words) > 1]
    return [dict(zip(NAMES, row, strict=True)) for row in sql.rows(statement, values)]
