"""One day as a mixed integer program for HiGHS."""

import highspy

from pathya.nutrition.planner.problem import MEALS, SHORTAGE, SIDES, Day, Dish, Problem

GAP, NODES, SECONDS = 0.4, 200, 20
OF_A_ROLE = 8
"""When a day is good enough. Nodes bound the search, so that a seed repeats; seconds are only a guard."""
INF = highspy.kHighsInf
Chosen = dict[tuple[str, Dish], tuple[int, int]]
"""For a dish in a meal the column that says whether, and the one that says how many portions."""


class Model:
    """Columns and rows for HiGHS."""

    def __init__(self, *, any_day: bool = False, proves: bool = True) -> None:
        self.any_day, self.proves = any_day, proves
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (
            ("output_flag", False), ("threads", 1), ("random_seed", 1), ("time_limit", float(SECONDS)),
            ("mip_rel_gap", GAP), ("mip_max_nodes", NODES),
        ):  # fmt: skip
            self.highs.setOptionValue(name, value)
        if any_day:
            self.highs.setOptionValue("mip_max_improving_sols", 1)
        self.count = 0

    def run(self) -> bool:
        """Whether a day was found. Without a bound of nodes while neither a day nor a proof that there is none is, for
        what `proves`."""
        self.highs.run()
        if self.proves and self.highs.getModelStatus() == highspy.HighsModelStatus.kSolutionLimit and not self.found():
            self.highs.setOptionValue("mip_max_nodes", 1_000_000)
            self.highs.run()
        return self.found()

    def found(self) -> bool:
        return bool(self.highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible)

    def column(self, most: float, cost: float = 0, *, least: float = 0, whole: bool = True) -> int:
        self.highs.addCol(0 if self.any_day else cost, least, most, 0, [], [])
        if whole:
            self.highs.changeColIntegrality(self.count, highspy.HighsVarType.kInteger)
        self.count += 1
        return self.count - 1

    def row(self, terms: dict[int, float], least: float, most: float) -> None:
        used = {column: factor for column, factor in terms.items() if factor}
        self.highs.addRow(least, most, len(used), list(used), [float(value) for value in used.values()])


def solve(problem: Problem) -> Day | None:
    """The day, or None when there is none: first from the dishes most to the day's taste, then from all."""
    return _solve(problem, OF_A_ROLE) or _solve(problem, None)


def possible(problem: Problem) -> bool:
    """Whether there is a day at all, however good."""
    return _solve(problem, OF_A_ROLE, any_day=True) is not None or _solve(problem, None, any_day=True) is not None


def _solve(problem: Problem, of_a_role: int | None, *, any_day: bool = False) -> Day | None:
    model, chosen = Model(any_day=any_day, proves=of_a_role is None), Chosen()
    for meal in MEALS:
        for dish in problem.fixed[meal] if meal in problem.fixed else tasty(problem, meal, of_a_role):
            n = problem.fixed[meal][dish] if meal in problem.fixed else 0
            pair = (model.column(1, problem.cost(dish), least=bool(n)), model.column(n or dish.most, 0.2, least=n))
            chosen[meal, dish] = pair
            if not n:
                model.row({pair[1]: 1, pair[0]: -1}, 0, INF)
                model.row({pair[1]: 1, pair[0]: -dish.most}, -INF, 0)
    for meal in MEALS:
        if meal not in problem.fixed:
            pattern(model, chosen, meal)
    once(model, chosen, problem)
    for limit in problem.limits:
        at = int(limit.by_portion)
        model.row({pair[at]: limit.weigh(dish) for (_, dish), pair in chosen.items()}, limit.least, limit.most)
    short = shortages(model, chosen, problem)
    if not model.run():
        return None
    values = model.highs.getSolution().col_value
    day = Day({meal: {} for meal in MEALS})
    for (meal, dish), (_, portions) in chosen.items():
        if round(values[portions]):
            day.meals[meal][dish.key] = round(values[portions])
    day.short = {name: round(values[at], 3) for name, at in short.items() if values[at] > 0.005}
    return day


def tasty(problem: Problem, meal: str, of_a_role: int | None) -> list[Dish]:
    """What is allowed in a meal; of each role so many, those most to the day's taste."""
    allowed = problem.allowed(meal)
    if of_a_role is None:
        return allowed
    by_role: dict[str, list[Dish]] = {}
    for dish in sorted(allowed, key=problem.rank):
        by_role.setdefault(dish.role, []).append(dish)
    return [dish for dishes in by_role.values() for dish in dishes[:of_a_role]]


def pattern(model: Model, chosen: Chosen, meal: str) -> None:
    """An Indian day: breakfast one dish (or bread with one) and sides; a full lunch and dinner; a snack."""

    def taken(*roles: str) -> dict[int, float]:
        return {pair[0]: 1 for (at, dish), pair in chosen.items() if at == meal and dish.role in roles}

    if meal == "b":
        model.row(taken("main"), 1, 1)
        model.row(taken("bread", "sabzi", "dal", "rice", "curry", "snack"), 0, 0)
        model.row(taken("chutney"), 0, 1)
        model.row(taken(*SIDES - {"chutney"}), 0, 2)
    elif meal == "s":
        model.row(taken("snack", "main", "fruit"), 1, 2)
        model.row(taken("drink"), 0, 1)
        model.row(taken("bread", "curry", "sweet", "chutney"), 0, 0)
    else:
        main = taken("main")
        model.row(main | taken("bread", "rice"), 1, 2)
        model.row(main | taken("dal", "curry"), 1, 1)
        model.row(main | taken("sabzi"), 1, 1)
        for role in ("bread", "rice"):
            model.row(main | taken(role), 0, 1)
        model.row(taken("curd"), 0, 1)
        model.row(taken("salad"), 0, 1)
        model.row(taken("drink", "sweet", "fruit", "snack", "chutney"), 0, 1)


def once(model: Model, chosen: Chosen, problem: Problem) -> None:
    """A dish once a day, one sweet a day; what is fixed already stays."""
    held = [dish for dishes in problem.fixed.values() for dish in dishes]
    fixed = {dish.key for dish in held}
    for key in dict.fromkeys(dish.key for _, dish in chosen):
        terms = {pair[0]: 1.0 for (meal, dish), pair in chosen.items() if dish.key == key and meal not in problem.fixed}
        model.row(terms, 0, 0 if key in fixed else 1)
    sweet = {pair[0]: 1.0 for (meal, d), pair in chosen.items() if d.role == "sweet" and meal not in problem.fixed}
    model.row(sweet, 0, 0 if any(dish.role == "sweet" for dish in held) else 1)


def shortages(model: Model, chosen: Chosen, problem: Problem) -> dict[str, int]:
    short: dict[str, int] = {}
    for name in problem.soft():
        least = problem.need.least[name]
        short[name] = model.column(1, SHORTAGE, whole=False)
        terms = {pair[1]: dish.nutrients.get(name, 0) / least for (_, dish), pair in chosen.items()}
        model.row(terms | {short[name]: 1}, 1, INF)
    return short
