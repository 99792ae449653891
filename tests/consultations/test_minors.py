"""Nobody below 18 books without a guardian's consent."""

from datetime import date
from uuid import UUID

import pytest

from pathya.care import services as care
from pathya.care.models import Delegate
from pathya.clients.minors import needs_guardian
from pathya.clients.models import Profile
from pathya.consultations import errors
from pathya.consultations.models import Consultation
from pathya.kit import clock
from tests.consultations.factories import NOW, book, nutritionist
from tests.factories import asha, bilal, meera

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def born(years: int) -> None:
    Profile.objects.update_or_create(user=asha(), defaults={"born": TODAY.replace(year=TODAY.year - years)})


def guardian() -> UUID:
    row = care.invite(client=asha(), email=bilal().email, tie="guardian")
    Delegate.objects.update(person=bilal(), accepted_at=NOW, consented_at=NOW)
    return row.pk


def test_a_young_person_books_when_a_guardian_agreed_and_not_after_they_take_it_back() -> None:
    born(17)
    with clock.at(NOW):
        with pytest.raises(errors.GuardianNeeded):
            book(asha(), nutritionist(meera()))
        assert not Consultation.objects.exists()
        given = guardian()
        assert not needs_guardian(asha())
        book(asha(), nutritionist(meera()))
        care.revoke(viewer=bilal(), delegate_id=given)
        assert needs_guardian(asha())


@pytest.mark.parametrize(("birthday", "needs"), [(date(2008, 11, 23), False), (date(2008, 11, 24), True)])
def test_it_goes_by_the_birthday(birthday: date, needs: bool) -> None:
    Profile.objects.create(user=asha(), born=birthday)
    with clock.at(clock.now().replace(year=2026, month=11, day=23, hour=12)):
        assert needs_guardian(asha()) is needs


def test_who_told_no_birthday_or_is_of_age_needs_none() -> None:
    assert not needs_guardian(asha())
    born(40)
    with clock.at(NOW):
        book(asha(), nutritionist(meera()))
