"""Slots and bookability, one statement each (docs/scheduling.md says what counts, with the figures).

`SCHEDULE` fetches what `grid` reckons slots from. `BOOKABLE` says the same about one instant inside the
database, for the booking's `INSERT … SELECT`. Tests hold both to one slow, obvious oracle.
"""

from pathya.consultations.rules import Status

HELD = ", ".join(f"'{status}'" for status in sorted(Status.OPEN))
HOLDS = f"c.status IN ({HELD}) AND coalesce(c.held_until > %(now)s, true) AND c.id IS DISTINCT FROM %(moved)s::uuid"
"""The call `c` holds its time at `now`, and is not the one `moved`."""

_SCHEDULE = f"""
SELECT n.id, n.time_zone, n.buffer_minutes, n.notice_minutes, n.horizon_days, n.step_minutes, o.duration_minutes,
       (SELECT array_agg(ARRAY[w.weekday, w.start_minute, w.end_minute, w.is_break::int])
        FROM nutritionists_weeklyhours w WHERE w.nutritionist_id = n.id),
       (SELECT array_agg(ARRAY[x.date - date '0001-01-01' + 1, e.start_minute, e.end_minute])
        FROM nutritionists_dayexception x LEFT JOIN nutritionists_exceptionhours e ON e.exception_id = x.id
        WHERE x.nutritionist_id = n.id AND x.date BETWEEN %(first)s AND %(last)s),
       (SELECT array_agg(h.date - date '0001-01-01' + 1)
        FROM nutritionists_holiday h
        WHERE h.date BETWEEN %(first)s AND %(last)s AND NOT n.works_on_holidays),
       (SELECT array_agg(ARRAY[extract(epoch FROM t.starts_at)::float8, extract(epoch FROM t.ends_at)::float8])
        FROM (SELECT starts_at, ends_at FROM nutritionists_timeoff WHERE nutritionist_id = n.id
              UNION ALL SELECT starts_at, ends_at FROM calendars_busytime WHERE person_id = n.user_id) t
        WHERE t.starts_at < %(until)s AND t.ends_at > %(from)s),
       (SELECT array_agg(ARRAY[extract(epoch FROM c.starts_at)::float8, extract(epoch FROM c.busy_until)::float8])
        FROM consultations_consultation c
        WHERE c.nutritionist_id = n.id AND c.seat IS NULL AND {HOLDS}
          AND tstzrange(c.starts_at, c.busy_until) && tstzrange(%(from)s, %(until)s))
"""  # noqa: S608
"""What `grid.Schedule` holds. `from` and `until` bound the time asked about, calls included; `first` and `last`
the dates it may touch in any zone. Dates come as Python ordinals, instants as seconds."""

SCHEDULE = f"""{_SCHEDULE}
FROM nutritionists_nutritionist n
JOIN nutritionists_offer o ON o.nutritionist_id = n.id AND o.kind_id = %(kind)s AND o.is_active
WHERE n.id = %(nutritionist)s AND (n.is_listed OR %(unlisted)s)
"""
"""One row when the listed nutritionist offers the kind, for which a generic plan is as good as any."""

SCHEDULES = f"""{_SCHEDULE}
FROM nutritionists_nutritionist n
CROSS JOIN LATERAL (
    SELECT o.duration_minutes
    FROM nutritionists_offer o JOIN nutritionists_consultationkind k ON k.id = o.kind_id
    WHERE o.nutritionist_id = n.id AND o.is_active
    ORDER BY k.position, k.slug LIMIT 1
) o
WHERE n.id = ANY(%(nutritionists)s) AND (n.is_listed OR %(unlisted)s)
"""  # noqa: S608
"""A row per listed nutritionist of many, for the first kind each offers."""

BOOKABLE = """
rules AS (
    SELECT n.id, n.user_id, n.time_zone AS zone, n.works_on_holidays, n.buffer_minutes, n.step_minutes,
           o.duration_minutes, o.fee_amount, o.fee_currency, %(starts_at)s::timestamptz AS starts_at,
           %(starts_at)s + l.length AS ends_at,
           %(starts_at)s + l.length + make_interval(mins => n.buffer_minutes) AS busy_until
    FROM nutritionists_nutritionist n
    JOIN nutritionists_offer o ON o.nutritionist_id = n.id AND o.kind_id = %(kind)s AND o.is_active
    CROSS JOIN make_interval(mins => coalesce(%(minutes)s::int, o.duration_minutes)) AS l (length)
    WHERE n.id = %(nutritionist)s AND n.is_listed
      AND %(starts_at)s >= %(now)s::timestamptz + make_interval(mins => n.notice_minutes)
      AND (%(starts_at)s AT TIME ZONE n.time_zone)::date
          <= (%(now)s AT TIME ZONE n.time_zone)::date + n.horizon_days + %(ahead)s::int
),
days AS (
    SELECT day AS midnight, x.id AS exception_id,
           x.id IS NULL AND (r.works_on_holidays OR h.id IS NULL) AS is_usual
    FROM rules r
    CROSS JOIN generate_series(
        (r.starts_at AT TIME ZONE r.zone)::date - interval '1 day',
        (r.ends_at AT TIME ZONE r.zone)::date::timestamp,
        interval '1 day'
    ) AS day
    LEFT JOIN nutritionists_dayexception x ON x.nutritionist_id = r.id AND x.date = day::date
    LEFT JOIN nutritionists_holiday h ON h.date = day::date
),
minutes AS (
    SELECT d.midnight, w.start_minute, w.end_minute, w.is_break
    FROM days d
    JOIN nutritionists_weeklyhours w
      ON w.nutritionist_id = %(nutritionist)s AND w.weekday = extract(isodow FROM d.midnight)::int - 1
    WHERE d.is_usual
    UNION ALL
    SELECT d.midnight, e.start_minute, e.end_minute, false
    FROM days d JOIN nutritionists_exceptionhours e ON e.exception_id = d.exception_id
),
spans AS (
    SELECT (m.midnight + make_interval(mins => m.start_minute)) AT TIME ZONE r.zone AS opens,
           (m.midnight + make_interval(mins => m.end_minute)) AT TIME ZONE r.zone AS closes,
           m.is_break
    FROM minutes m, rules r
),
bookable AS (
    SELECT r.* FROM rules r
    WHERE EXISTS (
        SELECT FROM spans s
        WHERE NOT s.is_break AND s.opens <= r.starts_at AND r.starts_at < s.closes
          AND mod(extract(epoch FROM r.starts_at - s.opens), r.step_minutes * 60) = 0
    )
    AND tstzrange(r.starts_at, r.ends_at) <@ (
        SELECT range_agg(tstzrange(s.opens, s.closes)) FROM spans s WHERE NOT s.is_break AND s.opens < s.closes
    )
    AND NOT EXISTS (
        SELECT FROM spans s WHERE s.is_break AND s.opens < r.ends_at AND s.closes > r.starts_at
    )
    AND NOT EXISTS (
        SELECT FROM nutritionists_timeoff t
        WHERE t.nutritionist_id = r.id AND t.starts_at < r.ends_at AND t.ends_at > r.starts_at
    )
    AND NOT EXISTS (
        SELECT FROM calendars_busytime t
        WHERE t.person_id = r.user_id AND t.starts_at < r.ends_at AND t.ends_at > r.starts_at
    )
)"""
"""Common table expressions ending in `bookable`: one row when the instant is a slot, taken or not; none otherwise.

Parameters `nutritionist`, `kind`, `starts_at`, `now`, `minutes` (None: as offered), `ahead` (days past the horizon).
Columns `id` (the
nutritionist's), `starts_at`, `ends_at`, `busy_until`, `buffer_minutes`, `duration_minutes`, `fee_amount`,
`fee_currency`. Whether it is taken is for the exclusion constraints to say.
"""
