"""The frame around every page: theme, language, errors, parts for HTMX, headers."""

import json

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from pathya.kit.errors import Conflict, NotFound, SignInRequired, TooManyTries
from pathya.ui import dev, errors, htmx
from pathya.ui.middleware import ErrorPages

pytestmark = pytest.mark.django_db


def answer(error: Exception, **headers: str) -> HttpResponse | None:
    request = RequestFactory().get("/portal/", headers=headers)
    return ErrorPages(lambda _request: HttpResponse()).process_exception(request, error)


def test_theme_is_kept_and_rendered(client: Client) -> None:
    response = client.post("/preferences/theme", {"theme": "dark", "next": "/dev/components"})
    assert response["Location"] == "/dev/components"
    assert b'data-theme="dark"' in client.get("/dev/components").content


@pytest.mark.parametrize(("theme", "to"), [("pink", "https://elsewhere.example/"), ("dark", "//elsewhere.example")])
def test_theme_refuses_strange_input(client: Client, theme: str, to: str) -> None:
    response = client.post("/preferences/theme", {"theme": theme, "next": to})
    assert response["Location"] == "/"
    assert ("theme" in client.cookies) == (theme == "dark")


def test_not_found_looks_like_the_site(client: Client) -> None:
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert b"Nothing grows at this address" in response.content


def test_policy_allows_ourselves_only(client: Client) -> None:
    policy = client.get("/dev/components")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy


def test_business_error_becomes_a_page() -> None:
    response = answer(Conflict("Somebody was faster."))
    assert response is not None
    assert response.status_code == 409
    assert "Somebody was faster." in response.text


def test_business_error_becomes_a_toast_for_htmx() -> None:
    response = answer(NotFound(), **{"HX-Request": "true"})
    assert response is not None
    assert (response.status_code, response["HX-Retarget"]) == (404, "#toasts")
    assert "<html" not in response.text


def test_limit_says_when_to_come_back() -> None:
    response = answer(TooManyTries(retry_after=30))
    assert response is not None
    assert (response.status_code, response["Retry-After"]) == (429, "30")


def test_sign_in_comes_first() -> None:
    response = answer(SignInRequired())
    assert response is not None
    assert response["Location"].endswith("?next=%2Fportal%2F")


def test_other_errors_are_left_alone() -> None:
    assert answer(ValueError("not ours")) is None


def test_server_error_needs_nothing() -> None:
    """No session, no user, no database: the request carries none of them."""
    response = errors.server_error(HttpRequest())
    assert response.status_code == 500
    assert "Something broke on our side" in response.text


def test_a_broken_page_looks_like_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_day: str) -> dict[str, object]:
        raise RuntimeError("on purpose")

    monkeypatch.setattr(dev, "days", broken)
    response = Client(raise_request_exception=False).get("/dev/components")
    assert response.status_code == 500
    assert b"Something broke on our side" in response.content


def test_form_without_its_token_is_told_kindly() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/accounts/login/", {})
    assert response.status_code == 403
    assert b"The form was open for too long" in response.content


def test_part_of_a_page_with_its_toasts(client: Client, rf: RequestFactory) -> None:
    request = client.get("/dev/components").wsgi_request
    request.META["HTTP_HX_REQUEST"] = "true"
    htmx.toast(request, "Saved.")
    response = htmx.render(request, "ui/base.html", {}, partial="ui/partials/footer_small.html")
    assert "<html" not in response.text
    assert 'hx-swap-oob="beforeend:#toasts"' in response.text
    assert "Saved." in response.text
    assert "HX-Request" in response["Vary"]


def test_redirect_serves_both(rf: RequestFactory) -> None:
    assert htmx.redirect(rf.get("/"), "/portal/").status_code == 303
    assert htmx.redirect(rf.get("/", headers={"HX-Request": "true"}), "/portal/")["HX-Redirect"] == "/portal/"


def test_manifest_and_icons(client: Client) -> None:
    manifest = json.loads(client.get("/manifest.webmanifest").content)
    assert manifest["name"] == "Pathya"
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}


def test_language_switch_keeps_the_page(client: Client) -> None:
    response = client.post("/i18n/setlang/", {"language": "hi", "next": "/dev/components?day="})
    assert response["Location"] == "/dev/components?day="
    assert b'<html lang="hi"' in client.get("/dev/components").content
