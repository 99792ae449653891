"""Where one can go: places of the public site, the portal and the practice.

A place whose page does not exist yet is left out, so that nothing points nowhere.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Place:
    """`names`: names of the page's address, the first that exists is taken; `within`: places that lie within it."""

    text: str | Promise
    icon: str
    names: tuple[str, ...]
    within: "tuple[Place, ...]" = ()


@dataclass(frozen=True)
class Link:
    text: str | Promise
    url: str
    icon: str = ""
    current: bool = False


PUBLIC = (
    Place(_("Nutritionists"), "stethoscope", ("nutritionist_list",)),
    Place(_("Programs"), "sprout", ("program_list",)),
)
MORE = (
    Place(_("Your programs"), "sprout", ("my_programs",)),
    Place(_("Meal plan"), "salad", ("portal_plan",)),
    Place(_("Targets and wishes"), "target", ("portal_targets",)),
    Place(_("Own foods and recipes"), "cooking-pot", ("own_foods",)),
    Place(_("Your record"), "heart-pulse", ("record",)),
    Place(_("Measurements"), "activity", ("metrics",)),
    Place(_("Documents"), "file-text", ("documents", "document_list")),
    Place(_("Waiting list"), "clock", ("waiting_list",)),
    Place(_("Your sessions"), "ticket", ("credits_mine",), (Place(_("Packages"), "ticket", ("packages",)),)),
    Place(_("Your plans"), "clipboard-list", ("notes:plans",)),
    Place(_("Payments and invoices"), "receipt", ("payment_history",)),
    Place(_("Premium"), "sparkles", ("premium",)),
    Place(_("Who sees your record"), "eye", ("care",)),
    Place(_("Privacy and your data"), "shield", ("privacy",)),
    Place(_("Reminders"), "bell", ("reminder_settings",)),
    Place(_("Signing in and security"), "key-round", ("account_security",)),
    Place(_("Your account"), "user-round", ("account_settings",)),
)
"""What has no place of its own in the portal's bar."""
PORTAL = (
    Place(_("Today"), "sun", ("portal_today",)),
    Place(_("Journey"), "sprout", ("portal_journey",)),
    Place(_("Log"), "notebook-pen", ("portal_log",)),
    Place(_("Consult"), "calendar-heart", ("consultation_list",)),
    Place(_("More"), "menu", ("portal_more", "account_settings"), MORE),
)
PRACTICE = (
    Place(_("Today"), "sun", ("practice_today",)),
    Place(_("Week"), "calendar-days", ("practice_week",)),
    Place(_("Clients"), "users", ("practice_clients",)),
    Place(_("Meal plans"), "salad", ("practice_plans",)),
    Place(_("Who needs a look"), "eye", ("practice_attention",)),
    Place(_("Requests"), "inbox", ("practice_requests",)),
    Place(_("Earnings"), "indian-rupee", ("practice_earnings",)),
    Place(_("Reviews"), "star", ("practice_reviews",)),
    Place(_("Programs"), "sprout", ("practice_programs",)),
    Place(_("Availability"), "clock", ("practice_availability", "availability")),
    Place(_("Requests to pay"), "hand-coins", ("office_link",)),
)

OFFICE = (
    Place(_("Money"), "receipt", ("office_money",)),
    Place(_("People"), "users", ("office_people",)),
    Place(_("Calls"), "calendar-heart", ("office_calls",)),
    Place(_("Requests"), "inbox", ("practice_requests",)),
    Place(_("Terms"), "scale", ("office_policies",)),
    Place(_("Sessions"), "ticket", ("office_credits",)),
    Place(_("Documents"), "file-text", ("office_document_list",)),
    Place(_("Questions before calls"), "clipboard-list", ("notes:intake_kinds",)),
    Place(_("Programs"), "sprout", ("practice_programs",)),
    Place(_("Reviews"), "star", ("practice_reviews",)),
    Place(_("Content"), "pencil", ("wagtailadmin_home",)),
)
"""The owners' places, in the same rail."""


def links(places: tuple[Place, ...], request: HttpRequest) -> list[Link]:
    """The places that exist; the one with the longest address the request lies under is current."""
    found = [(place, url) for place in places if (url := _address(place.names))]
    under = {address: url for place, url in found for address in (url, *_within(place)) if _covers(address, request)}
    current = under[max(under, key=len)] if under else None
    return [Link(place.text, url, place.icon, url == current) for place, url in found]


def _within(place: Place) -> list[str]:
    return [address for one in place.within for address in (_address(one.names), *_within(one)) if address]


def _covers(address: str, request: HttpRequest) -> bool:
    return request.path.startswith(address)


def _address(names: tuple[str, ...]) -> str:
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""
