"""What a person can say yes or no to, and what the notice of each says. Nothing here is needed to hold an account.

Change a notice's words and its `VERSION` together: each word given names the version that was shown.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERSION = "2026-11"


@dataclass(frozen=True)
class Purpose:
    """`data`: what is used, item by item; `without`: what is different without this consent."""

    key: str
    title: Promise
    why: Promise
    data: tuple[Promise, ...]
    without: Promise
    version: str = VERSION


PURPOSES: tuple[Purpose, ...] = (
    Purpose(
        "health_data",
        _("Health data for your care"),
        _("To keep your health record and show it to the nutritionists who treat you, so that their advice fits you."),
        (
            _("Conditions, medicines, allergies, measurements and lab reports that you enter or upload"),
            _("What you log: meals, symptoms, days"),
            _("Notes and plans of your nutritionists"),
        ),
        _("You can still book calls and tell your nutritionist in the call what they need to know."),
    ),
    Purpose(
        "recordings",
        _("Recordings of calls"),
        _("To record a call when you and your nutritionist both say yes for that call, to watch it again."),
        (_("Picture and sound of the call"),),
        _("No call of yours is recorded."),
    ),
    Purpose(
        "marketing_mail",
        _("Letters by e-mail"),
        _("To send you recipes, articles and offers of the practice, at most once a week."),
        (_("Name, e-mail address, language"), _("Which letters you opened")),
        _("You get only the mails that belong to what you do here: bookings, reminders, receipts, security."),
    ),
    Purpose(
        "whatsapp",
        _("WhatsApp messages"),
        _("To remind you and answer you over WhatsApp, a service of Meta, which learns that you write with us."),
        (_("Phone number, first name"), _("Time of a call and the messages you send")),
        _("Nothing is sent to you over WhatsApp."),
    ),
    Purpose(
        "sms",
        _("Text messages"),
        _("To remind you of calls by SMS."),
        (_("Phone number"), _("Time of a call")),
        _("No SMS is sent to you, except codes that you ask for."),
    ),
    Purpose(
        "analytics",
        _("Counting visits"),
        _("To see which pages help and which do not. Health data is never part of it."),
        (_("Pages opened, device, rough place"), _("A number that recognises your browser")),
        _("Visits are counted only as sums, without recognising you."),
    ),
)
BY_KEY = {purpose.key: purpose for purpose in PURPOSES}


@dataclass(frozen=True)
class Cookie:
    name: str
    why: Promise
    life: Promise


NECESSARY: tuple[Cookie, ...] = (
    Cookie(
        "sessionid",
        _("Keeps you signed in, and what you have begun: a booking, a sign-up."),
        _("until you sign out or close the browser, at most 30 days"),
    ),
    Cookie("csrftoken", _("Protects forms from being sent by other sites."), _("a year")),
    Cookie("messages", _("Carries a short message to the next page."), _("until it is shown")),
    Cookie("device", _("Knows a browser you have signed in with, so that a new one is reported to you."), _("a year")),
    Cookie("language", _("Keeps the language you chose."), _("a year")),
    Cookie("theme", _("Keeps the colours you chose."), _("a year")),
    Cookie("tz", _("Your time zone, so that times are shown on your clock."), _("a year")),
    Cookie("cookie_choice", _("Keeps what you chose here."), _("half a year")),
)
"""Cookies nobody needs to be asked about."""
