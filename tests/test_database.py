import pytest
from django.db import connection


@pytest.mark.django_db
def test_runs_on_its_own_cluster() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select current_database(), current_setting('fsync')")
        assert cursor.fetchone() == (connection.settings_dict["NAME"], "off")
