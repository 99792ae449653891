from django.db import migrations

YEARS = range(2025, 2030)
FORWARD = [
    "ALTER TABLE journeys_checkin RENAME TO journeys_checkin_whole",
    (
        "CREATE TABLE journeys_checkin (LIKE journeys_checkin_whole INCLUDING DEFAULTS INCLUDING CONSTRAINTS)"
        " PARTITION BY RANGE (day)"
    ),
    "DROP TABLE journeys_checkin_whole",
    "ALTER TABLE journeys_checkin ADD PRIMARY KEY (person_id, day)",
    (
        "ALTER TABLE journeys_checkin ADD CONSTRAINT journeys_checkin_person FOREIGN KEY (person_id)"
        " REFERENCES accounts_user (id) DEFERRABLE INITIALLY DEFERRED"
    ),
    (
        "CREATE TABLE journeys_checkin_before PARTITION OF journeys_checkin"
        f" FOR VALUES FROM (MINVALUE) TO ('{YEARS[0]}-01-01')"
    ),
    *(
        f"CREATE TABLE journeys_checkin_{year} PARTITION OF journeys_checkin"
        f" FOR VALUES FROM ('{year}-01-01') TO ('{year + 1}-01-01')"
        for year in YEARS
    ),
    "CREATE TABLE journeys_checkin_other PARTITION OF journeys_checkin DEFAULT",
]
BACKWARD = [
    "CREATE TABLE journeys_checkin_whole (LIKE journeys_checkin INCLUDING DEFAULTS INCLUDING CONSTRAINTS)",
    "INSERT INTO journeys_checkin_whole SELECT * FROM journeys_checkin",
    "DROP TABLE journeys_checkin",
    "ALTER TABLE journeys_checkin_whole RENAME TO journeys_checkin",
    "ALTER TABLE journeys_checkin ADD PRIMARY KEY (person_id, day)",
    (
        "ALTER TABLE journeys_checkin ADD CONSTRAINT journeys_checkin_person FOREIGN KEY (person_id)"
        " REFERENCES accounts_user (id) DEFERRABLE INITIALLY DEFERRED"
    ),
]


class Migration(migrations.Migration):
    dependencies = [("journeys", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
