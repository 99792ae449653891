"""Amounts in words, English and Hindi, with lakh and crore."""

from decimal import Decimal

ONES_TEXT = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen "
)
ONES = ONES_TEXT.split()
TENS = ("", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
HINDI_TEXT = (
    "शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस "
    "बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस "
    "पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस इकतालीस बयालीस तैंतालीस चवालीस पैंतालीस छियालीस "
    "सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ इकसठ "
    "बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर "
    "छिहत्तर सतहत्तर अठहत्तर उनासी अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी "
    "नवासी नब्बे इक्यानवे बानवे तिरानवे चौरानवे पंचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे "
)
HINDI = HINDI_TEXT.split()
UNITS = {
    "en": ((10_000_000, "crore"), (100_000, "lakh"), (1000, "thousand"), (100, "hundred")),
    "hi": ((10_000_000, "करोड़"), (100_000, "लाख"), (1000, "हज़ार"), (100, "सौ")),
}


def rupees_in_words(amount: Decimal, language: str) -> str:
    """`Rupees one lakh five and fifty paise only`; the amount is not negative."""
    whole, paise = divmod(int(amount * 100), 100)
    if language == "hi":
        tail = f" और {_words(paise, 'hi')} पैसे" if paise else ""
        return f"{_words(whole, 'hi')} रुपये{tail} मात्र"
    tail = f" and {_words(paise, 'en')} paise" if paise else ""
    return f"Rupees {_words(whole, 'en')}{tail} only"


def _words(number: int, language: str) -> str:
    if number < 100:
        return HINDI[number] if language == "hi" else _below_hundred(number)
    for size, name in UNITS[language]:
        if number >= size:
            head, rest = divmod(number, size)
            return f"{_words(head, language)} {name}" + (f" {_words(rest, language)}" if rest else "")
    raise AssertionError(number)


def _below_hundred(number: int) -> str:
    if number < 20:
        return ONES[number]
    return TENS[number // 10 - 1] + (f"-{ONES[number % 10]}" if number % 10 else "")
