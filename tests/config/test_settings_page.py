import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r'\b(?:text|integer|flag|words|one_of)\(\s*"([A-Z_]+)"')


def test_every_variable_stands_on_the_settings_page() -> None:
    read = {name for path in (ROOT / "src/pathya/config").glob("*.py") for name in READ.findall(path.read_text())}
    told = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs/settings.md").read_text()))
    assert len(read) > 15
    assert read <= told, f"not in docs/settings.md: {read - told}"
    assert told - read <= {"PATHYA_BROWSER", "PYTHON", "INFO", "DEBUG", "WARNING", "ERROR"}
