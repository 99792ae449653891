"""All recurring jobs, on one page: task name → cron line (minute hour day month weekday)."""

RECURRING: dict[str, str] = {}
