"""`/auth/me`, `/auth/phone`: one's own details; a number is confirmed by a code."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from pathya.accounts.api_auth import signed_in
from pathya.accounts.decorators import user_of
from pathya.accounts.forms import OwnDetailsForm
from pathya.accounts.schemas import OwnDetailsIn, UserOut
from pathya.accounts.schemas_security import CodeIn
from pathya.accounts.services import people, phones
from pathya.kit.api import Answer, Failure, ok
from pathya.kit.errors import Invalid

router = Router(tags=["Accounts"])


@router.get("/me", auth=signed_in, response={200: Answer[UserOut], 401: Failure})
def me(request: HttpRequest) -> Any:
    """The person the access token belongs to."""
    return ok(UserOut.of(user_of(request)))


@router.put("/me", auth=signed_in, response={200: Answer[UserOut], (401, 422): Failure})
def change_me(request: HttpRequest, body: OwnDetailsIn) -> Any:
    """Name and mobile number; what is left out stays. A new number has to be confirmed."""
    user = user_of(request)
    now = {name: getattr(user, name) for name in OwnDetailsForm.base_fields}
    given = {name: value or "" for name, value in body.model_dump(exclude_unset=True).items()}
    form = OwnDetailsForm({**now, **given})
    if not form.is_valid():
        raise Invalid(fields={name: [str(text) for text in texts] for name, texts in form.errors.items()})
    kept = {"language": user.language, "time_zone": user.time_zone}
    return ok(UserOut.of(people.update_profile(user=user, **form.cleaned_data, **kept)))


@router.post("/phone/code", auth=signed_in, response={200: Answer[None], (401, 409, 422, 429): Failure})
def send_phone_code(request: HttpRequest) -> Any:
    """A code by SMS to the account's number, good for ten minutes; the one before no longer works."""
    phones.send_code(user=user_of(request))
    return ok(message=_("The code is on its way."))


@router.post("/phone/verify", auth=signed_in, response={200: Answer[UserOut], (401, 409, 422, 429): Failure})
def verify_phone(request: HttpRequest, body: CodeIn) -> Any:
    """Confirm the number with the code; five tries."""
    return ok(UserOut.of(phones.confirm(user=user_of(request), code=body.code.strip())))
