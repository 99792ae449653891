"""The size budget of the house (STYLE.md): file median ≤ 60 lines, 90th percentile ≤ 200, none above 400;
functions ≤ 40 lines; templates ≤ 120; settings ≤ 300; stylesheets ≤ 150. Lines are non-empty ones, migrations apart."""

import ast
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "pathya"
MEDIAN, P90, MOST = 60, 200, 400
FUNCTION, TEMPLATE, SETTINGS, STYLESHEET = 40, 120, 300, 150


def main() -> None:
    problems = list(over_budget(SOURCE))
    print("\n".join(problems) or "sizes within budget")
    sys.exit(bool(problems))


def over_budget(source: Path) -> Iterator[str]:
    """One line for each thing that is too large."""
    sizes = {path: lines(path) for path in source.rglob("*.py") if "migrations" not in path.parts}
    counts = sorted(size for size in sizes.values() if size)
    if (median := statistics.median(counts)) > MEDIAN:
        yield f"median file has {median:.0f} lines; {MEDIAN} are allowed"
    if (p90 := counts[int(len(counts) * 0.9)]) > P90:
        yield f"90th percentile of files has {p90} lines; {P90} are allowed"
    for path, size in sizes.items():
        most = SETTINGS if path.name == "settings.py" else MOST
        if size > most:
            yield f"{path.relative_to(source)} has {size} lines; {most} are allowed"
        yield from long_functions(path, source)
    for pattern, most in (("*.html", TEMPLATE), ("*.mjml", TEMPLATE), ("*.css", STYLESHEET)):
        for path in source.rglob(pattern):
            if (size := lines(path)) > most:
                yield f"{path.relative_to(source)} has {size} lines; {most} are allowed"


def long_functions(path: Path, source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            size = node.end_lineno - node.lineno + 1
            if size > FUNCTION:
                yield f"{path.relative_to(source)}:{node.lineno} {node.name} has {size} lines; {FUNCTION} are allowed"


def lines(path: Path) -> int:
    return sum(1 for line in path.read_text().splitlines() if line.strip())


if __name__ == "__main__":
    main()
