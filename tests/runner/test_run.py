"""One process group: it starts, refuses a second of its kind, and stops whole."""

import signal
import threading
import time

from pathya.config.secrets import fresh_encryption_key, fresh_secret_key
from tests.runner.program import Program, until


def test_starts_refuses_a_second_and_stops_whole(program: Program) -> None:
    program.start().until_ready()
    until(lambda: program.pids("runner.worker"), "the worker")
    assert "Pathya is ready at http://localhost:" in program.lines()
    assert "asha@pathya.example" in program.lines()

    second = Program(program.data).start()
    assert second.refusal().startswith("Pathya runs already with the data in")

    assert program.end(signal.SIGINT) == 0
    assert program.pids() == []
    assert not program.cluster.socket_dir.exists()


def test_sigterm_lets_requests_end_and_a_dead_worker_starts_again(program: Program) -> None:
    program.start().until_ready()
    until(lambda: program.pids("runner.worker"), "the worker")
    [worker] = program.pids("runner.worker")
    program.kill(worker)
    until(lambda: program.pids("runner.worker") not in ([], [worker]), "a new worker")

    answers: list[int] = []
    with program.connect() as db, db.transaction():
        db.execute("LOCK TABLE django_migrations IN ACCESS EXCLUSIVE MODE")
        slow = threading.Thread(target=lambda: answers.append(program.get("/ready")))
        slow.start()
        until(lambda: waiting(program), "the request to wait for the lock")
        assert program.process is not None
        program.process.terminate()
        until(lambda: "Stopping …" in program.lines(), "the stop to begin")
        time.sleep(0.5)
        assert answers == []
    slow.join()
    assert answers == [200]
    assert program.process.wait(60) == 0
    assert program.pids() == []


def waiting(program: Program) -> bool:
    with program.connect() as db:
        return db.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)").fetchone() == (True,)


def test_production_has_no_demo_and_no_development_pages(program: Program) -> None:
    program.start(
        PATHYA_ENV="production",
        PATHYA_BASE_URL="https://pathya.example",
        PATHYA_MAIL="outbox",
        SECRET_KEY=fresh_secret_key(),
        PATHYA_ENCRYPTION_KEYS=fresh_encryption_key("k1"),
    ).until_ready()
    front = {"Host": "pathya.example", "X-Forwarded-Proto": "https"}
    assert program.get("/ready", **front) == 200
    for path in ("/dev/outbox", "/dev/outbox.json", "/dev/components"):
        assert program.get(path, **front) in {301, 404}
        assert program.get(f"{path}/", **front) == 404
    assert "Pathya-demo" not in program.lines()
    with program.connect() as db:
        assert db.execute("SELECT count(*) FROM accounts_user").fetchone() == (0,)
    assert program.end(signal.SIGTERM) == 0
