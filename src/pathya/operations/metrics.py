"""What Prometheus reads. Counters of all processes are added up through files in `PROMETHEUS_MULTIPROC_DIR`
(set by config/settings.py before this is imported, emptied by the runner at start)."""

from collections.abc import Iterator

from django.db import connection
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.registry import Collector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)

requests = Counter("pathya_http_requests", "Requests answered", ["method", "route", "status"])
seconds = Histogram("pathya_http_seconds", "Time to the answer", ["route"], buckets=BUCKETS)

JOBS = "SELECT status, queue_name, count(*) FROM procrastinate_jobs WHERE status <> 'succeeded' GROUP BY 1, 2"
CONNECTIONS = """
SELECT coalesce(state, 'other'), count(*) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' GROUP BY 1"""
MOST = "SELECT current_setting('max_connections')::int"


class InDatabase(Collector):
    """Read when asked: one truth for all processes."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        jobs = GaugeMetricFamily("pathya_jobs", "Jobs not yet done well", labels=["status", "queue"])
        open_now = GaugeMetricFamily("pathya_database_connections", "Open connections", labels=["state"])
        most = GaugeMetricFamily("pathya_database_connections_max", "Connections the server allows")
        with connection.cursor() as cursor:
            cursor.execute(JOBS)
            for status, queue, count in cursor.fetchall():
                jobs.add_metric([status, queue], count)
            cursor.execute(CONNECTIONS)
            for state, count in cursor.fetchall():
                open_now.add_metric([state], count)
            cursor.execute(MOST)
            most.add_metric([], cursor.fetchone()[0])
        yield from (jobs, open_now, most)


def text() -> bytes:
    """Everything, in Prometheus's text form."""
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(InDatabase())
    return generate_latest(registry)
