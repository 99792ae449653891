"""`pathya manage audit_verify`: is the audit trail whole?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pathya.operations import chain


class Command(BaseCommand):
    help = "Find edited, deleted, inserted, reordered and cut-off events of the audit trail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--expect", default="", help="signature of an anchor known from the logs")

    def handle(self, *_args: Any, expect: str, **_options: Any) -> None:
        found = list(chain.problems(expect))
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"The audit trail is not whole: {len(found)} problems.")
        self.stdout.write("The audit trail is whole.")
