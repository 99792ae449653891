"""Load the demo practice, or take it away and load it anew."""

import random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q

from pathya.accounts.models import Role, User
from pathya.accounts.services import change_role
from pathya.care.models import RecordRead
from pathya.kit import clock
from pathya.nutrition.models import Part
from pathya.nutritionists.models import Nutritionist
from pathya.outbox.models import Message
from pathya.web.demo import cast
from pathya.web.demo.calls import make_calls
from pathya.web.demo.diaries import make_diaries
from pathya.web.demo.money import make_offers
from pathya.web.demo.paid import make_payments
from pathya.web.demo.paid import remove as remove_people
from pathya.web.demo.plans import make_plans
from pathya.web.demo.practice import make_catalogue, make_details, make_holidays, make_nutritionist
from pathya.web.demo.profiles import PROFILES
from pathya.web.demo.programs import make_programs
from pathya.web.demo.programs import remove as remove_enrolments
from pathya.web.demo.records import forget_wishes, make_records, make_wishes
from pathya.web.demo.said import look_after
from pathya.web.demo.together import forget_calls, make_together
from pathya.web.demo.written import forget_written, make_written

SEED = 2026


def load() -> bool:
    """Make the demo practice unless it is there; answers whether it was made. The same day makes the same data."""
    if User.objects.filter(email__endswith=f"@{cast.DOMAIN}").exists():
        return False
    with transaction.atomic():
        people = make_people()
        make_details()
        make_catalogue()
        make_offers()
        make_holidays(clock.today("Asia/Kolkata").year)
        nutritionists = [make_nutritionist(profile, people[profile.person.login]) for profile in PROFILES]
        clients = [people[person.login] for person in cast.CLIENTS]
        make_calls(nutritionists, clients, random.Random(SEED))  # noqa: S311 plausible data, not secrets
        make_together(people, nutritionists, clients)
        make_payments(nutritionists, people["adi"])
        make_programs(people)
        make_plans(people)
        make_diaries(people)
        make_records(clients, random.Random(SEED))  # noqa: S311
        make_wishes(people)
        make_written(people)
        look_after(people)
    return True


def reset() -> None:
    """Remove everything of the demo cast and load it again; other people's data stays."""
    demo = Q(email__endswith=f"@{cast.DOMAIN}")
    with transaction.atomic():
        people = User.objects.filter(demo)
        forget_wishes(people)
        forget_written(people)
        forget_calls(people)
        remove_enrolments(people)
        Message.objects.filter(to__endswith=f"@{cast.DOMAIN}").delete()
        Nutritionist.objects.filter(user__in=people).delete()
        Part.objects.filter(recipe__owner__in=people).delete()
        RecordRead.objects.filter(Q(reader__in=people) | Q(client__in=people)).delete()
        remove_people(list(people))
    load()


def make_people() -> dict[str, User]:
    """Everybody of the cast by login, with a confirmed address."""
    password = make_password(cast.PASSWORD)
    everybody = [*cast.CLIENTS, *(profile.person for profile in PROFILES), *cast.STAFF]
    people = {
        person.login: User.objects.create(
            email=person.email,
            password=password,
            first_name=person.first_name,
            last_name=person.last_name,
            phone=person.phone,
            language=person.language,
            time_zone=person.time_zone,
        )
        for person in everybody
    }
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in people.values()
    )
    for person in everybody:
        if person.role != Role.CLIENT:
            change_role(actor=None, user=people[person.login], role=Role(person.role))
            people[person.login].refresh_from_db()
    return people
