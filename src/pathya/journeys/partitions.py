"""Years of the tables of days and meals: each is a partition of its own, made ahead of its time."""

from datetime import date

from django.db import connection

TABLES = ("journeys_checkin", "journeys_meal", "journeys_dayfood")
AHEAD = 2


def make_years(today: date) -> list[int]:
    """Make the partitions of this year and the next ones that are missing; tells which were made."""
    made = set()
    with connection.cursor() as cursor:
        for year in range(today.year, today.year + AHEAD + 1):
            for table in TABLES:
                cursor.execute("SELECT to_regclass(%s) IS NULL", [f"{table}_{year}"])
                if cursor.fetchone() == (True,):
                    cursor.execute(
                        f"CREATE TABLE {table}_{year} PARTITION OF {table} "
                        f"FOR VALUES FROM ('{year}-01-01') TO ('{year + 1}-01-01')"
                    )
                    made.add(year)
    return sorted(made)
