"""Rules of the house that a linter does not know."""

import ast
from pathlib import Path

from pathya.kit import registry
from tools.sizes import SOURCE

DOMAINS = [path.parent for path in SOURCE.glob("*/apps.py")]


def test_every_declared_name_has_its_function() -> None:
    assert registry.registered() == registry.NAMES


def test_no_function_local_imports() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{inner.lineno}"
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
        and path.name not in ALLOWED
        and not path.name.startswith("apps")
    ]
    assert found == []


ALLOWED = {"cli.py"}
"""The command line loads Django only for the commands that need it."""


def test_only_services_tasks_and_models_write() -> None:
    """Views, selectors and API operations call services; they never save, create, update or delete rows."""
    writes = {"save", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
    found = [
        f"{path.relative_to(SOURCE)}:{node.lineno} {node.func.attr}"
        for domain in DOMAINS
        for name in ("views.py", "selectors.py", "api.py", "queries.py", "rules.py")
        if (path := domain / name).exists()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writes
    ]
    assert found == []


def test_no_stylesheet_or_script_inline_in_templates() -> None:
    found = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("templates/**/*.html")
        if "<style" in (text := path.read_text()) or ' style="' in text or "<script>" in text or " onclick=" in text
    ]
    assert found == []


def test_templates_name_no_other_host() -> None:
    found = [
        str(path)
        for path in [*Path(SOURCE).rglob("*.css"), *Path(SOURCE).rglob("static/**/*.js")]
        if "https://" in path.read_text()
    ]
    assert found == []
