import pytest
from django.test import RequestFactory

from pathya.ui import navigation


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/portal/", "Today"),
        ("/portal/log/", "Log"),
        ("/portal/consultations/", "Consult"),
        ("/portal/more/", "More"),
        ("/portal/record/history/allergies/", "More"),
        ("/portal/documents/", "More"),
        ("/portal/payments/", "More"),
        ("/", None),
    ],
)
def test_the_place_one_is_in_is_marked(path: str, current: str | None) -> None:
    links = navigation.links(navigation.PORTAL, RequestFactory().get(path))
    assert [str(link.text) for link in links if link.current] == ([current] if current else [])


def test_every_place_exists() -> None:
    request = RequestFactory().get("/")
    for places in (navigation.PUBLIC, navigation.PORTAL, navigation.MORE, navigation.PRACTICE, navigation.OFFICE):
        assert len(navigation.links(places, request)) == len(places)
