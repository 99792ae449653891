"""Signing in with Google and Facebook (docs/accounts.md)."""

from pathya.config.env import problem, text
from pathya.integrations.identity import Provider, facebook, google


def providers() -> dict[str, Provider]:
    """By name; empty unless configured."""
    wanted = [
        (google, text("PATHYA_GOOGLE_CLIENT_ID", ""), text("PATHYA_GOOGLE_CLIENT_SECRET", "")),
        (facebook, text("PATHYA_FACEBOOK_CLIENT_ID", ""), text("PATHYA_FACEBOOK_CLIENT_SECRET", "")),
    ]
    if any(bool(client_id) != bool(secret) for _make, client_id, secret in wanted):
        problem("PATHYA_GOOGLE_CLIENT_… or PATHYA_FACEBOOK_CLIENT_… has only one of _ID and _SECRET; set both.")
    made = [make(client_id, secret) for make, client_id, secret in wanted if client_id and secret]
    return {provider.name: provider for provider in made}
