"""`keys rotate` moves every sealed text to the newest key; `keys status` tells what hangs on which key."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from pathya.kit import crypto
from pathya.privacy import rotation


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["rotate", "status"])

    def handle(self, *, what: str, **_options: Any) -> None:
        if what == "rotate":
            self.rotate()
        else:
            self.status()

    def rotate(self) -> None:
        lost = 0
        for name, moved, unreadable in rotation.rotate():
            self.stdout.write(f"{name}: {moved} moved to {crypto.newest_key()}")
            lost += unreadable
        if lost:
            raise CommandError(f"{lost} texts could not be opened: `pathya keys status` names the keys they need.")

    def status(self) -> None:
        found = rotation.status()
        for key_id in [*settings.ENCRYPTION_KEYS, *(one for one in found if one not in settings.ENCRYPTION_KEYS)]:
            newest = " (newest)" if key_id == crypto.newest_key() else ""
            gone = "" if key_id in settings.ENCRYPTION_KEYS else " (not in PATHYA_ENCRYPTION_KEYS)"
            self.stdout.write(f"{key_id}{newest}{gone}: {sum(found.get(key_id, {}).values())}")
            for name, count in sorted(found.get(key_id, {}).items()):
                self.stdout.write(f"  {name}: {count}")
