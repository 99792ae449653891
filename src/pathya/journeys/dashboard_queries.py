"""A client's dashboard in one statement, keyed by the client (measured: docs/performance.md)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pathya.journeys.rules import SCORE_DAYS
from pathya.kit import sql

DASHBOARD = """
WITH days AS (
    SELECT day, day + row_number() OVER (ORDER BY day DESC)::int AS run
    FROM journeys_checkin WHERE person_id = %(person)s::uuid AND day <= %(today)s::date
), recent AS (
    (SELECT 'meal' AS what, kind AS detail, created_at AS at FROM journeys_meal
     WHERE person_id = %(person)s::uuid AND day > %(week)s::date AND removed_at IS NULL
     ORDER BY created_at DESC LIMIT 6)
    UNION ALL
    (SELECT 'day', day::text, updated_at FROM journeys_checkin
     WHERE person_id = %(person)s::uuid AND day > %(week)s::date AND stamps <> '{}' ORDER BY updated_at DESC LIMIT 6)
    UNION ALL
    (SELECT 'symptom', kind, created_at FROM journeys_symptom
     WHERE person_id = %(person)s::uuid AND day > %(week)s::date ORDER BY created_at DESC LIMIT 6)
    UNION ALL
    (SELECT 'comment', day::text, created_at FROM journeys_comment
     WHERE person_id = %(person)s::uuid AND day > %(week)s::date ORDER BY created_at DESC LIMIT 6)
)
SELECT (SELECT count(*) FROM days),
       (SELECT count(*) FROM days WHERE run = (SELECT max(run) FROM days) AND run >= %(today)s::date),
       (SELECT jsonb_agg(jsonb_build_array(c.day, c.energy, c.mood, c.sleep_hours, c.exercise_minutes, c.water_ml)
                         ORDER BY c.day)
        FROM journeys_checkin c
        WHERE c.person_id = %(person)s::uuid AND c.day BETWEEN %(fortnight)s::date AND %(today)s::date),
       (SELECT jsonb_build_array(f.meals, f.grams, f.nutrients, f.known, to_jsonb(f.estimated)) FROM journeys_dayfood f
        WHERE f.person_id = %(person)s::uuid AND f.day = %(today)s::date),
       (SELECT jsonb_build_object('id', j.id, 'title', j.title, 'from', j.started_on, 'planned', j.planned_days)
        FROM journeys_journey j WHERE j.person_id = %(person)s::uuid AND j.ended_on IS NULL),
       (SELECT jsonb_build_object('id', c.id, 'startsAt', c.starts_at, 'kind', jsonb_build_array(k.name_en, k.name_hi),
                                  'with', jsonb_build_array(u.first_name || ' ' || u.last_name, n.name_hi))
        FROM consultations_consultation c
        JOIN nutritionists_nutritionist n ON n.id = c.nutritionist_id
        JOIN accounts_user u ON u.id = n.user_id
        JOIN nutritionists_consultationkind k ON k.id = c.kind_id
        WHERE c.client_id = %(person)s::uuid AND c.status = 'scheduled' AND c.ends_at > %(now)s::timestamptz
        ORDER BY c.starts_at LIMIT 1),
       (SELECT jsonb_agg(jsonb_build_array(what, detail, at) ORDER BY at DESC)
        FROM (SELECT * FROM recent ORDER BY at DESC LIMIT 6) latest),
       (SELECT jsonb_build_array(p.born, p.gender, p.height_cm, p.activity, p.onboarding)
        FROM clients_profile p WHERE p.user_id = %(person)s::uuid),
       (SELECT jsonb_object_agg(kind, value)
        FROM (SELECT DISTINCT ON (kind) kind, value FROM clients_metric
              WHERE client_id = %(person)s::uuid ORDER BY kind, at DESC) newest),
       (SELECT jsonb_build_array(t.id, t.data) FROM nutrition_targets t
        WHERE t.client_id = %(person)s::uuid AND t.since <= %(today)s::date
        ORDER BY t.since DESC, t.created_at DESC LIMIT 1),
       (SELECT count(*) FROM care_carerelation r WHERE r.client_id = %(person)s::uuid AND r.ended_at IS NULL)
"""
NAMES = (
    "tracked",
    "streak",
    "days",
    "food",
    "journey",
    "call",
    "recent",
    "profile",
    "metrics",
    "targets",
    "nutritionists",
)


def dashboard(person: UUID, today: date, now: datetime) -> dict[str, Any]:
    """Plain values; what there is nothing of is None."""
    values = {
        "person": person,
        "today": today,
        "now": now,
        "week": date.fromordinal(today.toordinal() - SCORE_DAYS),
        "fortnight": date.fromordinal(today.toordinal() - 2 * SCORE_DAYS + 1),
    }
    return dict(zip(NAMES, sql.rows(DASHBOARD, values)[0], strict=True))
