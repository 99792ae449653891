"""Every failure of the API in one shape: `{"success": false, "error": {"code", "message", "fields"?}}`."""

from collections.abc import Mapping
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as ModelInvalid
from django.db import DataError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic.alias_generators import to_camel

from pathya.kit.errors import Forbidden, Invalid, NotFound, PathyaError, SignInRequired, Text, TooManyTries
from pathya.operations import context

log = structlog.get_logger(__name__)


class Malformed(PathyaError):
    """The body is not JSON, or is nested beyond reason."""

    code = "malformed"
    status = 400
    message = _("The request could not be read.")


class TooLarge(PathyaError):
    """The body is over the limit."""

    code = "too_large"
    status = 413
    message = _("The request is too large.")


class WrongType(PathyaError):
    """The body is not of a type this address takes."""

    code = "wrong_type"
    status = 415
    message = _("Send the body as application/json.")


class WrongMethod(PathyaError):
    """The address exists, but not for this method."""

    code = "wrong_method"
    status = 405
    message = _("This address does not take that method.")


class CsrfFailed(PathyaError):
    """Signed in by cookie, but without the proof that the call comes from our own page."""

    code = "csrf_failed"
    status = 403
    message = _("Send the CSRF token of the page, or sign in with an access token.")


class Unavailable(PathyaError):
    """The database is away for a moment."""

    code = "unavailable"
    status = 503
    message = _("We can't answer just now. Please try again in a moment.")


class ServerError(PathyaError):
    """A mistake of ours; `requestId` finds it in the log."""

    code = "server_error"
    status = 500
    message = _("Something went wrong on our side. Please try again in a moment.")


MESSAGES: dict[str, Text] = {
    "missing": _("This is needed."),
    "extra_forbidden": _("There is no such field here."),
    "string_type": _("Write a text."),
    "string_too_short": _("This is too short: at least %(min_length)s characters."),
    "string_too_long": _("This is too long: at most %(max_length)s characters."),
    "too_short": _("At least %(min_length)s are needed here."),
    "too_long": _("At most %(max_length)s may stand here."),
    "greater_than_equal": _("At least %(ge)s."),
    "greater_than": _("More than %(gt)s."),
    "less_than_equal": _("At most %(le)s."),
    "less_than": _("Less than %(lt)s."),
    "int_type": _("Write a whole number."),
    "int_parsing": _("Write a whole number."),
    "int_from_float": _("Write a whole number."),
    "bool_type": _("Write true or false."),
    "bool_parsing": _("Write true or false."),
    "uuid_parsing": _("This is not an id."),
    "uuid_type": _("This is not an id."),
    "datetime_parsing": _("Write a moment, like 2026-11-22T10:30:00Z."),
    "datetime_from_date_parsing": _("Write a moment, like 2026-11-22T10:30:00Z."),
    "timezone_aware": _("Write the moment with its time zone, like 2026-11-22T10:30:00Z."),
    "date_parsing": _("Write a day, like 2026-11-22."),
    "date_from_datetime_parsing": _("Write a day, like 2026-11-22."),
    "finite_number": _("Write a finite number."),
    "enum": _("This is not one of the choices."),
    "literal_error": _("This is not one of the choices."),
    "list_type": _("Write a list."),
    "model_type": _("Write an object."),
    "model_attributes_type": _("Write an object."),
}
OTHERWISE = _("This is not right.")


def answer(error: PathyaError) -> HttpResponse:
    """The JSON answer that tells this error."""
    body: dict[str, Any] = {"code": error.code, "message": str(error)}
    if error.fields:
        body["fields"] = {_camel(name): [str(text) for text in texts] for name, texts in error.fields.items()}
    body.update(error.extra)
    response = JsonResponse({"success": False, "error": body}, status=error.status)
    if isinstance(error, TooManyTries):
        response["Retry-After"] = str(error.retry_after)
    if error.status == 503:
        response["Retry-After"] = "5"
    if error.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


PLAIN: dict[type[BaseException], type[PathyaError]] = {
    AuthenticationError: SignInRequired,
    Http404: NotFound,
    PermissionDenied: Forbidden,
    RequestDataTooBig: TooLarge,
}


def failure(exception: BaseException) -> PathyaError:
    """The fact that an exception stands for; an unexpected one is logged and becomes `server_error`."""
    match exception:
        case PathyaError():
            return exception
        case ValidationError():
            return Invalid(fields=_fields(exception.errors))
        case ModelInvalid():
            return Invalid(fields=_of_model(exception))
        case HttpError() | SuspiciousOperation() | Http404() | PermissionDenied():
            plain = PLAIN.get(type(exception))
            return plain() if plain else by_status(getattr(exception, "status_code", 400))
        case OperationalError() | InterfaceError():
            log.error("api.no_database", error=type(exception).__name__)
            return Unavailable()
        case DataError() | OverflowError():
            log.warning("api.out_of_range", exc_info=exception)
            return Invalid()
    log.error("api.failed", exc_info=exception)
    return ServerError(extra={"requestId": context.current().request_id})


def by_status(status: int) -> PathyaError:
    """The fact for a bare status of the framework."""
    known = (
        Malformed,
        SignInRequired,
        Forbidden,
        NotFound,
        WrongMethod,
        TooLarge,
        WrongType,
        Invalid,
        TooManyTries,
        Unavailable,
    )
    kind = next((kind for kind in known if kind.status == status), None)
    if kind is not None:
        return kind()
    return Malformed() if status < 500 else ServerError(extra={"requestId": context.current().request_id})


def install(api: NinjaAPI) -> None:
    """Let every exception of every operation end here."""

    def handle(_request: HttpRequest, exception: Any) -> HttpResponse:
        return answer(failure(exception))

    for kind in (Exception, HttpError, Http404, ValidationError, AuthenticationError):
        api.add_exception_handler(kind, handle)


def _fields(errors: list[dict[str, Any]]) -> Mapping[str, list[Text]]:
    """Ninja's list of errors by field: `address.city`, `items.0.name`; the whole body is `body`."""
    fields: dict[str, list[Text]] = {}
    for error in errors:
        source, *place = error["loc"]
        if source in {"body", "form"} and len(place) > 1:
            place = place[1:]
        name = ".".join(str(part) for part in place) or str(source)
        fields.setdefault(name, []).append(_message(error))
    return fields


def _message(error: Mapping[str, Any]) -> Text:
    if error["type"] == "value_error":
        return str(error.get("ctx", {}).get("error") or OTHERWISE)
    told: str = str(MESSAGES.get(error["type"], OTHERWISE)) % error.get("ctx", {})
    return told


def _of_model(exception: ModelInvalid) -> Mapping[str, list[Text]]:
    if hasattr(exception, "error_dict"):
        return {name: list(texts) for name, texts in exception.message_dict.items()}
    return {"body": list(exception.messages)}


def _camel(name: str) -> str:
    return ".".join(to_camel(part) if "_" in part else part for part in name.split("."))
