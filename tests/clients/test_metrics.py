import io
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import typst
from PIL import Image

from pathya.clients import avatars, csv_import, lab_report, selectors, services
from pathya.clients.catalogue import KINDS
from pathya.clients.errors import ReportUnreadable
from pathya.clients.models import Metric, Profile
from pathya.kit import clock
from pathya.kit.errors import Invalid, NotFound
from tests.factories import asha, charlie

KOLKATA = ZoneInfo("Asia/Kolkata")
REPORT = """
*Sunrise Laboratory* \\
Name: Asha V. #h(1cm) Age: 34 \\
HbA1c #h(1cm) 6.1 % #h(1cm) 4.0 - 5.6 \\
Fasting Blood Sugar #h(1cm) 5.4 mmol/L #h(1cm) 3.9 - 5.5 \\
Serum Ferritin #h(1cm) 12 ng/mL \\
LDL Cholesterol #h(1cm) 131 mg/dL #h(1cm) \\< 100 \\
LDL/HDL Ratio #h(1cm) 2.6 \\
TSH #h(1cm) pending \\
Triglycerides #h(1cm) 99999 mg/dL
"""


def pdf(text: str = REPORT) -> bytes:
    return bytes(typst.compile(text.encode()))


def test_lines_are_read_whole_or_not_at_all() -> None:
    text = "kind,value,unit,date\nhba1c,5.9,%,2026-01-02\nLDL cholesterol,3.1,mmol/L,03/01/2026\n"
    entries, wrong = csv_import.parse(text, KOLKATA)
    assert [(one.kind.slug, round(one.value)) for one in entries] == [("hba1c", 6), ("ldl", 120)]
    assert wrong == []
    bad = "shoe,1,,2026-01-02\nhba1c,much,,2026-01-02\nhba1c,5,kg,2026-01-02\nhba1c,5,%,soon\nhba1c,60,%,2026-01-02\n"
    entries, wrong = csv_import.parse(bad + "hba1c,5.9,%,2999-01-01\nhba1c,NaN,%,2026-01-02", KOLKATA)
    assert entries == []
    assert [one.line for one in wrong] == [1, 2, 3, 4, 5, 6, 7]


def test_a_report_is_read_with_the_place_of_each_value() -> None:
    found = {one["kind"]: one for one in lab_report.values(pdf())}
    assert {kind: (one["value"], one["unit"], one["page"]) for kind, one in found.items()} == {
        "hba1c": ("6.1", "%", 1),
        "glucose_fasting": ("5.4", "mmol/L", 1),
        "ferritin": ("12", "ng/mL", 1),
        "ldl": ("131", "mg/dL", 1),
    }
    assert "Fasting Blood Sugar" in found["glucose_fasting"]["text"]


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7 rubbish", b"PK\x03\x04"])
def test_what_is_no_report_is_told(content: bytes) -> None:
    with pytest.raises(ReportUnreadable):
        lab_report.values(content)
    with pytest.raises(ReportUnreadable):
        lab_report.values(pdf("#rect()"))


@pytest.mark.django_db
def test_nothing_of_a_report_is_entered_before_a_person_confirms() -> None:
    report = services.read_report(viewer=asha(), client=asha(), content=pdf(), taken_on=date(2026, 3, 1))
    assert not Metric.objects.exists()
    with pytest.raises(NotFound):
        services.settle_report(viewer=charlie(), report_id=report.pk, values={"hba1c": "6.1"})
    with pytest.raises(NotFound):
        selectors.report(charlie(), report.pk)
    with pytest.raises(Invalid) as told:
        services.settle_report(viewer=asha(), report_id=report.pk, values={"hba1c": "61", "ldl": "131"})
    assert list(told.value.fields) == ["hba1c"]
    assert not Metric.objects.exists()
    values = {"hba1c": "6.0", "glucose_fasting": "5.4", "ldl": None}
    for _again in range(2):
        report = services.settle_report(viewer=asha(), report_id=report.pk, values=values)
    states = {one["kind"]: one["state"] for one in report.rows}
    assert states == {"hba1c": "confirmed", "glucose_fasting": "confirmed", "ldl": "dismissed", "ferritin": "proposed"}
    kept = {one.kind: round(one.value, 1) for one in Metric.objects.all()}
    assert kept == {"hba1c": Decimal("6.0"), "glucose_fasting": Decimal("97.3")}
    assert {one.source for one in Metric.objects.all()} == {"report"}


def test_pictures_are_made_anew_without_what_they_carried() -> None:
    picture = Image.new("RGB", (900, 500), "green")
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    made = io.BytesIO()
    picture.save(made, "JPEG", exif=exif)
    kept = Image.open(io.BytesIO(avatars.encoded(made.getvalue())))
    assert (kept.size, kept.format) == ((400, 400), "WEBP")
    assert not kept.getexif()


@pytest.mark.parametrize(
    "content", [b"", b"<svg onload=alert(1)>", b"GIF89a" + b"0" * 40, b"x" * (5 * 1024 * 1024 + 1)]
)
def test_other_files_are_no_pictures(content: bytes) -> None:
    with pytest.raises(Invalid):
        avatars.encoded(content)


def test_a_bomb_of_pixels_is_refused() -> None:
    made = io.BytesIO()
    Image.new("1", (9000, 9000)).save(made, "PNG")
    with pytest.raises(Invalid):
        avatars.encoded(made.getvalue())


def test_a_hostile_report_ends_in_words_and_in_a_process_of_its_own() -> None:
    for content in (b"%PDF-1.7 broken", b"%PDF-1.7\n" + b"[" * 200_000):
        with pytest.raises(ReportUnreadable):
            lab_report.values(content)
    assert "pypdfium2" not in vars(lab_report)


@pytest.mark.parametrize(("born", "has_band"), [(date(1990, 5, 1), True), (date(2012, 5, 1), False)])
def test_reference_bands_are_for_adults(born: date, has_band: bool) -> None:
    profile = Profile(born=born, gender="female")
    with clock.at(datetime(2026, 11, 23, tzinfo=KOLKATA)):
        assert (KINDS["hba1c"].band(profile.banded) is not None) is has_band
    assert KINDS["tsh"].band("female") is None
