"""The translations of all parts as one dictionary for each language.

Django keeps one for each app, as it compares the code of a plural rule with the rule itself and so never finds two of
them alike (`TranslationCatalog.update`, 5.2): a word was looked for in some 20 to 40 dictionaries, twice, at 30 to
70 µs. There is no public way to its dictionaries.
"""
# ruff: noqa: SLF001

from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils.translation import trans_real

COUNTS = range(200)
"""Two plural rules are alike when they choose the same form for each of these."""


def join() -> None:
    """Join those with like plural rules, in the order in which they are looked through."""
    for language, _ in settings.LANGUAGES:
        translation: Any = trans_real.translation(language)
        catalogue = translation._catalog
        pairs = zip(catalogue._catalogs, catalogue._plurals, strict=True)
        groups = [list(group) for _, group in groupby(pairs, key=lambda pair: [pair[1](n) for n in COUNTS])]
        catalogue._plurals = [group[0][1] for group in groups]
        catalogue._catalogs = [
            {key: text for words, _ in reversed(group) for key, text in words.items()} for group in groups
        ]
