"""`python -m bench.foods`: 200 searches as people type them, among 10,000 foods: waited, and worked in the database.

Needs a database that is migrated (DATABASE_URL or a development one); writes nothing that stays.
"""

import os
import random
import statistics
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathya.config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402

from pathya.accounts.models import User  # noqa: E402
from pathya.kit.ids import new_id  # noqa: E402
from pathya.nutrition.loading import load_foods, write  # noqa: E402
from pathya.nutrition.models import Food  # noqa: E402
from pathya.nutrition.queries import search  # noqa: E402
from pathya.nutrition.rules import Source  # noqa: E402
from pathya.nutrition.table import Row, everything  # noqa: E402

FOODS, QUERIES, ROUNDS = 10_000, 200, 4


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
    if not Food.objects.filter(source=Source.USDA).exists():
        load_foods()
    rows = everything()
    own = [row for row in rows if row.source == Source.PATHYA]
    base = [row for row in rows if row.source == Source.USDA]
    more = [Row(Source.IFCT, f"{row.name} {number}", nutrients=row.nutrients) for number, row in enumerate(base)]
    with transaction.atomic():
        write(more[: FOODS - len(rows)])
        viewer = User.objects.create(email=f"{new_id()}@bench.example", first_name="Bench")
        words = typed(own)
        for text in words[:20]:
            search(viewer.pk, text)
        backend = Path(f"/proc/{pid()}/schedstat")
        nothing = sum(not search(viewer.pk, text) for text in words)
        waited, worked = [], []
        for _ in range(ROUNDS):
            for text in words:
                began, before = time.perf_counter(), processor(backend)
                search(viewer.pk, text)
                waited.append((time.perf_counter() - began) * 1000)
                worked.append(processor(backend) - before)
        print(f"{Food.objects.count()} foods, {len(words)} queries × {ROUNDS}, {nothing} without a hit")
        told("waited for", waited)
        told("processor time in the database", worked)
        transaction.set_rollback(True)


def pid() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def processor(backend: Path) -> float:
    """Milliseconds that a process has had a processor, whatever else the machine does."""
    return int(backend.read_text().split()[0]) / 1e6


def told(what: str, times: list[float]) -> None:
    times = sorted(times)
    late = times[int(len(times) * 0.95)]
    print(f"ms, {what}: p50 {statistics.median(times):.2f}, p95 {late:.2f}, most {times[-1]:.2f}")


if __name__ == "__main__":
    main()
