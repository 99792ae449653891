"""`make bench`: each item against the bare view of the same server, alternating, medians of three rounds."""

import json
import statistics
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import psycopg

from bench.load import Load, run
from bench.money import order_lines, prepare
from bench.server import ADDRESS, bench_id, served
from bench.tokens import issue_tokens
from bench.wsgi import BARE

ROUNDS = 3
ZONE = ZoneInfo("Asia/Kolkata")
SLOTS = f"{ADDRESS}/api/v1/consultations/available-slots"


@dataclass
class Item:
    name: str
    address: str
    script: str = ""
    arguments: tuple[str, ...] = ()
    """One for each round."""
    seconds: int = 5
    loads: list[Load] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)

    def row(self) -> str:
        rate, bare = (statistics.median(values) for values in ([load.rate for load in self.loads], self.bare))
        p50, p99 = (statistics.median(values) for values in zip(*((x.p50, x.p99) for x in self.loads), strict=True))
        failed = sum(load.failed for load in self.loads)
        return f"| {self.name} | {rate:,.0f} | {p50:.1f} | {p99:.1f} | {bare:,.0f} | {rate / bare:.2f} | {failed} |"


def main() -> None:
    wanted = sys.argv[1:]
    with (
        served() as env,
        TemporaryDirectory() as folder,
        psycopg.connect(env["DATABASE_URL"], autocommit=True) as db,
    ):
        tokens = issue_tokens(env, 201, 3200)
        money = prepare(env)
        every = [*measured(Path(folder), tokens, money), *of_meals(Path(folder), tokens, db)]
        items = [item for item in every if not wanted or item.name.split()[0] in wanted]
        for item in items:
            check(item)
            for number in range(ROUNDS):
                item.bare.append(run(f"{ADDRESS}{BARE}", seconds=3).rate)
                given = item.arguments[number : number + 1]
                item.loads.append(run(item.address, script=item.script, arguments=given, seconds=item.seconds))
        print("| item | requests/s | p50 ms | p99 ms | bare view/s | ratio | not 2xx |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        for item in items:
            print(item.row())
        print(f"W9 invoice as PDF: {money['pdf']:.1f} ms")
        inside = subprocess.run([sys.executable, "-m", "bench.journeys"], env=env, check=True, capture_output=True)
        print(inside.stdout.decode())
        print(race(tokens[:64]))
        print(overlaps(db))


def measured(folder: Path, tokens: list[str], money: dict[str, Any]) -> list[Item]:
    today = datetime.now(ZONE).date()
    query = f"nutritionistId={bench_id('nutritionist7')}&kindId={bench_id('kind')}&timezone=Asia/Kolkata"
    bookings = written(folder, "bookings", booking_lines(tokens))
    orders = written(folder, "orders", order_lines(tokens, money["package"]))
    events = written(folder, "events", money["events"])
    return [
        Item("home (HTML)", f"{ADDRESS}/"),
        Item("nutritionist page (HTML)", f"{ADDRESS}/nutritionists/meera-iyer/"),
        Item("nutritionists (HTML)", f"{ADDRESS}/nutritionists/"),
        Item("W1 programs (API)", f"{ADDRESS}/api/v1/programs"),
        Item("programs (HTML)", f"{ADDRESS}/programs/"),
        Item("program page (HTML)", f"{ADDRESS}/programs/calm-gut/"),
        Item("W3 one day", f"{SLOTS}?{query}&date={today + timedelta(days=3)}"),
        Item("W3 30 days", f"{SLOTS}?{query}&from={today}&to={today + timedelta(days=29)}"),
        Item("W4 book", ADDRESS, script="book.lua", arguments=bookings, seconds=3),
        Item("order by the API", ADDRESS, script="post.lua", arguments=orders, seconds=3),
        Item("W8 webhook", ADDRESS, script="post.lua", arguments=events, seconds=3),
    ]


def written(folder: Path, name: str, lines: list[str]) -> tuple[str, ...]:
    """A file of its own for each round: what is sent twice would measure the repeat."""
    files = [folder / f"{name}{number}" for number in range(ROUNDS)]
    for number, file in enumerate(files):
        file.write_text("\n".join(lines[number::ROUNDS]))
    return tuple(map(str, files))


def booking_lines(tokens: list[str]) -> list[str]:
    """One line for each free half hour of every nutritionist in two later weeks; no client twice at one time.

    Each is sent once: a time that was booked in an earlier round would measure the refusal.
    """
    first = datetime.now(ZONE).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=14)
    lines = []
    for day in range(14):
        for half_hour in (*range(8), *range(10, 20)):
            for n in range(1, 201):
                start = first + timedelta(days=day, minutes=30 * half_hour)
                token = tokens[(len(lines) * 7) % len(tokens)]
                lines.append(f"{token}\t{json.dumps(body(n, start))}")
    return lines


def body(nutritionist: int, start: datetime) -> dict[str, Any]:
    return {
        "nutritionistId": bench_id(f"nutritionist{nutritionist}"),
        "kindId": bench_id("kind"),
        "scheduledAt": start.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "notes": "",
        "timezone": "Asia/Kolkata",
    }


def of_meals(folder: Path, tokens: list[str], db: psycopg.Connection[Any]) -> list[Item]:
    """Logging and dashboards of the clients whose years are in the data set."""
    shared = "SELECT id FROM nutrition_food WHERE is_recipe AND owner_id IS NULL LIMIT 50"
    foods = [str(row[0]) for row in db.execute(shared)]
    meals = folder / "meals"
    meals.write_text("\n".join(meal_lines(tokens[:2700], foods)))
    return [
        Item("W5 log a meal", ADDRESS, script="meal.lua", arguments=(str(meals),) * ROUNDS),
        Item("W6 dashboard", ADDRESS, script="dashboard.lua", arguments=(str(meals),) * ROUNDS),
    ]


def meal_lines(tokens: list[str], foods: list[str]) -> list[str]:
    """A lunch of three dishes for each client."""
    lines = []
    for n, token in enumerate(tokens):
        parts = [{"foodId": foods[(n + k) % len(foods)], "grams": 150} for k in range(3)]
        lines.append(f"{token}\t{json.dumps({'mealType': 'lunch', 'foods': parts})}")
    return lines


def race(tokens: list[str]) -> str:
    """64 clients at one slot: one wins, the others are told that it is taken."""
    start = datetime.now(ZONE).replace(hour=11, minute=0, second=0, microsecond=0) + timedelta(days=5)
    with httpx.Client(base_url=ADDRESS, limits=httpx.Limits(max_connections=64)) as client:

        def book(token: str) -> tuple[int, str]:
            answer = client.post(
                "/api/v1/consultations/book", json=body(9, start), headers={"Authorization": f"Bearer {token}"}
            )
            return answer.status_code, answer.json().get("error", {}).get("code", "booked")

        with ThreadPoolExecutor(64) as pool:
            answers = list(pool.map(book, tokens))
    counts = {answer: answers.count(answer) for answer in sorted(set(answers))}
    return f"race of {len(tokens)} for one slot: {counts}"


def overlaps(db: psycopg.Connection[Any]) -> str:
    row = db.execute(
        "SELECT count(*) FROM consultations_consultation a JOIN consultations_consultation b ON a.id < b.id "
        "AND a.nutritionist_id = b.nutritionist_id AND a.status = 'scheduled' AND b.status = 'scheduled' "
        "AND tstzrange(a.starts_at, a.busy_until) && tstzrange(b.starts_at, b.busy_until) "
        "AND (a.group_id IS NULL OR a.group_id IS DISTINCT FROM b.group_id)"
    ).fetchone()
    return f"overlapping pairs afterwards: {row and row[0]}"


def check(item: Item) -> None:
    """Refuse to time an answer that is not a success."""
    if not item.script:
        httpx.get(item.address).raise_for_status()


if __name__ == "__main__":
    main()
