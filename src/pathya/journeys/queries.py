"""Writing a meal in one statement, and the sum of a day (measured: docs/performance.md).

Meals of a removed row do not count. An item weighs what it says, or its count of one of the food's measures; a food
that its eater can't see, or a measure it does not have, leaves `found` behind what was asked, and nothing is written.
"""

from typing import Any
from uuid import UUID

from pathya.kit import clock, sql

RECKONED = """
asked AS (
    SELECT * FROM jsonb_to_recordset(%(items)s::jsonb)
        AS x (n int, food uuid, grams float8, measure text, count float8, name text, quick jsonb)
), weighed AS (
    SELECT a.n, a.food, a.measure, a.count, f.name, f.name_hi, f.nutrients, f.estimated::text[] AS estimated,
           coalesce(a.grams, a.count * (
               SELECT (m ->> 'grams')::float8 FROM jsonb_array_elements(f.measures) m
               WHERE m ->> 'name' = a.measure LIMIT 1)) AS grams
    FROM asked a JOIN nutrition_food f ON f.id = a.food AND (f.owner_id IS NULL OR f.owner_id = %(person)s::uuid)
    UNION ALL
    SELECT a.n, NULL, '', NULL, a.name, '', a.quick, '{}'::text[], a.grams FROM asked a WHERE a.food IS NULL
), amounts AS (
    SELECT e.key AS name, sum(e.value::float8 * w.grams / 100) AS amount, sum(w.grams) AS grams,
           bool_or(e.key = ANY (w.estimated)) AS guessed
    FROM weighed w, jsonb_each(w.nutrients) e GROUP BY e.key
), told AS (
    SELECT coalesce(jsonb_object_agg(name, round(amount::numeric, 4)), '{}') AS nutrients,
           coalesce(jsonb_object_agg(name, round(grams::numeric, 1)), '{}') AS known,
           coalesce(array_agg(name) FILTER (WHERE guessed), '{}') AS estimated
    FROM amounts
), whole AS (
    SELECT count(*) FILTER (WHERE grams > 0) AS found, coalesce(sum(grams), 0) AS grams,
           coalesce(jsonb_agg(jsonb_build_object(
               'food', food, 'name', name, 'name_hi', name_hi, 'grams', round(grams::numeric, 1), 'measure', measure,
               'count', count, 'energy', round(((nutrients ->> 'energy')::float8 * grams / 100)::numeric, 1)
           ) || CASE WHEN food IS NULL THEN jsonb_build_object('quick', (
               SELECT jsonb_object_agg(key, round((value::float8 * grams / 100)::numeric, 1)) FROM jsonb_each(nutrients)
           )) ELSE '{}' END ORDER BY n), '[]') AS items
    FROM weighed
)"""
RECKON = f"WITH {RECKONED} SELECT found, items, grams, nutrients, known, estimated FROM whole, told"  # noqa: S608

LOG = f"""
WITH {RECKONED}, fresh AS (
    INSERT INTO journeys_meal (id, person_id, day, at, kind, items, grams, nutrients, known, estimated, note, hunger,
                               mood, stamps, created_at)
    SELECT %(id)s::uuid, %(person)s::uuid, %(day)s::date, %(at)s::timestamptz, %(kind)s, items, grams, nutrients, known,
           estimated, %(note)s, %(hunger)s::smallint, %(mood)s::smallint, '{{}}', %(now)s::timestamptz
    FROM whole, told
    WHERE found = %(count)s::int
      AND NOT EXISTS (SELECT FROM journeys_meal m WHERE m.person_id = %(person)s::uuid AND m.id = %(id)s::uuid)
    ON CONFLICT DO NOTHING
    RETURNING items, grams, nutrients, known, estimated
), summed AS (
    INSERT INTO journeys_dayfood AS d (person_id, day, meals, grams, nutrients, known, estimated, updated_at)
    SELECT %(person)s::uuid, %(day)s::date, 1, grams, nutrients, known, estimated, %(now)s::timestamptz FROM fresh
    ON CONFLICT (person_id, day) DO UPDATE SET
        meals = d.meals + 1, grams = d.grams + EXCLUDED.grams, updated_at = EXCLUDED.updated_at,
        nutrients = journeys_sum(d.nutrients, EXCLUDED.nutrients), known = journeys_sum(d.known, EXCLUDED.known),
        estimated = ARRAY(SELECT unnest(d.estimated) UNION SELECT unnest(EXCLUDED.estimated))
    RETURNING d.meals
), logged AS (
    INSERT INTO journeys_checkin (person_id, day, notes, stamps, created_at, updated_at)
    SELECT %(person)s::uuid, %(day)s::date, '', '{{}}', %(now)s::timestamptz, %(now)s::timestamptz FROM fresh
    ON CONFLICT (person_id, day) DO NOTHING RETURNING 1
), used AS (
    INSERT INTO nutrition_habit (id, person_id, food_id, favourite, used_at)
    SELECT DISTINCT ON (food) gen_random_uuid(), %(person)s::uuid, food, false, %(now)s::timestamptz
    FROM weighed WHERE food IS NOT NULL AND EXISTS (SELECT FROM fresh) ORDER BY food
    ON CONFLICT (person_id, food_id) DO UPDATE SET used_at = EXCLUDED.used_at
)
SELECT (SELECT found FROM whole),
       EXISTS (SELECT FROM logged) OR EXISTS (SELECT FROM summed WHERE meals = 1),
       f.items, f.grams, f.nutrients, f.known, f.estimated
FROM (SELECT 1) one LEFT JOIN fresh f ON true
"""  # noqa: S608

RECOUNT = """
WITH eaten AS (
    SELECT grams, nutrients, known, estimated FROM journeys_meal
    WHERE person_id = %(person)s::uuid AND day = %(day)s::date AND removed_at IS NULL
)
UPDATE journeys_dayfood d SET meals = s.meals, grams = s.grams, nutrients = s.nutrients, known = s.known,
       estimated = s.estimated, updated_at = %(now)s::timestamptz
FROM (
    SELECT (SELECT count(*) FROM eaten) AS meals, (SELECT coalesce(sum(grams), 0) FROM eaten) AS grams,
           (SELECT coalesce(jsonb_object_agg(key, amount), '{}') FROM (
               SELECT key, sum(value::float8) AS amount FROM eaten, jsonb_each(nutrients) GROUP BY key) n) AS nutrients,
           (SELECT coalesce(jsonb_object_agg(key, amount), '{}') FROM (
               SELECT key, sum(value::float8) AS amount FROM eaten, jsonb_each(known) GROUP BY key) k) AS known,
           ARRAY(SELECT DISTINCT unnest(estimated) FROM eaten) AS estimated
    FROM (SELECT 1) one
) s
WHERE d.person_id = %(person)s::uuid AND d.day = %(day)s::date
"""


def log(values: dict[str, Any]) -> tuple[Any, ...]:
    """`found` of the asked items, whether it is the day's first, and what was written (None: it was there already)."""
    return sql.rows(LOG, values)[0]


def reckon(person: UUID, items: str) -> tuple[Any, ...]:
    """`found`, items as they read, grams, nutrients, known, estimated."""
    return sql.rows(RECKON, {"person": person, "items": items})[0]


def recount(person: UUID, day: Any) -> None:
    """The day's sum anew from its meals; the day's row must be locked."""
    sql.rows(RECOUNT, {"person": person, "day": day, "now": clock.now()})
