"""One process group: it starts, refuses a second of its kind, and stops whole."""

import signal
import threading
import time

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
