"""Orders, webhooks and an invoice for the bench; run as a program of its own with the server's settings."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import Any

import django

EVENTS, PAPERS = 30_000, 40


def prepare(env: Mapping[str, str]) -> dict[str, Any]:
    """`package`: what can be bought; `events`: lines for `post.lua`; `pdf`: milliseconds of one invoice."""
    command = [sys.executable, "-m", "bench.money"]
    found: dict[str, Any] = json.loads(subprocess.run(command, env=env, check=True, capture_output=True).stdout)
    return found


def order_lines(tokens: list[str], package: str) -> list[str]:
    body = json.dumps({"lines": [{"kind": "package", "reference": package}], "gateway": "sandbox"})
    return [f"/api/v1/payments/orders\tAuthorization=Bearer {token}\t{body}" for token in tokens * 3]


def main() -> None:
    django.setup()
    from pathya.accounts.models import User  # noqa: PLC0415
    from pathya.billing import papers, sandbox  # noqa: PLC0415 after the set-up of Django
    from pathya.billing.models import Invoice, Order, OrderLine, Package, SandboxPayment  # noqa: PLC0415
    from pathya.billing.services.drawing import drawn  # noqa: PLC0415
    from pathya.kit import clock  # noqa: PLC0415

    events = []
    for number in range(EVENTS):
        row = SandboxPayment(id=f"pay_bench{number}", order_id=f"order_bench{number}", amount=499, method="upi")
        raw, headers = sandbox.webhook(row, "payment.captured")
        given = ";".join(f"{name}={value}" for name, value in headers.items() if name != "Content-Type")
        events.append(f"/api/v1/payments/webhooks/sandbox\t{given}\t{raw.decode()}")
    order = Order.objects.create(client=User.objects.get(email="person300@bench.example"), total=1180, bill_name="Asha")
    line = {"kind": "x", "reference": "x", "service": "consultation", "description": "Diet plan"}
    OrderLine.objects.create(order=order, price=1180, total=1180, **line)
    kind, content = drawn(order, clock.today("Asia/Kolkata"))
    amounts = {"taxable": 1180, "cgst": 0, "sgst": 0, "igst": 0, "total": 1180}
    paper = Invoice(number="INV/2627/000001", kind=kind, order=order, issued_on=clock.today("Asia/Kolkata"), **amounts)
    paper.content = content
    took = []
    for _number in range(PAPERS):
        began = time.perf_counter()
        papers.pdf(paper, "en")
        took.append((time.perf_counter() - began) * 1000)
    package = str(Package.objects.values_list("pk", flat=True)[0])
    pdf = statistics.median(took[3:])
    sys.stdout.write(json.dumps({"package": package, "events": events, "pdf": pdf}))


if __name__ == "__main__":
    main()
