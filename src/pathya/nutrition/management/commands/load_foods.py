"""`python -m django load_foods`: the shared food table, loaded or renewed."""

from typing import Any

from django.core.management.base import BaseCommand

from pathya.nutrition.loading import load_foods


class Command(BaseCommand):
    help = "Load the shared foods and dishes, or renew them; people's own foods stay."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{load_foods()} foods")
