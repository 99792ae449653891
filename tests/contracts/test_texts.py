"""MSG91 and the WhatsApp Cloud API as their documents say (recorded contracts)."""

from collections.abc import Iterator

import pytest

from pathya.integrations.delivery import NotSent, Refused, Temporary, Uncertain
from pathya.integrations.sms import Msg91, Msg91Account
from pathya.integrations.text import ShortText
from pathya.integrations.whatsapp import CloudAccount, CloudApi
from tests.contracts.http_peer import HttpPeer

TEXT = ShortText("+919810000001", "call_reminder", "en", "Your call …", ["Meera Iyer", "4:30 pm"])
FLOW, MESSAGES = ("POST", "/api/v5/flow"), ("POST", "/v23.0/1055/messages")


@pytest.fixture
def peer() -> Iterator[HttpPeer]:
    made = HttpPeer()
    yield made
    made.close()


def msg91(peer: HttpPeer) -> Msg91:
    return Msg91(Msg91Account("KEY", {"call_reminder.en": "65f0"}, url=f"{peer.url}/api/v5/flow", timeout=0.4))


def cloud(peer: HttpPeer) -> CloudApi:
    return CloudApi(CloudAccount("TOKEN", "1055", {"call_reminder": "pathya_reminder"}, f"{peer.url}/v23.0", 0.4))


def test_an_sms_goes_by_its_template(peer: HttpPeer) -> None:
    peer.answers[FLOW] = [(200, {"type": "success", "message": "3763646c3058373530393938"})]
    msg91(peer).send(TEXT)
    [asked] = peer.asked
    assert asked.headers["authkey"] == "KEY"
    assert asked.json == {
        "template_id": "65f0",
        "recipients": [{"mobiles": "919810000001", "VAR1": "Meera Iyer", "VAR2": "4:30 pm"}],
    }


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((200, {"type": "error", "message": "template not found"}), Refused),
        ((400, {"type": "error"}), Refused),
        ((401, {"type": "error"}), Temporary),
        ((429, {}), Temporary),
        ((500, b"<html>"), Temporary),
        ((200, b"half {"), Uncertain),
        ("hang", Uncertain),
    ],
)
def test_what_msg91_may_answer(peer: HttpPeer, answer: object, kind: type[NotSent]) -> None:
    peer.answers[FLOW] = [answer]
    with pytest.raises(kind) as failed:
        msg91(peer).send(TEXT)
    assert "9810000001" not in failed.value.reason


def test_a_text_without_template_in_its_language_is_not_sent(peer: HttpPeer) -> None:
    with pytest.raises(Refused, match="no template"):
        msg91(peer).send(ShortText("+919810000001", "call_reminder", "hi", "…"))
    assert peer.asked == []


def test_a_whatsapp_message_goes_by_its_template(peer: HttpPeer) -> None:
    peer.answers[MESSAGES] = [(200, {"messaging_product": "whatsapp", "messages": [{"id": "wamid.A"}]})]
    cloud(peer).send(TEXT)
    [asked] = peer.asked
    assert asked.headers["authorization"] == "Bearer TOKEN"
    body = asked.json
    assert (body["messaging_product"], body["type"], body["to"]) == ("whatsapp", "template", "919810000001")
    assert body["template"]["name"] == "pathya_reminder"
    assert body["template"]["language"] == {"code": "en"}
    assert [one["text"] for one in body["template"]["components"][0]["parameters"]] == ["Meera Iyer", "4:30 pm"]


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, 131026, Refused),  # undeliverable
        (400, 132001, Refused),  # no such template
        (400, 132000, Refused),  # number of variables
        (400, 131050, Refused),  # opted out
        (400, 130429, Temporary),
        (400, 131056, Temporary),
        (401, 190, Temporary),
        (500, 1, Temporary),
        (429, 4, Temporary),
    ],
)
def test_what_the_cloud_api_may_answer(peer: HttpPeer, status: int, code: int, kind: type[NotSent]) -> None:
    peer.answers[MESSAGES] = [(status, {"error": {"message": "…", "code": code}})]
    with pytest.raises(kind, match=str(code)):
        cloud(peer).send(TEXT)


def test_a_silent_cloud_api_is_uncertain(peer: HttpPeer) -> None:
    peer.answers[MESSAGES] = ["hang"]
    with pytest.raises(Uncertain):
        cloud(peer).send(TEXT)
