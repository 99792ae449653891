from django.db import migrations

YEARS = range(2025, 2030)
KEYS = {"journeys_meal": "person_id, id, day", "journeys_dayfood": "person_id, day"}
INDEXES = {"journeys_meal": ["CREATE INDEX meal_person_day ON journeys_meal (person_id, day)"], "journeys_dayfood": []}
SUM = """
CREATE FUNCTION journeys_sum(a jsonb, b jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(jsonb_object_agg(name, amount), '{}')
    FROM (SELECT key AS name, sum(value::float8) AS amount
          FROM (SELECT * FROM jsonb_each(a) UNION ALL SELECT * FROM jsonb_each(b)) AS every GROUP BY key) AS summed
$$
"""


def partitioned(table: str) -> list[str]:
    return [
        f"ALTER TABLE {table} RENAME TO {table}_whole",
        f"CREATE TABLE {table} (LIKE {table}_whole INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE (day)",
        f"DROP TABLE {table}_whole",
        *filled(table),
        f"CREATE TABLE {table}_before PARTITION OF {table} FOR VALUES FROM (MINVALUE) TO ('{YEARS[0]}-01-01')",
        *(
            f"CREATE TABLE {table}_{year} PARTITION OF {table} FOR VALUES FROM ('{year}-01-01') TO ('{year + 1}-01-01')"
            for year in YEARS
        ),
        f"CREATE TABLE {table}_other PARTITION OF {table} DEFAULT",
    ]


def whole(table: str) -> list[str]:
    return [
        f"CREATE TABLE {table}_whole (LIKE {table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)",
        f"INSERT INTO {table}_whole SELECT * FROM {table}",  # noqa: S608 – our own names
        f"DROP TABLE {table}",
        f"ALTER TABLE {table}_whole RENAME TO {table}",
        *filled(table),
    ]


def filled(table: str) -> list[str]:
    return [
        f"ALTER TABLE {table} ADD PRIMARY KEY ({KEYS[table]})",
        (
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_person FOREIGN KEY (person_id)"
            " REFERENCES accounts_user (id) DEFERRABLE INITIALLY DEFERRED"
        ),
        *INDEXES[table],
    ]


class Migration(migrations.Migration):
    dependencies = [("journeys", "0003_meals_and_trials")]

    operations = [
        migrations.RunSQL(SUM, "DROP FUNCTION journeys_sum"),
        *(migrations.RunSQL(partitioned(table), whole(table)) for table in KEYS),
    ]
