"""Where calls take place (docs/video.md)."""

from pathlib import Path
from urllib.parse import urlsplit

from pathya.config.env import flag, problem, text
from pathya.integrations.video.jitsi import PUBLIC, JitsiServer
from pathya.integrations.video.zoom import ZoomAccount

JAAS = "https://8x8.vc"


def zoom() -> ZoomAccount | None:
    """None: Jitsi serves all calls."""
    account = text("PATHYA_ZOOM_ACCOUNT_ID", "")
    client, secret = text("PATHYA_ZOOM_CLIENT_ID", ""), text("PATHYA_ZOOM_CLIENT_SECRET", "")
    webhook = text("PATHYA_ZOOM_WEBHOOK_SECRET", "")
    recording = flag("PATHYA_ZOOM_RECORDING")
    user = text("PATHYA_ZOOM_USER", "")
    if not any((account, client, secret)):
        return None
    if not all((account, client, secret)):
        problem("PATHYA_ZOOM_ACCOUNT_ID, PATHYA_ZOOM_CLIENT_ID and PATHYA_ZOOM_CLIENT_SECRET belong together.")
    if recording and not webhook:
        problem("PATHYA_ZOOM_RECORDING needs PATHYA_ZOOM_WEBHOOK_SECRET: recordings come by the webhook.")
    return ZoomAccount(account, client, secret, user=user, webhook_secret=webhook, recording=recording)


def jitsi() -> JitsiServer:
    """The public server unless another is named."""
    app_id, secret = text("PATHYA_JITSI_APP_ID", ""), text("PATHYA_JITSI_SECRET", "")
    key_id, key = text("PATHYA_JITSI_KEY_ID", ""), _key(text("PATHYA_JITSI_PRIVATE_KEY", ""))
    url = text("PATHYA_JITSI_URL", JAAS if key else PUBLIC).rstrip("/")
    if not urlsplit(url).hostname or urlsplit(url).scheme not in {"https", "http"}:
        problem("PATHYA_JITSI_URL is malformed; write https://meet.example.org.")
    if (secret or key) and not app_id:
        problem("PATHYA_JITSI_APP_ID is not set; tokens need it.")
    if bool(key) != bool(key_id):
        problem("PATHYA_JITSI_KEY_ID and PATHYA_JITSI_PRIVATE_KEY belong together; set both or neither.")
    return JitsiServer(url, app_id, secret, key_id, key)


def _key(value: str) -> str:
    """PEM, or the path of a file with it."""
    if not value or value.startswith("-----"):
        return value.replace("\\n", "\n")
    try:
        return Path(value).read_text()
    except OSError:
        problem("PATHYA_JITSI_PRIVATE_KEY names a file that can't be read.")
        return ""
