import pytest
from django.utils.translation import trans_real


@pytest.mark.parametrize("language", ["en", "hi"])
def test_joined_catalogues_say_what_django_s_say(language):
    plain, joined = trans_real.DjangoTranslation(language)._catalog, trans_real.translation(language)._catalog
    keys = set(plain.keys())
    assert keys
    assert {key: joined.get(key) for key in keys} == {key: plain.get(key) for key in keys}
    for text in {key[0] for key in keys if isinstance(key, tuple)}:
        assert [joined.plural(text, n) for n in range(12)] == [plain.plural(text, n) for n in range(12)]
    assert len(joined._catalogs) < 4 < len(plain._catalogs)
