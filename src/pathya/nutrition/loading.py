"""Write the shared food table into the database: by COPY into a passing table, then one upsert. Idempotent."""

import json
from collections.abc import Iterable

from django.db import connection, transaction

from pathya.nutrition.table import Row, everything, identity

COLUMNS = ["id", "source", "key", "name", "name_hi", "search", "rank", "category", "is_recipe", "nutrients"]
COLUMNS += ["estimated", "basis", "measures", "diet", "jain", "allergens", "rupees_per_kg", "plan"]
UPSERT = f"""
INSERT INTO nutrition_food ({", ".join(COLUMNS)}, created_at) SELECT *, now() FROM loaded
ON CONFLICT (source, key) DO UPDATE SET {", ".join(f"{name} = EXCLUDED.{name}" for name in COLUMNS[3:])}
"""  # noqa: S608 – our own column names
PARTS = """
INSERT INTO nutrition_part (id, recipe_id, food_id, grams) SELECT gen_random_uuid(), * FROM loaded_part
"""
NAMES = "INSERT INTO nutrition_name (food_id, said, weight) SELECT * FROM loaded_name"
WORDS = """
INSERT INTO nutrition_word (word) SELECT DISTINCT split_part(said, ' ', 1) FROM loaded_name ON CONFLICT DO NOTHING
"""


def load_foods() -> int:
    """Load or renew every shared food; answers how many. People's own foods stay."""
    return write(everything())


def write(rows: Iterable[Row]) -> int:
    """Upsert rows of the shared table by source and name; their parts and sayings are written anew."""
    rows = list(rows)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('nutrition.load'))")
        cursor.execute(
            f"CREATE TEMP TABLE loaded ON COMMIT DROP AS SELECT {', '.join(COLUMNS)} FROM nutrition_food LIMIT 0"  # noqa: S608
        )
        cursor.execute(
            "CREATE TEMP TABLE loaded_part ON COMMIT DROP AS "
            "SELECT recipe_id, food_id, grams FROM nutrition_part LIMIT 0"
        )
        cursor.execute("CREATE TEMP TABLE loaded_name (food_id uuid, said text, weight int) ON COMMIT DROP")
        with cursor.copy(f"COPY loaded ({', '.join(COLUMNS)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(values(row))
        cursor.execute(UPSERT)
        with cursor.copy("COPY loaded_part FROM STDIN") as copy:
            for row in rows:
                for food, grams in row.parts:
                    copy.write_row((row.id, identity(row.source, food), grams))
        with cursor.copy("COPY loaded_name FROM STDIN") as copy:
            for row in rows:
                for name in row.names:
                    copy.write_row((row.id, *name))
        cursor.execute("DELETE FROM nutrition_part WHERE recipe_id IN (SELECT id FROM loaded)")
        cursor.execute(PARTS)
        cursor.execute("DELETE FROM nutrition_name WHERE food_id IN (SELECT id FROM loaded)")
        cursor.execute(NAMES)
        cursor.execute(WORDS)
        cursor.execute("DROP TABLE loaded, loaded_part, loaded_name")
        cursor.execute("ANALYZE nutrition_food, nutrition_name, nutrition_word")
    return len(rows)


def values(row: Row) -> tuple[object, ...]:
    return (
        row.id, row.source.value, row.name.lower()[:200], row.name, row.name_hi, row.search, row.rank, row.category,
        bool(row.parts), json.dumps(row.nutrients), row.estimated, row.basis, json.dumps(row.measures), row.diet,
        row.jain, row.allergens, row.rupees, json.dumps(row.plan),
    )  # fmt: skip
