from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from pathya.care import services as care
from pathya.journeys import meals, plates, sync
from pathya.journeys.eating import Eaten, counted
from pathya.journeys.meals import NewMeal
from pathya.journeys.models import CheckIn, DayFood, Meal, MealPhoto, Supplement
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from pathya.kit.ids import new_id
from pathya.nutrition.errors import UnknownFood
from pathya.nutrition.models import Habit
from tests.api import ApiClient
from tests.factories import asha, charlie, kabir, meera
from tests.journeys.foods import dal, food, roti

NOON = datetime(2027, 1, 12, 6, 30, tzinfo=UTC)
DAY = date(2027, 1, 12)
db = pytest.mark.django_db


def lunch(*items: Eaten, **fields: object) -> NewMeal:
    return NewMeal("lunch", items or (Eaten(dal().pk, measure="katori", count=1),), NOON, **fields)  # type: ignore[arg-type]


def obvious(person: object, day: date) -> tuple[dict[str, float], dict[str, float]]:
    """The day's sums from its meals, one by one."""
    sums: dict[str, float] = {}
    known: dict[str, float] = {}
    for meal in Meal.objects.filter(person=person, day=day, removed_at=None):
        for name, amount in meal.nutrients.items():
            sums[name] = sums.get(name, 0) + amount
            known[name] = known.get(name, 0) + meal.known[name]
    return sums, known


def same(one: dict[str, float], other: dict[str, float]) -> bool:
    return one.keys() == other.keys() and all(abs(one[name] - other[name]) < 0.01 for name in one)


@db
def test_a_meal_its_sum_and_what_was_used_are_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with clock.at(NOON):
        person, first = asha(), lunch(Eaten(dal().pk, measure="katori", count=2), Eaten(roti().pk, grams=100))
        meals.log_meal(person=person, meal=lunch())
        with django_assert_num_queries(3):  # the transaction's two words and the statement
            meal = meals.log_meal(person=person, meal=first)
    assert meal.grams == 400
    assert meal.nutrients == {"energy": 600, "protein": 28, "carbohydrate": 102, "fat": 7, "fibre": 12, "iron": 6}
    assert meal.known["iron"] == 300
    told = DayFood.objects.get()
    assert (told.meals, told.grams) == (2, 550)
    assert (told.nutrients, told.known) == obvious(person, DAY)
    assert {row.food_id for row in Habit.objects.filter(person=person)} == {dal().pk, roti().pk}
    assert CheckIn.objects.filter(person=person, day=DAY).exists()
    iron = plates.line(told, "iron", 29)
    assert (iron.amount, iron.known, iron.share) == (9, 82, 31)


@db
def test_the_same_id_again_changes_nothing_not_even_after_it_was_taken_out() -> None:
    with clock.at(NOON):
        person, new = asha(), lunch()
        for _ in range(3):
            assert meals.log_meal(person=person, meal=new).id == new.id
        later = NewMeal("dinner", new.items, NOON - timedelta(days=1), id=new.id)
        assert meals.log_meal(person=person, meal=later).kind == "lunch"
        assert DayFood.objects.get().nutrients["energy"] == 150
        meals.remove_meal(person=person, meal_id=new.id)
        meals.log_meal(person=person, meal=new)
        assert DayFood.objects.get().nutrients == {}
        assert not CheckIn.objects.exists()
        assert meals.log_meal(person=charlie(), meal=new).person == charlie()
        meals.restore_meal(person=person, meal_id=new.id)
    assert DayFood.objects.get(person=person).nutrients["energy"] == 150
    assert Meal.objects.count() == 2


@db
def test_what_is_wrong_is_told_and_nothing_is_written() -> None:
    theirs = food("Secret", energy=10)
    theirs.source, theirs.owner = "own", charlie()
    theirs.save()
    with clock.at(NOON):
        for items in (
            [Eaten(new_id(), grams=5)],
            [Eaten(theirs.pk, grams=5)],
            [Eaten(dal().pk, measure="bucket", count=1)],
        ):
            with pytest.raises(UnknownFood):
                meals.log_meal(person=asha(), meal=lunch(*items))
        for wrong in (lunch(Eaten(dal().pk)), lunch(hunger=9), NewMeal("brunch", lunch().items, NOON)):
            with pytest.raises(Invalid):
                meals.log_meal(person=asha(), meal=wrong)
        with pytest.raises(Invalid):
            meals.log_meal(person=asha(), meal=NewMeal("lunch", lunch().items, NOON + timedelta(days=2)))
        with pytest.raises(NotFound):
            meals.remove_meal(person=asha(), meal_id=new_id())
    assert not Meal.objects.exists()
    assert not DayFood.objects.exists()


@db
def test_a_quick_add_knows_what_was_said_and_no_more() -> None:
    with clock.at(NOON):
        meals.log_meal(person=asha(), meal=lunch(Eaten(quick={"energy": 450, "protein": 12})))
        meals.log_meal(person=asha(), meal=lunch())
    told = DayFood.objects.get()
    assert told.nutrients["energy"] == 600
    assert plates.line(told, "iron", 29).known == 33


@db
def test_amending_is_settled_by_field_and_moves_sums_and_sealed_notes_with_the_day() -> None:
    with clock.at(NOON):
        person, new = asha(), lunch(note="with ghee")
        meals.log_meal(person=person, meal=new)
        meals.amend_meal(person=person, meal_id=new.id, changes={"hunger": 4}, at=NOON - timedelta(minutes=5))
        late = meals.amend_meal(
            person=person, meal_id=new.id, changes={"hunger": 2, "mood": 5}, at=NOON - timedelta(minutes=9)
        )
        assert (late.stayed, late.meal.hunger, late.meal.mood) == (["hunger"], 4, 5)
        meals.amend_meal(
            person=person, meal_id=new.id,
            changes={"items": [Eaten(roti().pk, measure="piece", count=2)], "at": NOON - timedelta(days=400)},
        )  # fmt: skip
    moved = Meal.objects.get()
    assert (moved.day, moved.note, moved.nutrients["energy"]) == (DAY - timedelta(days=400), "with ghee", 240)
    days = {row.day: row.nutrients.get("energy") for row in DayFood.objects.all()}
    assert days == {DAY: None, moved.day: 240}


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("lqxrad"), st.integers(0, 4), st.integers(0, 2)), max_size=14))
@db
def test_the_sum_of_a_day_is_always_that_of_its_meals(steps: list[tuple[str, int, int]]) -> None:
    """Log, quick add, take out, bring back, amend, move a day: whatever the order."""
    person, ids = asha(), [new_id() for _ in range(5)]
    Meal.objects.all().delete()
    DayFood.objects.all().delete()
    with clock.at(NOON):
        for step, which, back in steps:
            moment = NOON - timedelta(days=back)
            try:
                if step in "lq":
                    item = Eaten(dal().pk, grams=50) if step == "l" else Eaten(quick={"energy": 100})
                    meals.log_meal(person=person, meal=NewMeal("snack", [item], moment, id=ids[which]))
                elif step == "x":
                    meals.remove_meal(person=person, meal_id=ids[which])
                elif step == "r":
                    meals.restore_meal(person=person, meal_id=ids[which])
                else:
                    changes = {"items": [Eaten(roti().pk, grams=10)]} if step == "a" else {"at": moment}
                    meals.amend_meal(person=person, meal_id=ids[which], changes=changes)
            except NotFound:
                pass
    for back in range(3):
        day = DAY - timedelta(days=back)
        sums, known = obvious(person, day)
        told = plates.day_food(person, day)
        assert same(told.nutrients, sums)
        assert same(told.known, known)
        assert told.meals == Meal.objects.filter(person=person, day=day, removed_at=None).count()


def test_many_at_once_are_each_counted_once(committed: str) -> None:
    person, item = asha(), Eaten(dal().pk, grams=100)
    same_id = new_id()

    def work(n: int) -> None:
        pk = same_id if n % 2 else new_id()
        try:
            made = meals.log_meal(person=person, meal=NewMeal("snack", [item], clock.now(), id=pk))
            if n % 4 == 0:
                meals.remove_meal(person=person, meal_id=made.id)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(40)))
    told = DayFood.objects.get(person=person)
    assert (told.meals, round(told.nutrients["energy"])) == (11, 1100)
    assert same(told.nutrients, obvious(person, told.day)[0])


@db
def test_what_a_device_kept_is_taken_once_and_what_it_can_not_take_is_told() -> None:
    person, food_id = asha(), str(dal().pk)
    meal = {
        "id": str(new_id()),
        "mealType": "lunch",
        "at": NOON.isoformat(),
        "foods": [{"foodId": food_id, "grams": 100}],
    }
    entries = [
        {"id": meal["id"], "type": "meal", "body": meal},
        {"id": str(new_id()), "type": "water", "body": {"day": "2027-01-12", "ml": 250}},
        {"id": str(new_id()), "type": "day", "body": {"day": "2027-01-12", "at": NOON.isoformat(), "energy": 7}},
        {"id": str(new_id()), "type": "symptom", "body": {"id": str(new_id()), "kind": "skin", "severity": 3}},
        {"id": "x", "type": "meal", "body": {"mealType": "lunch", "foods": [{"foodId": str(new_id()), "grams": 1}]}},
        {"id": "y", "type": "day", "body": {"energy": 99}},
        {"id": "z", "type": "nothing"},
    ]
    with clock.at(NOON):
        for _ in range(2):
            told = sync.take(person=person, entries=entries)
            assert [one.state for one in told] == ["done"] * 4 + ["refused"] * 3
        row = CheckIn.objects.get()
        assert (row.water_ml, row.energy, Meal.objects.count()) == (250, 7, 1)
    with clock.at(NOON + timedelta(hours=2)):
        sync.take(person=person, entries=[{"id": "a", "type": "day", "body": {"day": "2027-01-12", "energy": 3}}])
        late = {"day": "2027-01-12", "energy": 9, "mood": 4, "at": (NOON + timedelta(hours=1)).isoformat()}
        (told_late,) = sync.take(person=person, entries=[{"id": "b", "type": "day", "body": late}])
    assert told_late.stayed == ["energy"]
    row.refresh_from_db()
    assert (row.energy, row.mood) == (3, 4)


@db
def test_sending_needs_the_person_themselves() -> None:
    client, address = Client(), "/portal/log/sync/"
    body = {
        "person": str(asha().pk),
        "entries": [{"id": str(new_id()), "type": "water", "body": {"day": "2027-01-12", "ml": 250}}],
    }
    assert client.post(address, body, "application/json").status_code == 401
    client.force_login(charlie())
    assert client.post(address, body, "application/json").status_code == 409
    client.force_login(meera())
    assert client.post(address, body, "application/json").status_code == 401
    client.force_login(asha())
    for wrong in ("{", "[]", '{"person": 1}', '{"person": "x", "entries": [1]}', "[" * 5000):
        assert client.post(address, wrong, "application/json").status_code == 422
    with clock.at(NOON):
        assert client.post(address, body, "application/json").json()["results"][0]["state"] == "done"


def photo() -> bytes:
    made = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "SECRET-PLACE"
    Image.new("RGB", (1600, 1200), "orange").save(made, "JPEG", exif=exif)
    return made.getvalue()


@db
def test_the_api_logs_amends_repeats_and_keeps_favourites() -> None:
    with clock.at(NOON):
        api, other = ApiClient(asha()), ApiClient(charlie())
        body = {"mealType": "lunch", "foods": [{"foodId": str(dal().pk), "measure": "katori", "count": 1}]}
        made = api.post("/journeys/meals", body).json()["data"]
        assert made["nutrients"]["energy"] == {"amount": 150, "unit": "kcal", "knownPercent": 100, "isEstimated": False}
        meal = f"/journeys/meals/{made['id']}"
        for call in (other.patch(meal, {"hunger": 1}), other.delete(meal), other.post(f"{meal}/restore")):
            assert call.status_code == 404
        assert api.patch(meal, {"hunger": 3, "notes": "slow"}).json()["data"]["stayed"] == []
        assert api.get("/journeys/meals").json()["data"][0]["notes"] == "slow"
        assert other.get("/journeys/meals").json()["data"] == []
        told = api.get("/journeys/food").json()["data"]
        assert (told["meals"], told["targets"]["energy"]) == (1, None)
        saved = api.post("/journeys/favourites", {"name": "Dal", "mealId": made["id"]}).json()["data"]
        again = api.post(f"/journeys/favourites/{saved['id']}/log", {"mealType": "dinner"}).json()["data"]
        assert again["foods"][0]["grams"] == 150
        assert other.post(f"/journeys/favourites/{saved['id']}/log", {"mealType": "dinner"}).status_code == 404
        repeated = api.post("/journeys/meals/repeat", {"source": "2027-01-12", "day": "2027-01-11"}).json()["data"]
        assert [one["day"] for one in repeated] == ["2027-01-11", "2027-01-11"]
        assert api.delete(meal).status_code == 200
        assert len(api.get("/journeys/meals").json()["data"]) == 1
        wrong = api.post("/journeys/meals", {"mealType": "lunch"}).json()["error"]
        assert wrong["fields"] == {"items": ["A meal has 1 to 40 foods."]}


@db
def test_supplements_and_measurements() -> None:
    with clock.at(NOON):
        api = ApiClient(asha())
        one = api.post("/journeys/supplements", {"name": "Vitamin D", "dose": "60,000 IU"}).json()["data"]
        address = f"/journeys/supplements/{one['id']}"
        assert ApiClient(charlie()).put(f"{address}/taken", {}).status_code == 404
        api.put(f"{address}/taken", {})
        assert api.get("/journeys/supplements").json()["data"][0]["taken"]
        assert not api.get("/journeys/supplements?date=2027-01-11").json()["data"][0]["taken"]
        api.delete(address)
        assert api.get("/journeys/supplements").json()["data"] == []
        assert Supplement.objects.get().intakes.count() == 1
        kept = api.put("/journeys/measurements", {"values": {"weight": 64.2, "waist": 80}})
        assert {row["kind"] for row in kept.json()["data"]} == {"weight", "waist"}
        assert float(CheckIn.objects.get().weight_kg or 0) == 64.2
        assert api.put("/journeys/measurements", {"values": {"waist": 2}}).json()["error"]["fields"].keys() == {"waist"}


@db
def test_a_photo_is_drawn_anew_sealed_and_seen_by_who_treats_only() -> None:
    with clock.at(NOON):
        made = meals.log_meal(person=asha(), meal=lunch())
        client, address = Client(), f"/portal/log/meals/{made.id}/"
        client.force_login(asha())
        local = made.at.astimezone().strftime("%Y-%m-%dT%H:%M")
        fields = {"kind": "lunch", "at": local, "grams_0": "150"}
        wrong = client.post(address, {**fields, "photo": SimpleUploadedFile("x.jpg", b"<svg>")})
        assert wrong.status_code == 422
        sent = client.post(address, {**fields, "photo": SimpleUploadedFile("x.jpg", photo())})
        assert sent.status_code == 302
    picture = f"/people/{asha().pk}/meals/{made.id}/photo.jpg"
    shown = client.get(picture)
    assert Image.open(BytesIO(shown.content)).size == (1280, 960)
    assert b"SECRET" not in shown.content
    assert "v2:" in MealPhoto.objects.values_list("picture", flat=True)[0]
    for person, status in ((charlie(), 404), (meera(), 404), (kabir(), 404)):
        client.force_login(person)
        assert client.get(picture).status_code == status
    care.begin(client=asha(), nutritionist=meera())
    client.force_login(meera())
    assert client.get(picture).status_code == 200


@db
def test_the_day_page_logs_by_plain_forms_and_undoes() -> None:
    with clock.at(NOON):
        client, food_id = Client(), str(dal().pk)
        client.force_login(asha())
        assert "Toor dal" in client.get("/portal/log/?q=dal").content.decode()
        sent = client.post("/portal/log/meals/", {"kind": "lunch", "food": food_id, "measure": "katori", "count": "2"})
        page = client.get(sent["Location"].split("#")[0]).content.decode()
        assert "Toor dal" in page
        assert "Undo" in page
        made = Meal.objects.get()
        out = client.post(f"/portal/log/meals/{made.id}/remove/")
        assert "Taken out" in client.get(out["Location"].split("#")[0]).content.decode()
        client.post(f"/portal/log/meals/{made.id}/restore/")
        client.post("/portal/log/meals/", {"kind": "snack", "quick": "1", "energy": "120"})
        with clock.at(NOON + timedelta(days=1)):
            assert "The same as the day before" in client.get("/portal/log/").content.decode()
            for _click in range(2):
                client.post("/portal/log/meals/repeat/", {"kind": "lunch"})
        assert client.post("/portal/log/meals/", {"kind": "x"}).status_code == 422
    assert [meal.day.day for meal in Meal.objects.order_by("day", "at")] == [12, 12, 13]
    again = Meal.objects.get(day=date(2027, 1, 13)).items[0]
    assert (again["measure"], again["count"], again["grams"]) == ("katori", 2, 300)


@db
def test_a_quick_add_is_repeated_and_changed_with_all_that_it_holds() -> None:
    with clock.at(NOON):
        client = Client()
        client.force_login(asha())
        both = lunch(Eaten(dal().pk, grams=100), Eaten(quick={"energy": 450, "protein": 12}))
        meal = meals.log_meal(person=asha(), meal=both)
        meals.repeat(person=asha(), meals=[meal], day=date(2027, 1, 11))
        fields = {"kind": "lunch", "at": "2027-01-12T12:00", "grams_0": "0.1"}
        assert client.post(f"/portal/log/meals/{meal.id}/", fields).status_code == 302
    first, changed = Meal.objects.order_by("day")
    assert first.nutrients == meal.nutrients
    assert changed.items[1]["quick"] == {"energy": 450, "protein": 12}
    assert changed.nutrients["protein"] == pytest.approx(12, abs=0.1)


def test_a_favourite_keeps_its_quick_adds() -> None:
    with clock.at(NOON):
        both = lunch(Eaten(dal().pk, grams=100), Eaten(quick={"energy": 450, "protein": 12}))
        meal = meals.log_meal(person=asha(), meal=both)
        saved = meals.save_favourite(person=asha(), name="Dal and more", items=meal.items)
        again = meals.log_favourite(person=asha(), saved_id=saved.pk, kind="dinner", at=NOON)
        alone = meals.save_favourite(person=asha(), name="More", items=meal.items[1:])
        more = meals.log_favourite(person=asha(), saved_id=alone.pk, kind="snack", at=NOON)
    assert (again.id != meal.id, again.nutrients, again.items) == (True, meal.nutrients, meal.items)
    assert more.nutrients == {"energy": pytest.approx(450), "protein": pytest.approx(12)}


def test_a_food_of_several_is_left_out_and_the_others_keep_their_measures() -> None:
    with clock.at(NOON):
        client = Client()
        client.force_login(asha())
        both = lunch(Eaten(dal().pk, measure="katori", count=2), Eaten(roti().pk, measure="piece", count=1))
        meal = meals.log_meal(person=asha(), meal=both)
        fields = {"kind": "lunch", "at": "2027-01-12T12:00", "grams_0": "", "grams_1": "40"}
        assert client.post(f"/portal/log/meals/{meal.id}/", fields).status_code == 302
        meal.refresh_from_db()
        assert [(one["name"], one["measure"], one["count"]) for one in meal.items] == [("Roti", "piece", 1)]
        assert client.post(f"/portal/log/meals/{meal.id}/", {**fields, "grams_0": "0"}).status_code == 422


def test_counts_read_as_people_say_them() -> None:
    assert [counted(n) for n in (0.5, 1, 1.5, 2, 0.3, 12)] == ["½", "1", "1½", "2", "0.3", "12"]
