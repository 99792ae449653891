from datetime import date, timedelta
from decimal import Decimal

import pytest

from pathya.accounts.models import User
from pathya.care import services as care
from pathya.clients.models import Metric, Profile
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.nutrition.errors import SetByPractice
from pathya.nutrition.selectors import targets_for
from pathya.nutrition.services import set_targets
from pathya.nutrition.targets import Choices
from tests.consultations.factories import NOW
from tests.factories import asha, charlie, meera

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def known(weight: float = 55) -> User:
    """Asha: 35 years, 158 cm, treated by Meera."""
    client = asha()
    Profile.objects.update_or_create(
        user=client, defaults={"born": date(1991, 6, 1), "gender": "female", "height_cm": Decimal(158)}
    )
    Metric.objects.create(client=client, kind="weight", value=weight, entered=weight, unit="kg", at=NOW)
    care.begin(client=client, nutritionist=meera())
    return client


def test_they_follow_the_body_and_what_lacks_is_named() -> None:
    with clock.at(NOW):
        nobody = targets_for(asha(), asha(), TODAY)
        assert not nobody.known
        assert nobody.missing == ("born", "gender", "weight")
        assert nobody.least == nobody.bands == {}
        client = known()
        told = targets_for(client, client, TODAY)
        assert told.energy == round((8.126 * 55 + 845.6) * 0.91 * 1.4)
        assert told.least["iron"] == 29
        assert told.bands["carbohydrate"] == pytest.approx((told.energy * 0.45 / 4, told.energy * 0.65 / 4), abs=0.06)
        with pytest.raises(NotFound):
            targets_for(charlie(), client, TODAY)


def test_the_nutritionist_has_the_last_word_from_a_day_on() -> None:
    with clock.at(NOW):
        client = known()
        kept = set_targets(viewer=client, client=client, since=TODAY, choices=Choices(goal="lose", method="mifflin"))
        assert kept.energy == round((10 * 55 + 6.25 * 158 - 5 * 35 - 161) * 1.2 * 0.85) or kept.energy == 1200
        with pytest.raises(Invalid):
            set_targets(viewer=client, client=client, since=TODAY, choices=Choices(energy=1500, reason="x"))
        with pytest.raises(Invalid) as without:
            set_targets(viewer=meera(), client=client, since=TODAY, choices=Choices(energy=1500))
        assert "reason" in without.value.fields
        by_hand = Choices(energy=1500, least={"protein": 70}, most={"sodium": 1500}, reason="Reflux")
        tomorrow = TODAY + timedelta(days=1)
        set_targets(viewer=meera(), client=client, since=tomorrow, choices=by_hand)
        assert targets_for(meera(), client, TODAY).energy == kept.energy
        told = targets_for(client, client, tomorrow + timedelta(days=30))
        assert (told.energy, told.bands["protein"][0], told.most["sodium"]) == (1500, 70, 1500)
        assert told.by_practice
        with pytest.raises(SetByPractice):
            set_targets(viewer=client, client=client, since=TODAY, choices=Choices())
        with pytest.raises(NotFound):
            set_targets(viewer=charlie(), client=client, since=TODAY, choices=Choices())
