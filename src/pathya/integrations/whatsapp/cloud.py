"""Approved templates through the WhatsApp Cloud API."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pathya.integrations import http
from pathya.integrations.delivery import Refused, Temporary, Uncertain
from pathya.integrations.text import ShortText

TRY_LATER = frozenset({1, 2, 4, 130429, 131000, 131016, 131048, 131056, 131057, 133004, 190, 80007})
"""Meta's codes for limits, its own trouble and a token that ended: not the message's fault."""


@dataclass(frozen=True)
class CloudAccount:
    """`templates`: our name → the name of the approved template; without an entry both are the same."""

    token: str
    phone_number_id: str
    templates: Mapping[str, str]
    url: str = "https://graph.facebook.com/v23.0"
    timeout: float = 8
    app_secret: str = ""
    verify_token: str = ""
    """With both, Meta tells what became of messages (`webhook`)."""


class CloudApi:
    def __init__(self, account: CloudAccount) -> None:
        self.account = account

    def send(self, message: ShortText) -> str:
        account = self.account
        answer = http.call(
            "POST",
            f"{account.url}/{account.phone_number_id}/messages",
            timeout=account.timeout,
            headers={"Authorization": f"Bearer {account.token}"},
            json=_body(message, account.templates.get(message.template, message.template)),
        )
        return _judge(answer)


def _body(message: ShortText, name: str) -> dict[str, Any]:
    parameters = [{"type": "text", "text": value} for value in message.variables]
    components = [{"type": "body", "parameters": parameters}] if parameters else []
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": message.to.lstrip("+"),
        "type": "template",
        "template": {"name": name, "language": {"code": message.language}, "components": components},
    }


def _judge(answer: http.Answer) -> str:
    """Taken over when the answer names the message: its name."""
    messages = answer.body.get("messages")
    if answer.is_good and isinstance(messages, list) and messages and isinstance(messages[0], dict):
        return str(messages[0].get("id") or "")[:200]
    error = answer.body.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    if code in TRY_LATER or answer.may_help_to_wait:
        raise Temporary(f"messages {answer.status} {code or ''}".strip())
    if answer.is_good:
        raise Uncertain("messages unreadable")
    raise Refused(f"messages {answer.status} {code or ''}".strip())
