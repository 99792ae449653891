"""Years of the table of days: each is a partition of its own, made ahead of its time."""

from datetime import date

from django.db import connection

TABLE = "journeys_checkin"
AHEAD = 2


def make_years(today: date) -> list[int]:
    """Make the partitions of this year and the next ones that are missing; tells which were made."""
    made = []
    with connection.cursor() as cursor:
        for year in range(today.year, today.year + AHEAD + 1):
            cursor.execute("SELECT to_regclass(%s) IS NULL", [f"{TABLE}_{year}"])
            if cursor.fetchone() == (True,):
                cursor.execute(
                    f"CREATE TABLE {TABLE}_{year} PARTITION OF {TABLE} "
                    f"FOR VALUES FROM ('{year}-01-01') TO ('{year + 1}-01-01')"
                )
                made.append(year)
    return made
