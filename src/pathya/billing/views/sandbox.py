"""The pretend gateway's hosted page. It knows only its own record, as a real one would."""

from base64 import b64encode
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from pathya.billing import sandbox
from pathya.billing.models import SandboxPayment
from pathya.billing.services import pretend
from pathya.integrations.pdf import qr_svg
from pathya.kit.errors import NotFound


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, order_id: str) -> HttpResponse:
    """Choose how it ends; the browser goes back signed, webhooks follow by a job."""
    row = SandboxPayment.objects.filter(order_id=order_id).first()
    if row is None or not settings.PAYMENT_SANDBOX:
        raise NotFound
    if request.method == "POST":
        row = pretend.choose(
            payment_id=row.pk, choice=request.POST.get("choice", ""), method=request.POST.get("method", "upi")
        )
        return redirect(f"{row.return_url}?{urlencode(sandbox.callback(row))}")
    upi = urlencode({"pa": "sandbox@pathya", "pn": "Pathya", "am": f"{row.amount:.2f}", "cu": "INR", "tr": row.pk})
    context = {"row": row, "upi": f"upi://pay?{upi}", "choices": pretend.CHOICES, "methods": pretend.METHODS.items()}
    context["qr"] = "data:image/svg+xml;base64," + b64encode(qr_svg(f"upi://pay?{upi}").encode()).decode()
    return render(request, "billing/sandbox.html", context)
