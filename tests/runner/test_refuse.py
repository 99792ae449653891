"""What prevents a start is told in one plain line, and nothing stays behind."""

import socket
from pathlib import Path

from pathya.config.secrets import fresh_encryption_key, fresh_secret_key
from tests.runner.program import Program, free_port


def test_a_taken_port(nothing_yet: Program) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        nothing_yet.port = other.getsockname()[1]
        said = nothing_yet.start().refusal()
    assert said == f"Port {nothing_yet.port} is taken by another program; set PORT to a free one."
    assert nothing_yet.pids() == []


def test_a_database_that_can_not_be_reached(nothing_yet: Program) -> None:
    url = f"postgresql://asha:very-secret@127.0.0.1:{free_port()}/pathya"
    said = nothing_yet.start(DATABASE_URL=url).refusal()
    assert said.startswith("The database pathya at 127.0.0.1:")
    assert "can't be reached" in said
    assert "very-secret" not in said


def test_a_data_folder_that_can_not_be_written(nothing_yet: Program, folder: Path) -> None:
    (folder / "file").touch()
    said = nothing_yet.start(DATA_DIR=str(folder / "file" / "data")).refusal()
    assert str(folder / "file") in said


def test_production_names_all_that_is_missing_at_once(nothing_yet: Program) -> None:
    said = nothing_yet.start(PATHYA_ENV="production", PORT="many").refusal()
    for name in ("PORT", "PATHYA_BASE_URL", "SECRET_KEY", "PATHYA_ENCRYPTION_KEYS", "PATHYA_SMTP_URL"):
        assert f"{name} is " in said
    assert not (nothing_yet.data / "secrets.json").exists()


def test_production_wants_good_secrets(nothing_yet: Program) -> None:
    said = nothing_yet.start(
        PATHYA_ENV="production",
        PATHYA_BASE_URL="https://pathya.example",
        PATHYA_MAIL="outbox",
        SECRET_KEY=fresh_secret_key()[:20],
        PATHYA_ENCRYPTION_KEYS=f"{fresh_encryption_key('k2')},k1:short",
    ).refusal()
    assert "SECRET_KEY is shorter than 50 characters" in said
    assert "PATHYA_ENCRYPTION_KEYS is malformed" in said
