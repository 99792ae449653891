"""kill -9 of any part: nothing acknowledged is lost, and everything comes back by itself or at the next start."""

import threading

import psycopg

from tests.runner.program import Program, until


class Writer(threading.Thread):
    """Writes rows one by one and remembers which the database acknowledged."""

    def __init__(self, program: Program) -> None:
        super().__init__(daemon=True)
        self.acknowledged: list[int] = []
        self.db = program.connect()
        self.db.execute("CREATE TABLE IF NOT EXISTS written (number int PRIMARY KEY)")

    def run(self) -> None:
        try:
            for number in range(1_000_000):
                self.db.execute("INSERT INTO written VALUES (%s)", [number])
                self.acknowledged.append(number)
        except psycopg.OperationalError:
            self.db.close()


def test_a_killed_supervisor_leaves_nothing_running_and_loses_nothing(program: Program) -> None:
    program.start().until_ready()
    writer = Writer(program)
    writer.start()
    until(lambda: len(writer.acknowledged) > 200, "some rows")
    assert program.process is not None
    program.process.kill()
    program.process.wait()
    until(lambda: program.pids() == [], "the end of all children")
    writer.join()

    program.start().until_ready()
    with program.connect() as db:
        found = {row[0] for row in db.execute("SELECT number FROM written")}
    assert set(writer.acknowledged) <= found
    assert program.end() == 0


def test_a_killed_database_server_comes_back_under_a_running_web(program: Program) -> None:
    program.start().until_ready()
    writer = Writer(program)
    writer.start()
    until(lambda: len(writer.acknowledged) > 200, "some rows")
    postmaster = int((program.cluster.data / "postmaster.pid").read_text().splitlines()[0])
    program.kill(postmaster)
    writer.join()

    until(lambda: "The database ended; it starts again." in program.lines(), "the supervisor's line")
    until(lambda: program.get("/ready") == 200, "ready again")
    with program.connect() as db:
        found = {row[0] for row in db.execute("SELECT number FROM written")}
    assert set(writer.acknowledged) <= found
    assert program.end() == 0
    assert program.pids() == []
