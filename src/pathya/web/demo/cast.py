"""Who is in the demo practice. Everybody's address ends in @pathya.example."""

from dataclasses import dataclass, field

from pathya.accounts.rules import DEMO_DOMAIN, DEMO_PASSWORD

DOMAIN = DEMO_DOMAIN.removeprefix("@")
PASSWORD = DEMO_PASSWORD


@dataclass(frozen=True)
class Person:
    """One who can sign in; `login` stands before the @."""

    login: str
    first_name: str
    last_name: str
    role: str = "client"
    language: str = "en"
    time_zone: str = "Asia/Kolkata"
    phone: str = ""

    @property
    def email(self) -> str:
        return f"{self.login}@{DOMAIN}"


@dataclass(frozen=True)
class Profile:
    """A nutritionist's public page and hours; texts are English and Hindi."""

    person: Person
    name_hi: str
    emblem: str
    headline: tuple[str, str]
    about: tuple[str, str]
    qualifications: tuple[str, ...]
    registration_number: str
    since: int
    specialisations: tuple[str, ...]
    languages: tuple[str, ...]
    fees: tuple[int, int]
    """Rupees for the first consultation and a follow-up."""
    week: str
    """Hours as `0-4 10:00-13:00 14:00-18:00; 5 10:00-13:00`, weekdays from Monday = 0."""
    breaks: str = ""
    buffer: int = 10
    rules: dict[str, int] = field(default_factory=dict)


CLIENTS = (
    Person("asha", "Asha", "Nair", phone="+919845012301"),
    Person("bilal", "Bilal", "Ahmed", language="hi", phone="+919845012302"),
    Person("charlie", "Charlie", "D’Souza", time_zone="Europe/London"),
    Person("devika", "Devika", "Rao"),
    Person("farida", "Farida", "Shaikh", language="hi"),
    Person("gopal", "Gopal", "Verma", language="hi"),
    Person("ishita", "Ishita", "Sen"),
    Person("jatin", "Jatin", "Shah"),
    Person("kavya", "Kavya", "Menon", time_zone="America/New_York"),
    Person("mohan", "Mohan", "Pillai"),
    Person("nisha", "Nisha", "Gupta", language="hi"),
    Person("omkar", "Omkar", "Patil"),
    Person("priya", "Priya", "Thomas", time_zone="Asia/Dubai"),
    Person("ravi", "Ravi", "Chauhan"),
    Person("sana", "Sana", "Qureshi"),
    Person("usha", "Usha", "Bhat"),
)

STAFF = (
    Person("esha", "Esha", "Kulkarni", role="editor"),
    Person("adi", "Adi", "Mehta", role="admin"),
)

SHOWN = ("asha", "bilal", "charlie", "meera", "kabir", "esha", "adi")
"""Logins that the start and the sign-in page name."""

SPECIALISATIONS = (
    ("gut-health", "Gut health", "पाचन और आँतें"),
    ("diabetes", "Diabetes and prediabetes", "डायबिटीज़ और प्रीडायबिटीज़"),
    ("pcos", "PCOS and hormones", "पीसीओएस और हार्मोन"),
    ("thyroid", "Thyroid", "थायरॉइड"),
    ("weight", "Weight", "वज़न"),
    ("pregnancy", "Pregnancy and new mothers", "गर्भावस्था और नई माँएँ"),
    ("heart", "Heart and cholesterol", "हृदय और कोलेस्ट्रॉल"),
    ("sport", "Sport and strength", "खेल और ताक़त"),
    ("children", "Children and teenagers", "बच्चे और किशोर"),
)

KINDS = (
    (
        "discovery",
        ("Discovery call", "परिचय कॉल"),
        (
            "Twenty minutes to tell your story, ask anything and see whether we fit.",
            "बीस मिनट: अपनी बात कहिए, जो मन में हो पूछिए, और देखिए कि साथ जमता है या नहीं।",
        ),
    ),
    (
        "first-consultation",
        ("First consultation", "पहला परामर्श"),
        (
            "A full hour on your history, reports, kitchen and day, ending with a first plan.",
            "पूरा एक घंटा: आपका इतिहास, रिपोर्टें, रसोई और दिनचर्या, और अंत में पहली योजना।",
        ),
    ),
    (
        "follow-up",
        ("Follow-up", "फ़ॉलो-अप"),
        (
            "What worked, what did not, and what to change next.",
            "क्या काम आया, क्या नहीं, और आगे क्या बदलें।",
        ),
    ),
)
