"""SMS through MSG91's Flow: templates registered with DLT, named here by what they say and the language."""

from collections.abc import Mapping
from dataclasses import dataclass

from pathya.integrations import http
from pathya.integrations.delivery import Refused, Temporary, Uncertain
from pathya.integrations.text import ShortText


@dataclass(frozen=True)
class Msg91Account:
    """`templates`: `<name>.<language>` → MSG91's template id, which carries the DLT template id."""

    key: str
    templates: Mapping[str, str]
    url: str = "https://control.msg91.com/api/v5/flow"
    timeout: float = 8


class Msg91:
    """The template's variables are called VAR1, VAR2, … in the order in which we give them."""

    def __init__(self, account: Msg91Account) -> None:
        self.account = account

    def send(self, message: ShortText) -> str:
        template = self.account.templates.get(f"{message.template}.{message.language}")
        if template is None:
            raise Refused("no template")
        variables = {f"VAR{place}": value for place, value in enumerate(message.variables, 1)}
        answer = http.call(
            "POST",
            self.account.url,
            timeout=self.account.timeout,
            headers={"authkey": self.account.key, "accept": "application/json"},
            json={"template_id": template, "recipients": [{"mobiles": message.to.lstrip("+"), **variables}]},
        )
        _judge(answer)
        return ""


def _judge(answer: http.Answer) -> None:
    """MSG91 tells of errors with status 200 as well; only `type: success` is a success."""
    if answer.is_good and answer.body.get("type") == "success":
        return
    if answer.status in {401, 403}:
        raise Temporary(f"key {answer.status}")  # the settings' fault, not the message's
    if answer.may_help_to_wait:
        raise Temporary(f"flow {answer.status}")
    if answer.is_good and answer.body.get("type") != "error":
        raise Uncertain("flow unreadable")
    raise Refused(f"flow {answer.status}")
