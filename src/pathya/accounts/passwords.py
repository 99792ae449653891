"""How good a password is: length, a strength library, lists of passwords that leaked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import prod
from operator import itemgetter
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from zxcvbn import feedback, matching, scoring, time_estimates
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from pathya.accounts.errors import WeakPassword
from pathya.accounts.rules import MAX_PASSWORD, MIN_PASSWORD, MIN_SCORE

JUDGED = 64
"""Characters the library looks at: its time grows with the square of the length."""
MOST_DISGUISES = 16
SHORTEST_NAME = 3
OURS = ("pathya", "पथ्य")

ADVICE: dict[str, Promise] = {
    'Repeats like "aaa" are easy to guess.': _("Repeats like “aaa” are easy to guess."),
    'Repeats like "abcabcabc" are only slightly harder to guess than "abc".': _(
        "Repeats like “abcabc” are hardly better than “abc”."
    ),
    'Sequences like "abc" or "6543" are easy to guess.': _("Rows like “abc” or “6543” are easy to guess."),
    "Straight rows of keys are easy to guess.": _("Rows of neighbouring keys are easy to guess."),
    "Short keyboard patterns are easy to guess.": _("Patterns on the keyboard are easy to guess."),
    "Recent years are easy to guess.": _("Years are easy to guess."),
    "Dates are often easy to guess.": _("Dates are easy to guess."),
    "This is a top-10 common password.": _("This is one of the ten most used passwords."),
    "This is a top-100 common password.": _("This is one of the hundred most used passwords."),
    "This is a very common password.": _("Very many people use this password."),
    "This is similar to a commonly used password.": _("This is close to a password that many people use."),
    "A word by itself is easy to guess.": _("A single word is easy to guess."),
    "Names and surnames by themselves are easy to guess.": _("Names are easy to guess."),
    "Common names and surnames are easy to guess.": _("Names are easy to guess."),
}
"""The library's warnings in our words."""

LONGER = _("Add another word or two that do not usually stand together.")
LEAKED = _("This password is on public lists of stolen passwords. Choose another one.")
TOO_SHORT = _("Use at least 8 characters.")
TOO_LONG = _("Use at most 128 characters.")


@dataclass(frozen=True)
class Judgement:
    """`score` 0–4 of the strength library; `advice` says what to do, empty when the password is taken."""

    score: int
    advice: Sequence[str | Promise]

    @property
    def is_good(self) -> bool:
        return not self.advice


@cache
def leaked() -> frozenset[str]:
    """Passwords known from breaches, in lower case: about 45,000 from two bundled lists."""
    return frozenset(FREQUENCY_LISTS["passwords"]) | frozenset(CommonPasswordValidator().passwords)


def judge(password: str, personal: Sequence[str] = ()) -> Judgement:
    """Judge a password against what is known of the person (names, address)."""
    if len(password) > MAX_PASSWORD:
        return Judgement(0, [TOO_LONG])
    score, warning = _strength(password[:JUDGED], personal)
    bare = _without(password[:JUDGED], personal)
    if bare != password[:JUDGED]:
        score = min(score, _strength(bare, personal)[0] + 1)
    if len(password) < MIN_PASSWORD:
        return Judgement(min(score, 1), [TOO_SHORT])
    if password.lower() in leaked():
        return Judgement(0, [LEAKED])
    if score >= MIN_SCORE:
        return Judgement(score, [])
    return Judgement(score, [ADVICE[warning], LONGER] if warning in ADVICE else [LONGER])


def require_good(password: str, personal: Sequence[str] = (), *, field: str = "password") -> None:
    """Raise `WeakPassword` with advice beside `field` unless the password is good."""
    judgement = judge(password, personal)
    if not judgement.is_good:
        raise WeakPassword(fields={field: judgement.advice})


def _strength(password: str, personal: Sequence[str]) -> tuple[int, str]:
    """Score and warning; the library's own entry point keeps personal words in a global between calls."""
    words = [part.lower() for word in (*OURS, *personal) for part in (word, *_parts(word)) if part]
    known = {**matching.RANKED_DICTIONARIES, "user_inputs": matching.build_ranked_dict(words)}
    found = scoring.most_guessable_match_sequence(password, _matches(password, known))
    score: int = time_estimates.estimate_attack_times(found["guesses"])["score"]
    return score, feedback.get_feedback(score, found["sequence"])["warning"]


def _matches(password: str, known: Mapping[str, Mapping[str, int]]) -> list[dict[str, Any]]:
    """What the library finds in it. Where many signs may stand for letters it would try each combination
    (seconds for 60 characters): such a password is no word in disguise, so those two finders are left out."""
    signs = matching.relevant_l33t_subtable(password, matching.L33T_TABLE)
    finders = [
        matching.dictionary_match,
        matching.reverse_dictionary_match,
        matching.spatial_match,
        matching.sequence_match,
        matching.regex_match,
        matching.date_match,
    ]
    if prod(len(options) for options in signs.values()) <= MOST_DISGUISES:
        finders += [matching.l33t_match, matching.repeat_match]
    found = [match for finder in finders for match in finder(password, _ranked_dictionaries=known)]
    return sorted(found, key=itemgetter("i", "j"))


def _without(password: str, personal: Sequence[str]) -> str:
    """What is left without names and the first part of the address: a name and a year are soon guessed."""
    for word in personal:
        own = re.escape(word.split("@")[0])
        password = re.sub(own, "", password, flags=re.IGNORECASE) if len(own) >= SHORTEST_NAME else password
    return password


def _parts(word: str) -> Sequence[str]:
    return [part for part in word.replace("@", " ").replace(".", " ").split() if len(part) >= SHORTEST_NAME]
