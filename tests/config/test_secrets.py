from pathlib import Path

import pytest

from pathya.config import env, secrets


def test_development_keeps_its_secrets_for_the_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    first = secrets.load(production=False, folder=tmp_path / "data")
    assert secrets.load(production=False, folder=tmp_path / "data") == first
    assert len(first.secret_key) >= 50
    assert (tmp_path / "data" / "secrets.json").stat().st_mode & 0o077 == 0


def test_fresh_keys_are_accepted_newest_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", secrets.fresh_secret_key())
    keys = [secrets.fresh_encryption_key(name) for name in ("k2", "k1")]
    monkeypatch.setenv("PATHYA_ENCRYPTION_KEYS", ", ".join(keys))
    loaded = secrets.load(production=True, folder=tmp_path)
    env.finish()
    assert list(loaded.encryption_keys) == ["k2", "k1"]
    assert {len(key) for key in loaded.encryption_keys.values()} == {32}


def test_a_database_address_keeps_case_and_options() -> None:
    url = "postgresql://Asha:p%40ss@%2Frun%2FPostgreSQL:5433/Practice?sslmode=require&connect_timeout=2"
    read = secrets.database(url, Path("/tmp/unused"), "pathya", "pathya")
    assert (read["HOST"], read["PORT"], read["NAME"]) == ("/run/PostgreSQL", "5433", "Practice")
    assert (read["USER"], read["PASSWORD"]) == ("Asha", "p@ss")
    assert read["OPTIONS"]["sslmode"] == "require"
    assert int(read["OPTIONS"]["connect_timeout"]) == 2


@pytest.mark.parametrize("url", ["mysql://a@b/c", "postgresql://a@b", "nonsense"])
def test_a_malformed_database_address(url: str) -> None:
    secrets.database(url, Path("/tmp/unused"), "pathya", "pathya")
    with pytest.raises(env.BadEnvironment, match="DATABASE_URL is malformed"):
        env.finish()
