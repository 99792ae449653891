"""`python -m bench.foods`: 200 searches as people type them, among 10,000 foods, timed in the database.

Needs a database that is migrated (DATABASE_URL or a development one); writes nothing that stays.
"""

import os
import random
import statistics
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathya.config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402

from pathya.accounts.models import User  # noqa: E402
from pathya.kit.ids import new_id  # noqa: E402
from pathya.nutrition.loading import write  # noqa: E402
from pathya.nutrition.queries import search  # noqa: E402
from pathya.nutrition.rules import Source  # noqa: E402
from pathya.nutrition.table import Row, everything  # noqa: E402

FOODS, QUERIES, ROUNDS = 10_000, 200, 5


def typed(rows: list[Row], seed: int = 7) -> list[str]:
    """Beginnings of names, names in Hindi, two words, and slips of the finger, of our own foods."""
    chance = random.Random(seed)
    told = []
    for number in range(QUERIES):
        row = chance.choice(rows)
        name = row.name if number % 4 != 1 or not row.name_hi else row.name_hi
        if number % 4 == 2 and " " in name:
            told.append(" ".join(word[: chance.randint(2, 5)] for word in name.split()[:2]))
        elif number % 4 == 3 and len(name) > 4:
            at = chance.randrange(1, len(name) - 1)
            told.append(name[:at] + name[at + 1 :])
        else:
            told.append(name[: chance.randint(1, len(name))])
    return told


def main() -> None:
    rows = everything()
    own = [row for row in rows if row.source == Source.PATHYA]
    base = [row for row in rows if row.source == Source.USDA]
    for row in base[: FOODS - len(rows)]:
        rows.append(Row(Source.IFCT, f"{row.name} {len(rows)}", nutrients=row.nutrients))
    with transaction.atomic():
        write(rows)
        viewer = User.objects.create(email=f"{new_id()}@bench.example", first_name="Bench")
        words = typed(own)
        for text in words[:20]:
            search(viewer.pk, text)
        times, nothing = [], 0
        for _ in range(ROUNDS):
            for text in words:
                began = time.perf_counter()
                nothing += not search(viewer.pk, text)
                times.append((time.perf_counter() - began) * 1000)
        times.sort()
        print(f"{len(rows)} foods, {len(words)} queries × {ROUNDS}, {nothing / ROUNDS:.0f} without a hit")
        print(f"ms: p50 {statistics.median(times):.2f}, p95 {times[int(len(times) * 0.95)]:.2f}, most {times[-1]:.2f}")
        print(in_database(viewer, words))
        transaction.set_rollback(True)


def in_database(viewer: User, words: list[str]) -> str:
    """The database's own count of the time it took."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        try:
            cursor.execute("SELECT pg_stat_statements_reset()")
        except Exception:  # noqa: BLE001 – where the module is not loaded, the wall clock must do
            return "pg_stat_statements is not loaded"
        for text in words:
            search(viewer.pk, text)
        cursor.execute(
            "SELECT sum(calls), sum(total_exec_time) / sum(calls), max(max_exec_time) FROM pg_stat_statements "
            "WHERE query LIKE '%%nutrition_near%%'"
        )
        calls, mean, most = cursor.fetchone()
    return f"in the database: {calls} calls, mean {mean:.2f} ms, most {most:.2f} ms"


if __name__ == "__main__":
    main()
