from typing import Any

from django.core.management.base import BaseCommand

from pathya.web.demo.load import load, reset


class Command(BaseCommand):
    help = "Remove the demo practice and load it anew; with --once, load it when it is not there."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["once"]:
            load()
        else:
            reset()
