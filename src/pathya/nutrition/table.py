"""The committed food table, read from its files into rows for the database (data/SOURCES.md tells the sources)."""

import csv
import gzip
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from pathya.nutrition.rules import UNITS, WIDTH, Diet, Source, dish, fold, measures, partly, sayings, weight

DATA = Path(__file__).resolve().parent / "data"
SPACE = UUID("5b6f3c1e-6d0a-5c0e-9d55-6f0d70617468")
NEAR = "near: "


@dataclass
class Row:
    """A food of the shared table. `parts` are (key, raw grams) for dishes."""

    source: Source
    name: str
    name_hi: str = ""
    also: str = ""
    rank: int = 5
    category: str = ""
    nutrients: dict[str, float] = field(default_factory=dict)
    estimated: list[str] = field(default_factory=list)
    basis: str = ""
    measures: list[dict[str, Any]] = field(default_factory=list)
    diet: str = ""
    jain: bool | None = None
    allergens: list[str] | None = None
    rupees: float | None = None
    plan: dict[str, Any] = field(default_factory=dict)
    parts: list[tuple[str, float]] = field(default_factory=list)

    @property
    def id(self) -> UUID:
        return identity(self.source, self.name)

    @property
    def search(self) -> str:
        return " " + fold(f"{self.name} {self.name_hi} {self.also}")

    @property
    def names(self) -> list[tuple[str, int]]:
        """Every saying of it with its weight."""
        told = sayings(self.name, self.name_hi, *re.split("[,;]", self.also))
        return [(said, weight(self.rank, self.name, later=later)) for said, later in told]


def identity(source: str, key: str) -> UUID:
    """The same food has the same id everywhere."""
    return uuid5(SPACE, f"{source}:{key.lower()}")


def usda() -> Iterator[Row]:
    """Generic foods of USDA FoodData Central. A blank stays unknown."""
    with gzip.open(DATA / "usda.csv.gz") as packed:
        for line in csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8")):
            nutrients = {name: float(line[name]) for name in UNITS if line[name] != ""}
            portion: list[dict[str, Any]] = (
                [{"name": "portion", "grams": float(line["portion"])}] if line["portion"] else []
            )
            yield Row(
                Source.USDA, line["name"][:200], category=line["category"][:80], nutrients=nutrients, measures=portion,
                basis=f"USDA FoodData Central ({line['set']})",
            )  # fmt: skip


def ingredients(known: dict[str, Row]) -> Iterator[Row]:
    """Indian staples; their nutrients are those of a USDA row, estimated where that is only a near food."""
    with (DATA / "ingredients.csv").open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            base = known[line["usda"].lower()]
            near = line["match"] == "near"
            density, piece = (float(line[name]) if line[name] else None for name in ("density", "piece"))
            yield Row(
                Source.PATHYA, line["name"], line["hindi"], line["also"], 1, line["category"], base.nutrients,
                sorted(base.nutrients) if near else [], f"USDA: {NEAR if near else ''}{base.name}"[:200],
                measures(density, piece), line["diet"], line["jain"] == "yes", line["allergens"].split(),
                float(line["price"]), {"season": line["season"]} if line["season"] else {},
            )  # fmt: skip


def dishes(known: dict[str, Row]) -> Iterator[Row]:
    """Dishes computed from their raw ingredients, cooked weight and retention."""
    sets: dict[str, str] = {}
    for line in (DATA / "dishes.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            name, parts = line.split("=", 1)
            sets[name] = parts
        elif line and not line.startswith("#"):
            yield one_dish(line, sets, known)


def one_dish(line: str, sets: dict[str, str], known: dict[str, Row]) -> Row:
    name, hindi, also, planned, cooking, written = (part.strip() for part in line.split("|"))
    meals, role, minutes = planned.split()
    cooked, measure, grams, way = re.split(r"[ :]", cooking)
    for key, parts in sets.items():
        written = written.replace(key, parts)
    weights: dict[str, float] = {}
    for part in written.split(";"):
        food, weight = part.strip().rsplit(" ", 1)
        weights[food] = weights.get(food, 0) + float(weight)
    rows = [(known[food.lower()], weight) for food, weight in weights.items()]
    told = dish([(weight, row.nutrients, row.estimated) for row, weight in rows], float(cooked), way)
    season = {row.plan["season"] for row, weight in rows if row.plan.get("season") and weight >= 100}
    plan = {
        "meals": meals, "role": role, "minutes": int(minutes), "cooked": float(cooked), "way": way,
        "portion": float(grams), "measure": measure, "season": min(season) if season else "",
        "partly": partly(told),
    }  # fmt: skip
    return Row(
        Source.PATHYA, name, hindi, also, 0, "dish", told.amounts, sorted(told.estimated),
        "computed from its ingredients", [{"name": measure, "grams": float(grams)}],
        max((Diet(row.diet) for row, _ in rows), key=WIDTH.index), all(row.jain for row, _ in rows),
        sorted({allergen for row, _ in rows for allergen in row.allergens or []}),
        round(sum((row.rupees or 0) * weight for row, weight in rows) / float(cooked), 2), plan, list(weights.items()),
    )  # fmt: skip


def everything() -> list[Row]:
    """Every row of the shared table; a dish comes after what it is made of."""
    base = list(usda())
    raw = list(ingredients({row.name.lower(): row for row in base}))
    cooked = list(dishes({row.name.lower(): row for row in raw}))
    return [*base, *raw, *cooked]
