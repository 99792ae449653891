from django.utils import translation

from pathya.kit.languages import in_language


def test_the_active_language_and_english_where_there_is_no_hindi() -> None:
    with translation.override("hi"):
        assert in_language("Food", "भोजन") == "भोजन"
        assert in_language("Food", "") == "Food"
    with translation.override("en"):
        assert in_language("Food", "भोजन") == "Food"
    with translation.override(None):
        assert in_language("Food", "भोजन") == "Food"
