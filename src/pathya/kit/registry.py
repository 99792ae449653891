"""The one inversion: a lower domain asks by name, an upper domain registers the function.

Names are declared here, so that a test can prove that each has its function.
"""

from collections.abc import Callable
from typing import Any

_functions: dict[str, Callable[..., Any]] = {}

NAMES: frozenset[str] = frozenset()
"""Every name a lower domain may call: `<domain>.<question>`."""


def register(name: str, function: Callable[..., Any]) -> None:
    """Called in `apps.py` of the upper domain; a second function for one name is a mistake."""
    if name not in NAMES:
        raise LookupError(f"{name} is not declared in kit.registry.NAMES")
    if _functions.get(name, function) is not function:
        raise LookupError(f"{name} has a function already")
    _functions[name] = function


def call(name: str, **arguments: Any) -> Any:
    """Call the function registered for `name`."""
    return _functions[name](**arguments)


def registered() -> frozenset[str]:
    return frozenset(_functions)
