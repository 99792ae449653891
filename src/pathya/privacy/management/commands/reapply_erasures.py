"""Erase again whom a restored backup has brought back."""

from typing import Any

from django.core.management.base import BaseCommand

from pathya.privacy.erasure import reapply_erasures


class Command(BaseCommand):
    help = __doc__

    def handle(self, **_options: Any) -> None:
        done = reapply_erasures()
        if done:
            self.stdout.write(f"Erased again: {done}.")
