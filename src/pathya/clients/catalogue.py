"""Kinds of health metrics: units with their UCUM codes and conversions, plausible limits, reference bands.

Bands are only given where a guideline says them for adults; a laboratory's own range goes first, and what has no agreed
range shows none. Sources: ADA Standards of Care 2024 (glucose, HbA1c), NCEP ATP III 2001 (lipids), WHO 2024 (anaemia),
WHO 2020 (ferritin), IOM 2011 (vitamin D), ACC/AHA 2017 (blood pressure), Misra et al. 2009 (waist of Asian Indians).
"""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

D = Decimal
ONE, NONE = D(1), D(0)


@dataclass(frozen=True)
class Unit:
    """`factor` and `offset` turn a value of this unit into the canonical one: value × factor + offset."""

    code: str
    shown: str
    factor: Decimal = ONE
    offset: Decimal = NONE


@dataclass(frozen=True)
class Band:
    """Good from `low` (included) to below `high`, in the canonical unit; `gender` empty: for all."""

    low: Decimal | None
    high: Decimal | None
    source: str
    gender: str = ""


@dataclass(frozen=True)
class Kind:
    """`units[0]` is the canonical one; `low` and `high` are what is plausible at all; `loinc` its code in FHIR."""

    slug: str
    name: str | Promise
    units: tuple[Unit, ...]
    low: Decimal
    high: Decimal
    places: int = 1
    loinc: str = ""
    bands: tuple[Band, ...] = ()
    words: tuple[str, ...] = field(default=())
    """How laboratories write it, lower case."""

    def unit(self, code: str) -> Unit | None:
        return next((unit for unit in self.units if code in {unit.code, unit.shown}), None)

    def band(self, gender: str | None) -> Band | None:
        """The one for a gender ("": unknown); None asks for nobody's (`Profile.banded`)."""
        if gender is None:
            return None
        return next((band for band in self.bands if band.gender in {"", gender}), None)


MG_DL, MMOL_L = "mg/dL", "mmol/L"
ADA, ATP, ACC = "ADA 2024", "NCEP ATP III 2001", "ACC/AHA 2017"


def _glucose(slug: str, name: str | Promise, below: int, loinc: str, words: tuple[str, ...]) -> Kind:
    units = (Unit(MG_DL, MG_DL), Unit(MMOL_L, MMOL_L, D("18.016")))
    return Kind(slug, name, units, D(20), D(800), 0, loinc, (Band(D(70), D(below), ADA),), words)


def _cholesterol(slug: str, name: str | Promise, band: Band | None, loinc: str, words: tuple[str, ...]) -> Kind:
    units = (Unit(MG_DL, MG_DL), Unit(MMOL_L, MMOL_L, D("38.67")))
    return Kind(slug, name, units, D(5), D(1000), 0, loinc, (band,) if band else (), words)


_KINDS = (
    Kind("weight", _("Weight"), (Unit("kg", "kg"), Unit("[lb_av]", "lb", D("0.45359237"))), D(20), D(500), 1, "29463-7"),
    Kind(
        "waist", _("Waist"), (Unit("cm", "cm"), Unit("[in_i]", "in", D("2.54"))), D(30), D(250), 1, "8280-0",
        (Band(None, D(90), "Misra 2009", "male"), Band(None, D(80), "Misra 2009", "female")),
    ),
    Kind("hip", _("Hip"), (Unit("cm", "cm"), Unit("[in_i]", "in", D("2.54"))), D(30), D(300), 1, "62409-8"),
    Kind("body_fat", _("Body fat"), (Unit("%", "%"),), D(2), D(75), 1, "41982-0"),
    Kind("systolic", _("Blood pressure, upper"), (Unit("mm[Hg]", "mmHg"),), D(50), D(280), 0, "8480-6",
         (Band(None, D(120), ACC),), ("systolic",)),
    Kind("diastolic", _("Blood pressure, lower"), (Unit("mm[Hg]", "mmHg"),), D(30), D(180), 0, "8462-4",
         (Band(None, D(80), ACC),), ("diastolic",)),
    Kind("pulse", _("Pulse at rest"), (Unit("/min", "/min"),), D(25), D(230), 0, "8867-4"),
    _glucose("glucose_fasting", _("Glucose, fasting"), 100, "1558-6",
             ("fasting blood sugar", "glucose fasting", "fasting glucose", "glucose, fasting", "fbs")),
    _glucose("glucose_after", _("Glucose, 2 h after food"), 140, "1521-4",
             ("post prandial", "postprandial", "glucose pp", "ppbs")),
    Kind("hba1c", _("HbA1c"), (Unit("%", "%"), Unit("mmol/mol", "mmol/mol", D("0.09148"), D("2.152"))), D(3), D(20), 1,
         "4548-4", (Band(None, D("5.7"), ADA),), ("hba1c", "glycated haemoglobin", "glycosylated hemoglobin")),
    _cholesterol("cholesterol", _("Cholesterol, total"), Band(None, D(200), ATP), "2093-3",
                 ("total cholesterol", "cholesterol total", "cholesterol, total")),
    _cholesterol("ldl", _("LDL cholesterol"), Band(None, D(100), ATP), "13457-7", ("ldl cholesterol", "ldl")),
    Kind("hdl", _("HDL cholesterol"), (Unit(MG_DL, MG_DL), Unit(MMOL_L, MMOL_L, D("38.67"))), D(5), D(200), 0, "2085-9",
         (Band(D(40), None, ATP, "male"), Band(D(50), None, "ATP III / IDF 2006", "female")), ("hdl cholesterol", "hdl")),
    Kind("triglycerides", _("Triglycerides"), (Unit(MG_DL, MG_DL), Unit(MMOL_L, MMOL_L, D("88.57"))), D(10), D(5000), 0,
         "2571-8", (Band(None, D(150), ATP),), ("triglycerides", "triglyceride")),
    Kind("tsh", _("TSH"), (Unit("m[IU]/L", "mIU/L"), Unit("u[IU]/mL", "µIU/mL")), D("0.001"), D(150), 2, "3016-3",
         (), ("tsh", "thyroid stimulating hormone")),
    Kind("t3_free", _("Free T3"), (Unit("pg/mL", "pg/mL"),), D("0.1"), D(40), 2, "3051-0", (), ("free t3", "ft3")),
    Kind("t4_free", _("Free T4"), (Unit("ng/dL", "ng/dL"), Unit("pmol/L", "pmol/L", D("0.0777"))), D("0.05"), D(15), 2,
         "3024-7", (), ("free t4", "ft4")),
    Kind("haemoglobin", _("Haemoglobin"), (Unit("g/dL", "g/dL"), Unit("g/L", "g/L", D("0.1"))), D(2), D(25), 1, "718-7",
         (Band(D(13), None, "WHO 2024", "male"), Band(D(12), None, "WHO 2024", "female")), ("haemoglobin", "hemoglobin")),
    Kind("ferritin", _("Ferritin"), (Unit("ng/mL", "ng/mL"), Unit("ug/L", "µg/L")), D("0.5"), D(10000), 0, "2276-4",
         (Band(D(15), None, "WHO 2020"),), ("ferritin",)),
    Kind("b12", _("Vitamin B12"), (Unit("pg/mL", "pg/mL"), Unit("pmol/L", "pmol/L", D("1.3554"))), D(30), D(10000), 0,
         "2132-9", (), ("vitamin b12", "vitamin b-12", "cyanocobalamin")),
    Kind("vitamin_d", _("Vitamin D (25-OH)"), (Unit("ng/mL", "ng/mL"), Unit("nmol/L", "nmol/L", D("0.4006"))), D(1), D(250),
         1, "62292-8", (Band(D(20), None, "IOM 2011"),), ("25-oh vitamin d", "25 hydroxy vitamin d", "vitamin d")),
    Kind("creatinine", _("Creatinine"), (Unit(MG_DL, MG_DL), Unit("umol/L", "µmol/L", D("0.01131"))), D("0.1"), D(25), 2,
         "2160-0", (), ("creatinine",)),
    Kind("alt", _("ALT (SGPT)"), (Unit("U/L", "U/L"),), D(1), D(10000), 0, "1742-6", (), ("sgpt", "alt (sgpt)", "alt")),
    Kind("ast", _("AST (SGOT)"), (Unit("U/L", "U/L"),), D(1), D(10000), 0, "1920-8", (), ("sgot", "ast (sgot)", "ast")),
    Kind("uric_acid", _("Uric acid"), (Unit(MG_DL, MG_DL), Unit("umol/L", "µmol/L", D("0.01681"))), D("0.5"), D(30), 1,
         "3084-1", (), ("uric acid",)),
)  # fmt: skip
KINDS = {kind.slug: kind for kind in _KINDS}


def canonical(value: Decimal, unit: Unit) -> Decimal:
    """A value of `unit` in the first unit of its kind, to 4 places."""
    return (value * unit.factor + unit.offset).quantize(D("0.0001"))


def is_plausible(kind: Kind, value: Decimal) -> bool:
    """Whether a canonical value can be one of a living person."""
    return kind.low <= value <= kind.high
