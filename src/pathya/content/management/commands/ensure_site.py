"""`python -m django ensure_site`: the starting pages, where there are none."""

from typing import Any

from django.core.management.base import BaseCommand

from pathya.content.services import ensure_site


class Command(BaseCommand):
    help = "Make the starting pages in both languages, unless a home page is there."

    def handle(self, *_args: Any, **_options: Any) -> None:
        ensure_site()
