"""Access tokens for the bench, made as a sign-in makes them; run as a program of its own with the server's settings."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta

import django


def issue_tokens(env: Mapping[str, str], first: int, last: int) -> list[str]:
    """One token for each of the bench's people `first` … `last`."""
    command = [sys.executable, "-m", "bench.tokens", str(first), str(last)]
    tokens: list[str] = json.loads(subprocess.run(command, env=env, check=True, capture_output=True).stdout)
    return tokens


def main() -> None:
    django.setup()
    from pathya.accounts import tokens  # noqa: PLC0415 after the set-up of Django
    from pathya.accounts.models import ApiSession, User  # noqa: PLC0415
    from pathya.kit import clock  # noqa: PLC0415

    emails = [f"person{n}@bench.example" for n in range(int(sys.argv[1]), int(sys.argv[2]) + 1)]
    made, sessions = [], []
    for user in User.objects.filter(email__in=emails).order_by("id"):
        token = tokens.new(tokens.ACCESS)
        made.append(token)
        sessions.append(
            ApiSession(
                user=user,
                stamp=user.get_session_auth_hash(),
                access_hash=tokens.digest(token),
                access_expires_at=clock.now() + timedelta(hours=3),
                expires_at=clock.now() + timedelta(days=1),
            )
        )
    ApiSession.objects.bulk_create(sessions)
    sys.stdout.write(json.dumps(made))


if __name__ == "__main__":
    main()
