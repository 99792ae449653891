"""The doctor names what is unfit, and nothing else."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from pathya.config import settings
from pathya.integrations.mail import Server
from pathya.integrations.video import JitsiServer, ZoomAccount
from pathya.runner import doctor

SERVER = Server("smtp.pathya.example", 587, "u", "p", "starttls", "Pathya <care@pathya.example>", 10, 30)
FIT = {
    "PRODUCTION": True,
    "SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz",
    "ENCRYPTION_KEYS": {"k1": b"x" * 32},
    "METRICS_TOKEN": "t",
    "BASE_URL": "https://pathya.example",
    "ALLOWED_HOSTS": ["pathya.example"],
    "MAIL": replace(settings.MAIL, server=SERVER),
    "SMS": object(),
    "WHATSAPP": object(),
    "JITSI": JitsiServer("https://meet.pathya.example", "pathya", secret="s" * 40),
    "ZOOM": None,
    "DATA_DIR": settings.DATA_DIR,
}


def told(**changes: Any) -> list[doctor.Line]:
    return [line for line in doctor.findings(SimpleNamespace(**{**FIT, **changes})) if line[0] != doctor.OK]  # type: ignore[arg-type]


def test_a_fit_installation_gives_no_cause() -> None:
    assert [line for line in told() if "time zones" not in line[1] and "room" not in line[1].lower()] == []


@pytest.mark.parametrize(
    ("changes", "level", "says"),
    [
        ({"SECRET_KEY": "short"}, "fail", "SECRET_KEY"),
        ({"BASE_URL": "http://pathya.example"}, "fail", "https"),
        ({"ALLOWED_HOSTS": ["*"]}, "fail", "PATHYA_HOSTS"),
        ({"MAIL": replace(settings.MAIL, server=None)}, "fail", "No mail leaves"),
        ({"MAIL": replace(settings.MAIL, server=replace(SERVER, security="none"))}, "warn", "without encryption"),
        ({"SMS": None}, "warn", "SMS stay"),
        ({"JITSI": JitsiServer()}, "fail", "unfit for production"),
        ({"JITSI": JitsiServer(), "PRODUCTION": False}, "warn", "unfit for production"),
        ({"JITSI": JitsiServer("https://meet.pathya.example")}, "warn", "no signed tokens"),
        ({"ZOOM": ZoomAccount("a", "b", "c")}, "warn", "webhook"),
        ({"METRICS_TOKEN": ""}, "warn", "/metrics"),
    ],
)
def test_what_is_unfit_is_named(changes: dict[str, Any], level: str, says: str) -> None:
    found = [line for line in told(**changes) if says in line[1]]
    assert [line[0] for line in found] == [level]


def test_old_time_zones_are_named() -> None:
    assert doctor._zones("2024.1", date(2026, 11, 25))[0] == "warn"
    assert doctor._zones("2026.1", date(2026, 11, 25))[0] == "ok"
    assert doctor._zones("odd", date(2026, 11, 25))[0] == "warn"


def test_the_command_runs() -> None:
    done = subprocess.run([sys.executable, "-m", "pathya.cli", "doctor"], capture_output=True, text=True, check=False)
    assert "unfit for production" in done.stdout
    assert done.returncode == 0  # development
    assert "Traceback" not in done.stderr
