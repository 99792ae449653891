"""How SMS and WhatsApp messages leave (docs/reminders.md)."""

from pathya.config.env import problem, text
from pathya.integrations.sms.msg91 import Msg91Account
from pathya.integrations.whatsapp.cloud import CloudAccount


def sms() -> Msg91Account | None:
    """None keeps SMS in the outbox."""
    key = text("PATHYA_MSG91_KEY", "")
    templates = _pairs(
        "PATHYA_MSG91_TEMPLATES", text("PATHYA_MSG91_TEMPLATES", ""), "call_reminder.en=65f0…,call_reminder.hi=65f1…"
    )
    if not key:
        return None
    if not templates:
        problem("PATHYA_MSG91_TEMPLATES is not set; name a template id for each language of call_reminder.")
    return Msg91Account(key=key, templates=templates)


def whatsapp() -> CloudAccount | None:
    """None keeps WhatsApp messages in the outbox."""
    token = text("PATHYA_WHATSAPP_TOKEN", "")
    number = text("PATHYA_WHATSAPP_PHONE_ID", "")
    templates = _pairs(
        "PATHYA_WHATSAPP_TEMPLATES", text("PATHYA_WHATSAPP_TEMPLATES", ""), "call_reminder=pathya_call_reminder"
    )
    if bool(token) != bool(number):
        problem("PATHYA_WHATSAPP_TOKEN and PATHYA_WHATSAPP_PHONE_ID belong together; set both or neither.")
    secret, verify = text("PATHYA_WHATSAPP_APP_SECRET", ""), text("PATHYA_WHATSAPP_VERIFY_TOKEN", "")
    if bool(secret) != bool(verify):
        problem("PATHYA_WHATSAPP_APP_SECRET and PATHYA_WHATSAPP_VERIFY_TOKEN belong together; set both or neither.")
    account = CloudAccount(token, number, templates, app_secret=secret, verify_token=verify)
    return account if token and number else None


def _pairs(name: str, raw: str, example: str) -> dict[str, str]:
    """`a=b,c=d`"""
    found = [part.partition("=") for part in raw.split(",") if part.strip()]
    if any(not key.strip() or not value.strip() for key, _, value in found):
        problem(f"{name} is malformed; write {example}.")
        return {}
    return {key.strip(): value.strip() for key, _, value in found}
