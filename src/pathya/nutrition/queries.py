"""Search while typing, in one statement (measured: docs/nutrition.md)."""

from typing import Any
from uuid import UUID

from pathya.kit import sql
from pathya.nutrition.rules import fold

MOST = 25
SEARCH = """
WITH hits AS MATERIALIZED (
    SELECT id, name, name_hi, source, category, rank, diet, measures, nutrients -> 'energy' AS energy, 1.0 AS likeness,
           position(%(start)s IN search) AS at
    FROM nutrition_food
    WHERE search LIKE %(inside)s AND search LIKE %(second)s AND search LIKE %(third)s
      AND (owner_id IS NULL OR owner_id = %(viewer)s)
), near AS (
    SELECT id, name, name_hi, source, category, rank, diet, measures, nutrients -> 'energy',
           word_similarity(%(typed)s, search), 50
    FROM nutrition_similar(%(typed)s, %(viewer)s)
    WHERE (SELECT count(*) FROM (SELECT FROM hits LIMIT 3) AS few) < 3
)
SELECT hit.id, hit.name, hit.name_hi, hit.source, hit.category, hit.diet, hit.measures, hit.energy,
       COALESCE(habit.favourite, false)
FROM (
    SELECT DISTINCT ON (id) * FROM (SELECT * FROM hits UNION ALL SELECT * FROM near) AS every ORDER BY id, likeness DESC
) AS hit
LEFT JOIN nutrition_habit AS habit ON habit.food_id = hit.id AND habit.person_id = %(viewer)s
ORDER BY COALESCE(habit.favourite, false) DESC, habit.used_at DESC NULLS LAST, hit.likeness DESC,
         (hit.at > 1), hit.rank, length(hit.name), hit.name
LIMIT %(most)s
"""
FAMILIAR = """
SELECT food.id, food.name, food.name_hi, food.source, food.category, food.diet, food.measures,
       food.nutrients -> 'energy', habit.favourite
FROM nutrition_habit AS habit JOIN nutrition_food AS food ON food.id = habit.food_id
WHERE habit.person_id = %(viewer)s
ORDER BY habit.favourite DESC, habit.used_at DESC NULLS LAST, food.name LIMIT %(most)s
"""
NAMES = ("id", "name", "name_hi", "source", "category", "diet", "measures", "energy", "favourite")


def search(viewer_id: UUID, typed: str) -> list[dict[str, Any]]:
    """The nearest foods; for nothing typed, the person's favourite and recent ones."""
    folded = fold(typed)[:60]
    values: dict[str, Any] = {"viewer": viewer_id, "most": MOST}
    if not folded:
        return [dict(zip(NAMES, row, strict=True)) for row in sql.rows(FAMILIAR, values)]
    patterns = [f"% {word}%" for word in folded.split()[:3]] + ["%", "%"]
    values |= {"typed": folded, "start": f" {folded}"}
    values |= dict(zip(("inside", "second", "third"), patterns, strict=False))
    return [dict(zip(NAMES, row, strict=True)) for row in sql.rows(SEARCH, values)]
